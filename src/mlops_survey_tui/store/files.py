"""Files beside the database: written for their owner alone, told apart from links and pipes, kept aside."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from ..private_files import PARTIAL, create_private, replacing
from .errors import storage_error


def write_private(target: Path, chunks: Iterable[str]) -> None:
    """Write text to a file that only its owner can read; it appears whole or not at all.

    Raises:
        StorageError: it could not be written.
    """
    try:
        with replacing(target) as partial, partial.open("w", encoding="utf-8", newline="") as file:
            file.writelines(chunks)
    except OSError as error:
        raise storage_error(error, target) from error


def is_plain(path: Path) -> bool:
    """Whether this is a file of its own: a pipe would be waited for, and a link or a device leads elsewhere."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def remove_partial(directory: Path) -> None:
    """Remove what programs that were killed left half-made; only while no other program is at it."""
    for leftover in filter(is_plain, directory.glob(f".*{PARTIAL}*")):
        leftover.unlink(missing_ok=True)


def remove_plain(path: Path) -> None:
    """Remove a file of this program's; what is none, such as a directory in its place, holds nothing and is left.

    Raises:
        StorageError: it is still there.
    """
    try:
        if is_plain(path):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, path) from error


def free_name(directory: Path, pattern: str) -> Path:
    """Return the first path that nothing has yet; ``pattern`` has a place for a number."""
    number = 1
    while os.path.lexists(path := directory / pattern.format(number=number)):
        number += 1
    return path


def keep_under(path: Path, pattern: str) -> Path:
    """Give a file a second name beside it, the first free one of the pattern, and return it.

    The file itself is neither opened nor changed; where there are no hard links it is copied. What is no file,
    such as a directory, is moved.
    """
    aside = free_name(path.parent, pattern)
    if not is_plain(path):
        return path.rename(aside)
    try:
        os.link(path, aside)
    except OSError:
        create_private(aside)
        shutil.copyfile(path, aside)
    return aside
