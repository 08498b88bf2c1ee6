"""The rows of a table in the form that every format writes: typed by the codebook, in one settled order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...codebook.model import CODE, REAL, ROW, TEXT, TICK, WHOLE, Column, Table
from ...sql import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS = "release_rows"
"""The table of the database that holds the rows being written."""
TYPES = {CODE: "VARCHAR", TEXT: "VARCHAR", TICK: "TINYINT", WHOLE: "BIGINT", REAL: "DOUBLE"}
_ORDER = ("row", "item", "part", "question", "set", "position", "text")
_AGGREGATES = {"base": "BIGINT", "count": "BIGINT", "share": "DOUBLE"}


@contextmanager
def one_thread(connection: DuckDBPyConnection) -> Iterator[None]:
    """Let one thread write, so that rows and their groups fall the same way every time."""
    row = connection.execute("SELECT current_setting('threads')").fetchone()
    connection.execute("SET threads = 1; SET preserve_insertion_order = true")
    try:
        yield
    finally:
        connection.execute(f"SET threads = {row[0] if row else 1}")


@contextmanager
def arranged(connection: DuckDBPyConnection, table: Table) -> Iterator[None]:
    """Hold the rows of a table, typed and in order, as :data:`ROWS`. Spills to disk where the database does."""
    columns = ", ".join(
        f"CAST({quoted(column.name)} AS {_type(column)}) AS {quoted(column.name)}" for column in table.columns
    )
    names = {column.name for column in table.columns}
    order = ", ".join(quoted(name) for name in _ORDER if name in names)
    yield from _held(connection, f"SELECT {columns} FROM {quoted(table.id)}" + (f" ORDER BY {order}" if order else ""))


@contextmanager
def arranged_aggregates(connection: DuckDBPyConnection, name: str) -> Iterator[None]:
    """Hold the published aggregates, in order, as :data:`ROWS`."""
    names = [str(row[0]) for row in connection.execute(f"DESCRIBE {quoted(name)}").fetchall()]
    columns = ", ".join(f"CAST({quoted(n)} AS {_AGGREGATES.get(n, 'VARCHAR')}) AS {quoted(n)}" for n in names)
    order = ", ".join(str(place + 1) for place in range(len(names)))
    yield from _held(connection, f"SELECT {columns} FROM {quoted(name)} ORDER BY {order}")


def _held(connection: DuckDBPyConnection, select: str) -> Iterator[None]:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {ROWS} AS {select}")
    try:
        yield
    finally:
        connection.execute(f"DROP TABLE {ROWS}")


def _type(column: Column) -> str:
    return "BIGINT" if column.role == ROW else TYPES[column.type]
