"""Folders in which a respondent's own editor finds a text: private, locked while in use, and never left behind.

A program that is killed leaves its folder. The next one that edits a text, and the one that deletes an interview,
remove what no program has locked any more.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..store.errors import StorageError
from ..store.locks import FileLock

_PREFIX = "mlops-survey-edit-"
_LOCK = "in-use.lock"


@contextmanager
def editing_folder() -> Iterator[Path]:
    """Give a private folder for one text, and remove it whatever happens.

    Raises:
        OSError: there is no place for it.
    """
    remove_left_folders()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        lock = FileLock(Path(name) / _LOCK)
        with suppress(StorageError):  # who cannot lock removes nothing either
            lock.acquire()
        try:
            yield Path(name)
        finally:
            lock.release(remove=True)


def remove_left_folders() -> None:
    """Remove the folders of programs that were killed; what cannot be read or locked is left."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError, StorageError):
                _remove_left(folder)


def _remove_left(folder: Path) -> None:
    told = folder.lstat()
    own = not hasattr(os, "getuid") or told.st_uid == os.getuid()
    lock = FileLock(folder / _LOCK)
    if own and stat.S_ISDIR(told.st_mode) and lock.path.exists() and lock.acquire(wait=0):
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
