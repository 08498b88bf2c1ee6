"""Bundles in PostgreSQL, for more than one collector.

Batches that only add share a lock, and a batch that takes back holds it alone: so no collector can add a bundle while
another is taking it back. Keys make everything else happen once.
"""

from __future__ import annotations

import asyncio
import hmac
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import asyncpg

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

_SCHEMA = """
CREATE TABLE bundles(
  digest bytea PRIMARY KEY, id text NOT NULL UNIQUE, withdrawal bytea NOT NULL, edition text NOT NULL,
  stratum text NOT NULL, body bytea NOT NULL);
ALTER TABLE bundles ALTER body SET STORAGE EXTERNAL;
CREATE TABLE withdrawn(id text PRIMARY KEY, withdrawal bytea NOT NULL);
CREATE TABLE spent(invite bytea PRIMARY KEY);
CREATE TABLE tickets(id text PRIMARY KEY, request bytea NOT NULL);
CREATE TABLE counts(
  day text, edition text, what text, number bigint NOT NULL, PRIMARY KEY (day, edition, what));
CREATE TABLE refusals(
  edition text, code text, path text, number bigint NOT NULL, PRIMARY KEY (edition, code, path));
"""
_LOCK = 0x6D6C6F7073
_SECONDS = 5.0
"""After so long without a connection, or without the end of a batch or of a question, the database counts as down."""
_TRIES = 3
_ONLY_READS = "SELECT current_setting('transaction_read_only') = 'on' FROM counts RIGHT JOIN (SELECT 1) o ON true"
LONGEST_LOCK = "4s"
"""Shorter than that, so that a batch which waits for somebody's lock ends in the database too, and not only here."""
_ERRORS = (
    asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, asyncio.TimeoutError
)  # fmt: skip
"""What comes of a database that is away; the third where the server ends a connection within a command."""


class PostgresqlRepository:
    """One database; ``pool`` has one connection that writes and one that reads."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> PostgresqlRepository:
        """Connect, and make the tables if they are not there.

        Raises:
            Unavailable: there is no such database now.
        """
        with _telling(), _readable():
            pool = await asyncpg.create_pool(
                url, min_size=0, max_size=3, timeout=_SECONDS,
                server_settings={"synchronous_commit": "on", "application_name": "collector"},
            )  # fmt: skip
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
                if await connection.fetchval("SELECT to_regclass('refusals')") is None:
                    await connection.execute(_SCHEMA)
        return cls(pool)

    async def write(self, changes: Sequence[Change], day: str) -> list[Outcome]:
        """Make changes together, durably; tried again where it met another collector's changes crosswise."""
        with _telling():
            for _ in range(_TRIES):
                try:
                    async with self._connection() as connection, connection.transaction():
                        return await _Batch(connection, day).make(changes)
                except (asyncpg.DeadlockDetectedError, asyncpg.UniqueViolationError):
                    continue
        raise Unavailable("the changes met others again and again")

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        """Give a connection that is cut off if it takes too long: a server that hangs would not end anything else."""
        async with self._pool.acquire(timeout=_SECONDS) as connection:
            limit = asyncio.get_running_loop().call_later(_SECONDS, connection.terminate)
            try:
                yield connection
            finally:
                limit.cancel()

    async def id_of(self, digest: bytes) -> str:
        """Return the id of the bundle with a digest, or nothing if it is not stored."""
        with _telling():
            query = "SELECT id FROM bundles WHERE digest = $1"
            return str(await self._pool.fetchval(query, digest, timeout=_SECONDS) or "")

    async def probe(self) -> None:
        """Raise if the database does not answer, or only reads."""
        with _telling():
            async with asyncio.timeout(2):
                if await self._pool.fetchval(_ONLY_READS):
                    raise Unavailable("the database only reads")

    async def counts(self) -> list[Count]:
        """Return how much happened by day and edition."""
        rows = await self._rows("SELECT day, edition, what, number FROM counts ORDER BY day, edition, what")
        return [Count(*row) for row in rows]

    async def refusals(self) -> list[tuple[str, str, str, int]]:
        """Return edition, code, place and number of what was refused."""
        rows = await self._rows("SELECT edition, code, path, number FROM refusals ORDER BY edition, code, path")
        return [tuple(row) for row in rows]

    async def _rows(self, query: str) -> list[Any]:
        with _telling():
            found: list[Any] = await self._pool.fetch(query, timeout=_SECONDS)
            return found

    async def withdrawn(self) -> list[Gone]:
        """Return what was withdrawn, in the order of the ids."""
        return [Gone(*row) for row in await self._rows("SELECT id, withdrawal FROM withdrawn ORDER BY id")]

    async def bundles(self, edition: str = "") -> AsyncIterator[Stored]:
        """Yield what is stored, in the order of the digests."""
        query = "SELECT digest, edition, stratum, body FROM bundles WHERE $1 IN ('', edition) ORDER BY digest"
        with _telling():
            async with self._pool.acquire() as connection, connection.transaction():
                async for row in connection.cursor(query, edition):
                    yield Stored(*row)

    async def tidy(self) -> None:
        """Write the table anew in the order of the digests."""
        with _telling():
            await self._pool.execute("CLUSTER bundles USING bundles_pkey", timeout=3600)

    async def close(self) -> None:
        """Let go of the database."""
        try:
            await asyncio.wait_for(self._pool.close(), _SECONDS)
        except _ERRORS:
            self._pool.terminate()


class _Batch:
    """Makes changes within one transaction, each sort of them together."""

    def __init__(self, connection: Any, day: str) -> None:
        self._connection, self._day = connection, day
        self._counted: Counter[tuple[str, str]] = Counter()

    async def make(self, changes: Sequence[Change]) -> list[Outcome]:
        alone = any(isinstance(change, TakingBack | Gone) for change in changes)
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        await self._connection.execute(f"SET LOCAL lock_timeout = '{LONGEST_LOCK}'; SELECT {lock}({_LOCK})")
        outcomes: dict[int, Outcome] = {}
        for together in _runs(changes):
            outcomes |= await self._make(changes, together)
        await self._count()
        return [outcomes[number] for number in range(len(changes))]

    async def _make(self, changes: Sequence[Change], together: list[int]) -> dict[int, Outcome]:
        """Make changes of one sort that follow each other."""
        first = changes[together[0]]
        if isinstance(first, Arrival):
            return await self._arrive({number: changes[number] for number in together})  # type: ignore[misc]
        makes: dict[type, Any] = {
            TakingBack: self._take_back,
            Gone: self._bury,
            Claim: self._claim,
            Refusals: self._refuse,
        }
        return {number: await makes[type(first)](changes[number]) for number in together}

    async def _arrive(self, new: dict[int, Arrival]) -> dict[int, Outcome]:
        outcomes = await self._known(new)
        fresh: dict[str, int] = {}
        for number in sorted(new.keys() - outcomes.keys(), key=lambda number: new[number].digest):
            if new[number].id not in fresh and (not new[number].invite or await self._spend(new[number].invite)):
                fresh[new[number].id] = number
            elif new[number].id not in fresh:
                outcomes[number] = Outcome.INVITE_SPENT
        await self._insert([new[number] for number in fresh.values()])
        outcomes |= dict.fromkeys(fresh.values(), Outcome.CREATED)
        late = {number: one for number, one in new.items() if outcomes.get(number) in (None, Outcome.INVITE_SPENT)}
        return outcomes | await self._known(late)

    async def _known(self, new: dict[int, Arrival]) -> dict[int, Outcome]:
        """Return what became of those whose ids are there already, or were withdrawn."""
        ids = [one.id for one in new.values()]
        if not ids:
            return {}
        there = dict(await self._connection.fetch("SELECT id, digest FROM bundles WHERE id = ANY($1)", ids))
        rows = await self._connection.fetch("SELECT id FROM withdrawn WHERE id = ANY($1)", ids)
        gone = {row[0] for row in rows}
        found: dict[int, Outcome] = {}
        for number, one in new.items():
            if one.id in there:
                same = there[one.id] == one.digest
                found[number] = Outcome.ALREADY_THERE if same else Outcome.OTHER_CONTENT
            elif one.id in gone:
                found[number] = Outcome.WITHDRAWN_BEFORE
        return found

    async def _spend(self, invite: bytes) -> bool:
        """Note an invite as spent; another collector that does the same at this moment is waited for."""
        done = await self._connection.execute("INSERT INTO spent VALUES ($1) ON CONFLICT DO NOTHING", invite)
        return bool(done == "INSERT 0 1")

    async def _insert(self, new: Iterable[Arrival]) -> None:
        rows = [(one.digest, one.id, one.withdrawal, one.edition, one.stratum, one.body) for one in new]
        if rows:
            await self._connection.executemany("INSERT INTO bundles VALUES ($1, $2, $3, $4, $5, $6)", rows)
            self._counted.update((row[3], "accepted") for row in rows)

    async def _take_back(self, wish: TakingBack) -> Outcome:
        query = "SELECT withdrawal, edition FROM bundles WHERE id = $1"
        there = await self._connection.fetchrow(query, wish.id)
        gone = await self._connection.fetchrow("SELECT withdrawal FROM withdrawn WHERE id = $1", wish.id)
        kept = (there or gone or (bytes(32),))[0]
        if not hmac.compare_digest(kept, wish.withdrawal) or not (there or gone):
            return Outcome.UNKNOWN
        if there:
            await self._bury(Gone(wish.id, kept))
            self._counted[there[1], "withdrawn"] += 1
        return Outcome.TAKEN_BACK

    async def _bury(self, gone: Gone) -> Outcome:
        await self._connection.execute("DELETE FROM bundles WHERE id = $1", gone.id)
        await self._connection.execute("DELETE FROM tickets WHERE id = $1", gone.id)
        add = "INSERT INTO withdrawn VALUES ($1, $2) ON CONFLICT DO NOTHING"
        await self._connection.execute(add, gone.id, gone.withdrawal)
        return Outcome.COUNTED

    async def _claim(self, wish: Claim) -> Outcome:
        add = "INSERT INTO tickets SELECT id, $1 FROM bundles WHERE id = $2 ON CONFLICT DO NOTHING"
        await self._connection.execute(add, wish.request, wish.id)
        noted = await self._connection.fetchval("SELECT request FROM tickets WHERE id = $1", wish.id)
        return Outcome.CLAIMED if noted == wish.request else Outcome.CLAIMED_BEFORE

    async def _refuse(self, refused: Refusals) -> Outcome:
        self._counted[refused.edition, "refused"] += 1
        query = """INSERT INTO refusals SELECT $1, $2, $3, 0 WHERE (SELECT count(*) FROM refusals) < $4
                   ON CONFLICT DO NOTHING"""
        await self._connection.execute(query, refused.edition, refused.code, refused.path, MOST_REFUSALS)
        again = "UPDATE refusals SET number = number + 1 WHERE edition = $1 AND code = $2 AND path = $3"
        await self._connection.execute(again, refused.edition, refused.code, refused.path)
        return Outcome.COUNTED

    async def _count(self) -> None:
        add = "INSERT INTO counts VALUES ($1, $2, $3, $4) ON CONFLICT (day, edition, what) DO UPDATE SET number = "
        add += "counts.number + excluded.number"
        for (edition, what), number in sorted(self._counted.items()):
            await self._connection.execute(add, self._day, edition, what, number)


def _runs(changes: Sequence[Change]) -> Iterator[list[int]]:
    """Yield the places of changes of one sort that follow each other."""
    together: list[int] = []
    for number, change in enumerate(changes):
        if together and type(change) is not type(changes[together[0]]):
            yield together
            together = []
        together.append(number)
    if together:
        yield together


@contextmanager
def _readable() -> Iterator[None]:
    """Say of an address that cannot be read how one is written; it may hold a password, so it is not repeated."""
    try:
        yield
    except (ValueError, asyncpg.exceptions.ClientConfigurationError):
        raise Unavailable(
            "The address of the database cannot be read. It is written like postgresql://user@host:5432/name."
        ) from None


@contextmanager
def _telling() -> Iterator[None]:
    """Turn errors of the database into the one error that is answered with "later"."""
    try:
        yield
    except _ERRORS as error:
        what = type(error).__name__
        raise Unavailable(
            f"PostgreSQL cannot be used now ({what}). See that it runs, and that the address is right."
        ) from None
