"""The connection to SQLite: its settings, transactions that are durable or have not happened, copies."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from ..language import _
from ..private_files import replacing
from .errors import StorageError, storage_error

BUSY_SECONDS = 5.0
"""How long another program's transaction is waited for."""

_SETTINGS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)
_COPY_ATTEMPTS = 200
_COPY_NAP = 0.01


class Connection(sqlite3.Connection):
    """A connection that calls damage by its name also where it has made text that Python cannot read or hand back.

    So it does with memory that is used up, of which Python makes an error of its own.
    """

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement.

        Raises:
            sqlite3.Error: as SQLite says it.
        """
        try:
            return super().execute(sql, parameters)
        except UnicodeError as error:
            damage = sqlite3.DatabaseError(str(error))
            damage.sqlite_errorcode, damage.sqlite_errorname = sqlite3.SQLITE_CORRUPT, "SQLITE_CORRUPT"
            raise damage from error
        except MemoryError as error:
            shortage = sqlite3.OperationalError(str(error))
            shortage.sqlite_errorcode, shortage.sqlite_errorname = sqlite3.SQLITE_NOMEM, "SQLITE_NOMEM"
            raise shortage from error


def connect(path: Path | None, mode: str = "rw") -> sqlite3.Connection:
    """Open a database with the settings that survive a power cut; no path means memory.

    ``mode`` is "rw", "ro", or "immutable" for a file that nobody writes and that must not be touched.
    A missing file is never created.

    Raises:
        sqlite3.Error: as SQLite says it.
    """
    if path is None:
        target = ":memory:"
    else:
        query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
        target = f"{path.as_uri()}?{query}"
    connection = sqlite3.connect(
        target, uri=path is not None, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False,
        factory=Connection,
    )  # fmt: skip
    connection.text_factory = _lenient_text
    try:
        for setting in _SETTINGS if mode == "rw" else ():
            connection.execute(setting)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class Database:
    """One connection that is shared by the store and its recorders, by one thread at a time.

    A file that goes while it is open can still be read. Once that has been told, trying again writes it anew, by
    ``put_back``, if nothing has its place.
    """

    def __init__(
        self, path: Path | None, mode: str = "rw", put_back: Callable[[sqlite3.Connection], None] | None = None
    ) -> None:
        self.path = path
        self._put_back = put_back
        self._has_gone = False
        self._guard = threading.RLock()
        try:
            self.connection = connect(path, mode)
        except sqlite3.Error as error:
            raise storage_error(error, path) from error

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Run statements that are durable together at the end, or have not happened.

        Raises:
            StorageError: nothing was changed; the same can be tried again.
        """
        return self._within("BEGIN IMMEDIATE")

    @contextmanager
    def rewriting(self) -> Iterator[sqlite3.Connection]:
        """Run statements as in :meth:`transaction` that put rows in order whose references may be lost.

        Raises:
            StorageError: nothing was changed.
        """
        with self._guard:
            self.connection.execute("PRAGMA foreign_keys=OFF")
            try:
                with self.transaction() as connection:
                    yield connection
            finally:
                self.connection.execute("PRAGMA foreign_keys=ON")

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Run queries that all see one state, whatever other programs write meanwhile.

        Raises:
            StorageError: something cannot be read.
        """
        return self._within("BEGIN")

    def vacuum(self) -> None:
        """Write the file anew, so that nothing deleted is left between its rows.

        Raises:
            StorageError: the file is as it was.
        """
        with self._guard:
            try:
                self.connection.execute("VACUUM")
            except sqlite3.Error as error:
                raise storage_error(error, self.path) from error

    def save_copy(self, target: Path) -> Path:
        """Copy the whole database to another place, also when nothing can be written here any more.

        Raises:
            StorageError: the copy could not be made.
        """
        with self._guard:
            copy_database(self.connection, target)
        return target

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        with self._guard, suppress(sqlite3.Error):
            self.connection.close()

    @contextmanager
    def _within(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._guard:
            self._return()
            try:
                self.connection.execute(begin)
                yield self.connection
                self.connection.execute("COMMIT")
            except sqlite3.Error as error:
                raise self._told(error) from error
            finally:
                self._roll_back()

    def _told(self, error: sqlite3.Error) -> StorageError:
        """Return an error in words; that the file has gone is kept in mind."""
        told = storage_error(error, self.path)
        self._has_gone = told.code == "moved"
        if self._has_gone and self._is_there():
            return storage_error(error, self.path, "replaced")
        return told

    def _return(self) -> None:
        """Go on with a file that is written anew, where one was told to have gone and nothing is in its place.

        Raises:
            StorageError: it could not be written.
        """
        if not self._has_gone or self._is_there() or self._put_back is None or self.path is None:
            return
        self._put_back(self.connection)
        try:
            anew = connect(self.path)
        except sqlite3.Error as error:
            raise storage_error(error, self.path) from error
        self.connection.close()
        self.connection, self._has_gone = anew, False

    def _is_there(self) -> bool:
        return self.path is not None and os.path.lexists(self.path)

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database, consistently, to a file that appears whole or not at all.

    Raises:
        StorageError: the copy could not be made; ``target`` is as it was.
    """
    try:
        with replacing(target) as partial, closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=OFF")
            copy.execute("PRAGMA journal_mode=OFF")
            _fill(copy, source)
    except (sqlite3.Error, OSError) as error:
        raise storage_error(error, target) from error


def _fill(copy: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Copy all pages in one step, so that the writer waits as short as possible, and give up in the end."""
    attempts = 0

    def count(status: int, remaining: int, total: int) -> None:
        nonlocal attempts
        attempts += 1
        if attempts > _COPY_ATTEMPTS:
            raise StorageError("locked", _("The database was in use all the time while it was to be copied."))

    source.backup(copy, progress=count, sleep=_COPY_NAP)


def _lenient_text(raw: bytes) -> str:
    """Decode stored text; bytes that damage made undecodable are kept, and fail their checksum."""
    return raw.decode("utf-8", "surrogateescape")
