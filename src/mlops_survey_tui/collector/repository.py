"""What a database of bundles can do. Two keep the same promises: SQLite in a file, and PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from .records import Change, Count, Gone, Outcome, Stored, Unavailable

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")


class Repository(Protocol):
    """A database of bundles. Every method raises ``Unavailable`` where the database cannot do it."""

    async def write(self, changes: Sequence[Change], day: str) -> list[Outcome]:
        """Make changes together; they are durable when this returns, and none of them happened if it raises."""

    async def id_of(self, digest: bytes) -> str:
        """Return the id of the bundle with a digest, or nothing if it is not stored."""

    async def probe(self) -> None:
        """Raise if nothing can be stored."""

    async def counts(self) -> list[Count]:
        """Return how much happened by day and edition."""

    async def refusals(self) -> list[tuple[str, str, str, int]]:
        """Return edition, code, place and number of what was refused."""

    async def withdrawn(self) -> list[Gone]:
        """Return what was withdrawn, in the order of the ids."""

    def bundles(self, edition: str = "") -> AsyncIterator[Stored]:
        """Yield what is stored, in the order of the digests."""

    async def tidy(self) -> None:
        """Write the tables anew in the order of their keys, so that they tell no order of arrival."""

    async def close(self) -> None:
        """Let go of the database."""


async def open_repository(url: str, *, writing: bool = True) -> Repository:
    """Open a database by its address: ``sqlite:///FILE`` or ``postgresql://…``.

    Raises:
        Unavailable: it is no such address, or the database cannot be opened.
    """
    if url.startswith(SQLITE) and url != SQLITE:
        from .sqlite import SqliteRepository

        return SqliteRepository.open(url.removeprefix(SQLITE), writing=writing)
    if url.startswith(POSTGRESQL):
        from .postgresql import PostgresqlRepository

        return await PostgresqlRepository.open(url)
    raise Unavailable("The database is named like sqlite:///bundles.sqlite3 or postgresql://host/name.")
