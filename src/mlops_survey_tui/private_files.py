"""Files that only their owner can read, and that appear whole under their name, or not at all.

Interviews and the raffle both keep such files and know nothing of each other, so it stands beneath both.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700
PARTIAL = ".partial"
"""How the name of a file ends that is not whole yet."""
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)


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

    Raises:
        IsADirectoryError: it names no file, as `.` and `/` do.
        OSError: a device, a pipe or a socket is there, which other programs need.
    """
    if not target.name:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_file() and not target.is_dir():
        raise OSError(errno.EINVAL, "it is no plain file", str(target))
    partial = _new_partial(target)
    try:
        yield partial
        _sync(partial, os.O_RDWR)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    sync_directory(target.parent)


def check_room(target: Path) -> None:
    """Make sure that a file can be made where ``target`` is to be; nothing is left of it.

    Raises:
        OSError: it cannot.
    """
    _new_partial(target).unlink()


def _new_partial(target: Path) -> Path:
    """Make a file beside the target; a fault is one of the target, as nobody knows the other name."""
    partial = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}{PARTIAL}")
    try:
        create_private(partial)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None
    return partial


def sync_directory(directory: Path) -> None:
    """Make names in a directory durable; systems that cannot open directories do it by themselves."""
    if os.name == "posix":
        _sync(directory, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
