"""The database of entries: rows in the order of their hashes, without time, order of arrival or address.

SQLite with one writing connection. Each change is committed durably before it is acknowledged. What is deleted is
overwritten; rows have no hidden number, and rebuilding the file forgets in which order its pages were filled.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ...private_files import PRIVATE_FILE
from ...service_files import HoldsSomethingElse, is_new, plain_file
from ..failures import CannotUse, RaffleError
from ..record import Record

PREFIX = "sqlite:///"
CLOSED = "closed"
"""The fact that says that no entry comes in any more; its value is the hash of the published list."""
SECONDS_TO_LOCK = 5.0
"""How long another program, or others of this one, may hold the database before a request is answered with later."""
_VERSION = 1
_TABLES = ("entries", "withdrawn", "spent", "facts")
_SCHEMA = f"""
BEGIN;
CREATE TABLE entries(
  entry BLOB PRIMARY KEY, purpose TEXT NOT NULL, sealed BLOB NOT NULL, withdrawal BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE withdrawn(entry BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE spent(ticket BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
COMMIT;
"""
_PRAGMAS = "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"


class Entries:
    """The entries of one edition. Its methods may be called from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._lock = connection, threading.Lock()
        self.is_ordered = False
        """Whether the file was rebuilt since the last change, so that it tells no order of arrival."""

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Wait for others of this process, no longer than for other programs: they may be waiting for these."""
        if not self._lock.acquire(timeout=SECONDS_TO_LOCK):
            raise sqlite3.OperationalError("too much waits for the database")
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """Give a transaction that is durable when this ends, and undone when it fails."""
        with self._held():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Change(self._connection)
                self.is_ordered = False
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def fact(self, name: str) -> str:
        """Return what is noted about the whole, or nothing."""
        with self._held():
            return Change(self._connection).fact(name)

    def hashes(self, purpose: str) -> list[bytes]:
        """Return the entries for a wish, sorted."""
        with self._held():
            return Change(self._connection).hashes(purpose)

    def sealed(self, purpose: str, entry: bytes) -> bytes | None:
        """Return a sealed record, or None if there is none of this entry."""
        with self._held():
            query = "SELECT sealed FROM entries WHERE purpose = ? AND entry = ?"
            row = self._connection.execute(query, (purpose, entry)).fetchone()
        return row[0] if row else None

    def rebuild(self) -> None:
        """Write the file anew, from sorted rows: the pages no longer tell in which order they were filled."""
        with self._held():
            self._connection.execute("VACUUM")
            self.is_ordered = True

    def is_there(self) -> bool:
        """Whether the database answers."""
        with self._held():
            return bool(self._connection.execute("SELECT count(*) FROM facts").fetchone())

    def close(self) -> None:
        """Let go of the file."""
        with self._held():
            self._connection.close()


class Change:
    """What can be done within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def fact(self, name: str) -> str:
        """Return what is noted about the whole, or nothing."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, name: str, value: str) -> None:
        """Note something about the whole."""
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def find(self, entry: bytes) -> tuple[str, bytes, bytes] | None:
        """Return wish, sealed record and hash of the withdrawal token of an entry."""
        query = "SELECT purpose, sealed, withdrawal FROM entries WHERE entry = ?"
        row: tuple[str, bytes, bytes] | None = self._connection.execute(query, (entry,)).fetchone()
        return row

    def hashes(self, purpose: str) -> list[bytes]:
        """Return the entries for a wish, sorted."""
        query = "SELECT entry FROM entries WHERE purpose = ? ORDER BY entry"
        return [row[0] for row in self._connection.execute(query, (purpose,))]

    def is_withdrawn(self, entry: bytes) -> bool:
        """Whether this entry was taken back."""
        query = "SELECT 1 FROM withdrawn WHERE entry = ?"
        return self._connection.execute(query, (entry,)).fetchone() is not None

    def add(self, entry: bytes, record: Record) -> None:
        """Add an entry that is not there."""
        row = (entry, record.purpose, record.sealed, record.withdrawal)
        self._connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", row)

    def spend(self, ticket: bytes) -> bool:
        """Note the hash of a ticket as used; say whether it was unused."""
        cursor = self._connection.execute("INSERT OR IGNORE INTO spent VALUES (?)", (ticket,))
        return cursor.rowcount == 1

    def withdraw(self, entry: bytes) -> None:
        """Delete an entry, and keep its hash so that a late retry cannot bring it back."""
        self._connection.execute("DELETE FROM entries WHERE entry = ?", (entry,))
        self._connection.execute("INSERT OR IGNORE INTO withdrawn VALUES (?)", (entry,))

    def keep_only(self, purpose: str, kept: set[bytes]) -> int:
        """Delete the records for a wish but those kept; return how many went."""
        query = "SELECT entry FROM entries WHERE purpose = ?"
        gone = [row for row in self._connection.execute(query, (purpose,)).fetchall() if row[0] not in kept]
        self._connection.executemany("DELETE FROM entries WHERE entry = ?", gone)
        return len(gone)


def open_entries(url: str, edition: str = "", *, create: bool = False) -> Entries:
    """Open the database of an edition, private to its owner; without an edition, whichever it holds.

    Raises:
        RaffleError: there is none, it is none of this edition, or it cannot be opened.
    """
    if not url.startswith(PREFIX) or url == PREFIX:
        raise RaffleError(f"The database is named like {PREFIX}raffle.sqlite3.")
    path = Path(url.removeprefix(PREFIX))
    try:
        entries = _opened(path, create)
        known = entries.fact("edition")
    except HoldsSomethingElse as error:
        raise CannotUse(f"{path}: {error}") from None
    except (sqlite3.Error, OSError) as error:
        raise CannotUse(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    if edition and known not in ("", edition):
        raise RaffleError(f"{path} holds the entries of edition {known}.")
    if edition and not known:
        with entries.changing() as change:
            change.note("edition", edition)
    return entries


def _opened(path: Path, create: bool) -> Entries:
    plain_file(path, create=create)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=SECONDS_TO_LOCK)
    with ExitStack() as undo:
        undo.callback(connection.close)
        begins = is_new(connection, _VERSION, _TABLES)
        path.chmod(PRIVATE_FILE)
        connection.executescript(_PRAGMAS)
        if begins:
            connection.executescript(_SCHEMA)
        undo.pop_all()
    return Entries(connection)
