"""The files of the raffle: private as the interviews are, with the raffle's own words for what goes wrong."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from ..private_files import PRIVATE_DIRECTORY, replacing
from ..questionnaire.plain_file import read_plain
from .failures import CannotUse, FaultyFile

_LARGEST = 100_000_000
"""Bytes that are read of a file at most."""


def private_directory(path: Path) -> Path:
    """Create a directory for its owner alone where it is missing, and return it.

    Raises:
        RaffleError: it cannot be created.
    """
    try:
        path.mkdir(PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        path.chmod(PRIVATE_DIRECTORY)
    except OSError as error:
        raise CannotUse(f"{path}: {error.strerror}") from error
    return path


def write_private(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file for its owner alone, durably.

    Raises:
        RaffleError: it cannot be written, or it is there already and must not be replaced.
    """
    try:
        if not replace and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        with replacing(path) as partial:
            partial.write_bytes(content)
    except OSError as error:
        raise CannotUse(f"{path}: {error.strerror}") from error


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        RaffleError: it cannot be read.
    """
    try:
        return read_plain(path, _LARGEST).decode("utf-8")
    except OSError as error:
        raise CannotUse(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError:
        raise FaultyFile(f"{path} is no text file.") from None
