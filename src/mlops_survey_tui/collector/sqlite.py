"""Bundles in a SQLite file, with one writing connection.

The statements of a batch run where they are called, as they only touch memory; what waits for the disk, the commit,
runs in a thread. The log is synced at each commit, so what was committed survives a loss of power.
"""

from __future__ import annotations

import asyncio
import fcntl
import hmac
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ..service_files import HoldsSomethingElse, is_new, plain_file
from .records import (
    MOST_REFUSALS,
    Arrival,
    Change,
    Claim,
    Count,
    Gone,
    Outcome,
    Refusals,
    Stored,
    TakingBack,
    Unavailable,
)

_VERSION = 1
_TABLES = ("bundles", "withdrawn", "spent", "tickets", "counts", "refusals")
_SCHEMA = f"""
BEGIN;
CREATE TABLE bundles(
  digest BLOB PRIMARY KEY, id TEXT NOT NULL, withdrawal BLOB NOT NULL, edition TEXT NOT NULL, stratum TEXT NOT NULL,
  body BLOB NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX bundles_by_id ON bundles(id);
CREATE TABLE withdrawn(id TEXT PRIMARY KEY, withdrawal BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE spent(invite BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tickets(id TEXT PRIMARY KEY, request BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE counts(
  day TEXT, edition TEXT, what TEXT, number INTEGER NOT NULL, PRIMARY KEY (day, edition, what)) WITHOUT ROWID;
CREATE TABLE refusals(
  edition TEXT, code TEXT, path TEXT, number INTEGER NOT NULL, PRIMARY KEY (edition, code, path)) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
COMMIT;
"""
SECONDS_TO_LOCK = 5.0
"""How long another program may hold the file before a batch is answered with "later"."""
_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"


class SqliteRepository:
    """One file. ``reading`` never waits for a commit; ``lock`` is held for as long as this is the file's writer."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, reading: sqlite3.Connection, lock: int | None
    ) -> None:
        self._connection, self._reading, self._lock = connection, reading, lock
        self._disk = ThreadPoolExecutor(1, "disk")
        self._place = path
        self._files = _files(path) if lock is not None else ()

    @classmethod
    def open(cls, name: str, *, writing: bool = True) -> SqliteRepository:
        """Open a file, private to its owner; with ``writing`` it is made if it is not there.

        Raises:
            Unavailable: it cannot be opened, or another collector writes to it.
        """
        path = Path(name)
        if not writing and not path.is_file():
            raise Unavailable(f"There is no database {path}.")
        with ExitStack() as undo:
            try:
                repository = cls(path, *_opened(path, undo, writing))
            except (sqlite3.Error, OSError, HoldsSomethingElse) as error:
                raise Unavailable(f"{path}: {getattr(error, 'strerror', None) or error}") from error
            undo.pop_all()
        return repository

    async def write(self, changes: Sequence[Change], day: str) -> list[Outcome]:
        """Make changes together, durably."""
        with _telling():
            try:
                self._check_place()
                await self._on_disk("BEGIN IMMEDIATE")
                outcomes = [_Row(self._connection, day).make(change) for change in changes]
                await self._on_disk("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            if Outcome.TAKEN_BACK in outcomes:
                with suppress(sqlite3.OperationalError):
                    await self._on_disk("PRAGMA wal_checkpoint(TRUNCATE)")
        return outcomes

    def _check_place(self) -> None:
        """Raise if somebody took the files away: what is written to them then is gone with this process."""
        if self._files and _files(self._place) != self._files:
            raise Unavailable("The database is not in its place any more.")

    async def _on_disk(self, statement: str) -> None:
        """Run to its end, and apart from the loop, a statement that waits for the disk or for a lock."""
        await asyncio.get_running_loop().run_in_executor(self._disk, self._finish, statement)

    def _finish(self, statement: str) -> None:
        self._connection.execute(statement).fetchall()

    async def id_of(self, digest: bytes) -> str:
        """Return the id of the bundle with a digest, or nothing if it is not stored."""
        with _telling():
            row = self._reading.execute("SELECT id FROM bundles WHERE digest = ?", (digest,)).fetchone()
        return str(row[0]) if row else ""

    async def probe(self) -> None:
        """Raise if the file cannot be read."""
        with _telling():
            self._check_place()
            self._reading.execute("SELECT 1 FROM counts").fetchone()

    async def counts(self) -> list[Count]:
        """Return how much happened by day and edition."""
        with _telling():
            rows = self._reading.execute("SELECT day, edition, what, number FROM counts")
            return [Count(*row) for row in rows]

    async def refusals(self) -> list[tuple[str, str, str, int]]:
        """Return edition, code, place and number of what was refused."""
        with _telling():
            return list(self._reading.execute("SELECT edition, code, path, number FROM refusals"))

    async def withdrawn(self) -> list[Gone]:
        """Return what was withdrawn, in the order of the ids."""
        with _telling():
            return [Gone(*row) for row in self._reading.execute("SELECT id, withdrawal FROM withdrawn ORDER BY id")]

    async def bundles(self, edition: str = "") -> AsyncIterator[Stored]:
        """Yield what is stored, in the order of the digests."""
        with _telling():
            query = "SELECT digest, edition, stratum, body FROM bundles WHERE ?1 IN ('', edition) ORDER BY digest"
            for row in self._reading.execute(query, (edition,)):
                yield Stored(*row)

    async def tidy(self) -> None:
        """Write the file anew from sorted rows."""
        with _telling():
            await self._on_disk("VACUUM")
            await self._on_disk("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Let go of the file."""
        self._disk.shutdown()
        self._reading.close()
        self._connection.close()
        if self._lock is not None:
            os.close(self._lock)


class _Row:
    """Makes one change after the other within a transaction."""

    def __init__(self, connection: sqlite3.Connection, day: str) -> None:
        self._do, self._day = connection.execute, day

    def make(self, change: Change) -> Outcome:
        if isinstance(change, Arrival):
            return self._arrive(change)
        if isinstance(change, TakingBack):
            return self._take_back(change)
        if isinstance(change, Gone):
            return self._bury(change.id, change.withdrawal)
        return self._claim(change) if isinstance(change, Claim) else self._refuse(change)

    def _arrive(self, new: Arrival) -> Outcome:
        row = self._do("SELECT digest FROM bundles WHERE id = ?", (new.id,)).fetchone()
        if row:
            return Outcome.ALREADY_THERE if row[0] == new.digest else Outcome.OTHER_CONTENT
        if self._do("SELECT 1 FROM withdrawn WHERE id = ?", (new.id,)).fetchone():
            return Outcome.WITHDRAWN_BEFORE
        if new.invite and not self._do("INSERT OR IGNORE INTO spent VALUES (?)", (new.invite,)).rowcount:
            return Outcome.INVITE_SPENT
        values = (new.digest, new.id, new.withdrawal, new.edition, new.stratum, new.body)
        self._do("INSERT INTO bundles VALUES (?, ?, ?, ?, ?, ?)", values)
        self._count(new.edition, "accepted")
        return Outcome.CREATED

    def _take_back(self, wish: TakingBack) -> Outcome:
        gone = self._do("SELECT withdrawal FROM withdrawn WHERE id = ?", (wish.id,)).fetchone()
        there = self._do("SELECT withdrawal, edition FROM bundles WHERE id = ?", (wish.id,)).fetchone()
        kept = (there or gone or (bytes(32),))[0]
        if not hmac.compare_digest(kept, wish.withdrawal) or not (there or gone):
            return Outcome.UNKNOWN
        if there:
            self._bury(wish.id, kept)
            self._count(there[1], "withdrawn")
        return Outcome.TAKEN_BACK

    def _bury(self, id_: str, withdrawal: bytes) -> Outcome:
        self._do("DELETE FROM bundles WHERE id = ?", (id_,))
        self._do("DELETE FROM tickets WHERE id = ?", (id_,))
        self._do("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", (id_, withdrawal))
        return Outcome.COUNTED

    def _claim(self, wish: Claim) -> Outcome:
        there = "INSERT OR IGNORE INTO tickets SELECT id, ? FROM bundles WHERE id = ?"
        self._do(there, (wish.request, wish.id))
        row = self._do("SELECT request FROM tickets WHERE id = ?", (wish.id,)).fetchone()
        return Outcome.CLAIMED if row and row[0] == wish.request else Outcome.CLAIMED_BEFORE

    def _refuse(self, refused: Refusals) -> Outcome:
        self._count(refused.edition, "refused")
        key = (refused.edition, refused.code, refused.path)
        again = "UPDATE refusals SET number = number + 1 WHERE edition = ? AND code = ? AND path = ?"
        if not self._do(again, key).rowcount and self._kept() < MOST_REFUSALS:
            self._do("INSERT INTO refusals VALUES (?, ?, ?, 1)", key)
        return Outcome.COUNTED

    def _kept(self) -> int:
        return int(self._do("SELECT count(*) FROM refusals").fetchone()[0])

    def _count(self, edition: str, what: str) -> None:
        add = "INSERT INTO counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1"
        self._do(add, (self._day, edition, what))


def _opened(path: Path, undo: ExitStack, writing: bool) -> tuple[sqlite3.Connection, sqlite3.Connection, int | None]:
    """Return a connection that writes, one that reads, and the lock of the only writer; ``undo`` lets go of them.

    Raises:
        Unavailable: another collector writes to the file.
        HoldsSomethingElse: another program does.
        OSError, sqlite3.Error: it cannot be opened.
    """
    lock = None
    if writing:
        lock = _alone(path)
        undo.callback(os.close, lock)
        plain_file(path, create=True)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=SECONDS_TO_LOCK)
    undo.callback(connection.close)
    begins = is_new(connection, _VERSION, _TABLES)
    connection.executescript(_PRAGMAS)
    if begins and writing:
        connection.executescript(_SCHEMA)
    reading = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1)
    undo.callback(reading.close)
    reading.execute("PRAGMA query_only = ON")
    reading.execute("SELECT 1 FROM counts").fetchone()
    return connection, reading, lock


def _files(path: Path) -> tuple[tuple[int, int], ...]:
    """Return which files the database and its log are.

    Raises:
        OSError: one of them is not there.
    """
    found = [Path(f"{path}{suffix}").stat() for suffix in ("", "-wal")]
    return tuple((one.st_dev, one.st_ino) for one in found)


def _alone(path: Path) -> int:
    """Take the place of the only writer of a file; return what to close to give it up."""
    lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise Unavailable(f"Another collector writes to {path}; several need PostgreSQL.") from None
    return lock


@contextmanager
def _telling() -> Iterator[None]:
    """Turn errors of the database into the one error that is answered with "later"."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise Unavailable(str(error)) from None
