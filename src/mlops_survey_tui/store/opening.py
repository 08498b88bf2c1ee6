"""Opening the store: the right place, a sound file, the current schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from ..language import _, mark
from .alone import alone
from .backups import Backups
from .connection import Database, copy_database
from .errors import StorageError, storage_error
from .examination import Condition, examine, is_busy
from .files import remove_partial
from .migrations import create_tables
from .paths import DataDirectory, data_directory, prepare
from .recovery import make_ready, set_journal_aside
from .store import Store

MEMORY_ONLY = mark(
    "Answers are kept in memory only: they are lost when the program ends. To keep them, start again without --memory."
)


def open_store(
    data_dir: Path | None = None,
    memory: bool = False,
    *,
    read_only: bool = False,
    now: Callable[[], datetime] = datetime.now,
) -> Store:
    """Open the store in a directory, in the user's own by default, or in memory.

    What was found wrong and put right is in the store's ``notices``. ``read_only`` changes nothing and works
    where nothing can be written; only a file that needs work is opened the ordinary way.

    Raises:
        StorageError: nothing can be kept there; says why, and what to do.
    """
    if memory:
        return _in_memory((_(MEMORY_ONLY),), now)
    directory = data_directory(data_dir)
    if read_only and (store := _to_read(directory, now)):
        return store
    prepare(directory)
    backups = Backups(directory.backups, directory.database)
    notices = _make_ready(directory, backups)
    database = Database(directory.database, put_back=partial(_put_back, directory))
    store = Store(database, directory, notices, backups, now)
    store.back_up()
    return store


def look_into(data_dir: Path | None = None) -> Store | None:
    """Open the store for a glance; nothing where that needs work or a wait first, or where there is none."""
    directory = data_directory(data_dir)
    if not directory.database.is_file() or is_busy(directory.database):
        return None
    return _to_read(directory, datetime.now)


def _make_ready(directory: DataDirectory, backups: Backups) -> tuple[str, ...]:
    """See to the file while no other program does."""
    with alone(directory):
        remove_partial(directory.root)
        return make_ready(directory, backups)


def _put_back(directory: DataDirectory, content: sqlite3.Connection) -> None:
    """Write what is still open to the place from which the file has gone, unless another has taken that by now.

    Raises:
        StorageError: it could not be written.
    """
    prepare(directory)
    with alone(directory):
        if not directory.database.exists():
            set_journal_aside(directory)
            copy_database(content, directory.database)


def _in_memory(notices: tuple[str, ...], now: Callable[[], datetime]) -> Store:
    database = Database(None)
    try:
        create_tables(database.connection)
    except sqlite3.Error as error:
        raise storage_error(error, None) from error
    return Store(database, notices=notices, now=now)


def _to_read(directory: DataDirectory, now: Callable[[], datetime]) -> Store | None:
    """Open a sound database for reading; nothing if there is work to do on it first."""
    if not directory.database.exists() and not any(directory.backups.glob("*")):
        return _in_memory((), now)
    try:
        if examine(directory.database, "ro").condition is not Condition.SOUND:
            return None
        return Store(Database(directory.database, "ro"), directory, now=now)
    except StorageError:
        return None
