"""Reads files that others named: a pipe would be waited for, a device never ends, and a large file fills the memory."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_FLAGS: int = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


LARGEST_TEXT = 50_000_000
"""Bytes that a whole text has at most: more than any compiled questionnaire or codebook."""


def read_plain(file: Path, most: int) -> bytes:
    """Return the content of a file, or its first ``most`` bytes if it is longer.

    Raises:
        OSError: it cannot be read, or is no plain file.
    """
    try:
        descriptor = os.open(file, _FLAGS)
    except ValueError:
        raise OSError(errno.EINVAL, "no file can have this name", ascii(str(file))) from None
    with os.fdopen(descriptor, "rb", buffering=0):
        state = os.fstat(descriptor)
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", str(file))
        return _whole(descriptor, min(most, state.st_size + 1))


def read_plain_text(file: Path, most: int = LARGEST_TEXT) -> str:
    """Return the text in a file.

    Raises:
        OSError: it cannot be read, is no plain file, or has more than ``most`` bytes.
        UnicodeDecodeError: it is not UTF-8.
    """
    content = read_plain(file, most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(file))
    return content.decode("utf-8")


def _whole(descriptor: int, size: int) -> bytes:
    """Read so many bytes, or up to the end; one call does where nobody writes to the file meanwhile."""
    found = os.read(descriptor, size)
    while len(found) < size and (more := os.read(descriptor, size - len(found))):
        found += more
    return found
