"""SQLite files of services: made for their owner alone, and left as they are where they hold something else.

The collector and the raffle both keep such files and know nothing of each other, so it stands beneath both.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Collection
from pathlib import Path

from .private_files import PRIVATE_FILE

_FLAGS: int = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


class HoldsSomethingElse(Exception):  # noqa: N818
    """A file holds another program's tables, or those of a newer version; the message says which, and what to do."""


def plain_file(path: Path, *, create: bool) -> None:
    """See that there is a plain file, private to its owner if it has to be made.

    Raises:
        OSError: there is none, a link is in its place, or something else.
    """
    try:
        descriptor = os.open(path, _FLAGS | (os.O_CREAT if create else 0), PRIVATE_FILE)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, "it is a link; name the file itself", str(path)) from None
        raise
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", str(path))


def is_new(connection: sqlite3.Connection, version: int, tables: Collection[str]) -> bool:
    """Return whether a file holds nothing yet; what holds something has to hold our tables in our version.

    Raises:
        HoldsSomethingElse: it does not. Nothing of it was changed.
        sqlite3.Error: it cannot be read.
    """
    (known,) = connection.execute("PRAGMA user_version").fetchone()
    found = {name for (name,) in connection.execute(_TABLES)}
    if not found and not known:
        return True
    if not found.issuperset(tables) or known < version:
        raise HoldsSomethingElse("it holds something else, and is left as it is; name another file with --database")
    if known > version:
        raise HoldsSomethingElse("a newer version wrote it, and it is left as it is; update mlops-survey")
    return False
