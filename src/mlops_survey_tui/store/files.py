"""Private files that appear whole under their name, or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import storage_error

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_PARTIAL = ".partial"


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read; the umask has no say.

    Raises:
        FileExistsError: something, be it a dangling link, has the name already.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW, PRIVATE_FILE)
    os.close(descriptor)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a private empty file to fill; at the end it takes the place of ``target``, durably and at once.

    If filling it fails, the partial file is removed and ``target`` stays as it was.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}{_PARTIAL}")
    partial.unlink(missing_ok=True)
    create_private(partial)
    try:
        yield partial
        _sync(partial, os.O_RDWR)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    sync_directory(target.parent)


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


def sync_directory(directory: Path) -> None:
    """Make names in a directory durable; systems that cannot open directories do it by themselves."""
    if os.name == "posix":
        _sync(directory, os.O_RDONLY)


def remove_partial(directory: Path) -> None:
    """Remove what programs that were killed left half-made; only while no other program is at it."""
    for leftover in filter(is_plain, directory.glob(f".*{_PARTIAL}*")):
        leftover.unlink(missing_ok=True)


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


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
