"""Locks between programs. The operating system releases them when a program ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from ..private_files import PRIVATE_FILE
from .errors import StorageError, storage_error

_NAP = 0.02
_HELD_BY_OTHERS = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_FLAGS: int = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """An exclusive lock on a file that exists for this purpose alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1

    def acquire(self, wait: float = 0.2) -> bool:
        """Take the lock; return False when another program still has it after ``wait`` seconds.

        Raises:
            StorageError: the file system cannot lock, or the file cannot be made.
        """
        deadline = time.monotonic() + wait
        while not self._attempt():
            if time.monotonic() >= deadline:
                return False
            time.sleep(_NAP)
        return True

    def release(self, *, remove: bool = False) -> None:
        """Give the lock back; ``remove`` also deletes its file."""
        if self._descriptor < 0:
            return
        if remove:
            with suppress(OSError):
                self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = -1

    def _attempt(self) -> bool:
        try:
            descriptor = os.open(self.path, _FLAGS, PRIVATE_FILE)
        except OSError as error:
            raise storage_error(error, self.path) from error
        try:
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno in _HELD_BY_OTHERS:
                return False
            raise storage_error(error, self.path, "lock_failed") from error
        self._descriptor = descriptor
        return True


def is_held(path: Path) -> bool:
    """Whether a program, this one included, has the lock; nobody has one where nothing can be written."""
    lock = FileLock(path)
    try:
        held = path.exists() and not lock.acquire(wait=0)
    except (StorageError, OSError):
        return False
    lock.release()
    return held
