"""Files that only their owner can read, and that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from ..questionnaire.plain_file import read_plain
from .failures import RaffleError

_FILE, _DIRECTORY = 0o600, 0o700
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_LARGEST = 100_000_000
"""Bytes that are read of a file at most."""


def private_directory(path: Path) -> Path:
    """Create a directory for its owner alone where it is missing, and return it.

    Raises:
        RaffleError: it cannot be created.
    """
    try:
        path.mkdir(_DIRECTORY, parents=True, exist_ok=True)
        path.chmod(_DIRECTORY)
    except OSError as error:
        raise RaffleError(f"{path}: {error.strerror}") from error
    return path


def write_private(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file for its owner alone, durably.

    Raises:
        RaffleError: it cannot be written, or it is there already and must not be replaced.
    """
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _fill(partial, content)
        if not replace and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        partial.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise RaffleError(f"{path}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def _fill(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW, _FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _sync(directory: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        RaffleError: it cannot be read.
    """
    try:
        return read_plain(path, _LARGEST).decode("utf-8")
    except OSError as error:
        raise RaffleError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError:
        raise RaffleError(f"{path} is no text file.") from None
