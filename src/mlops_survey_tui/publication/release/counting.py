"""The counts of a codebook, taken from the tables themselves, which are held against it at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..codebook.model import CODE, TICK, Codebook, Column, Table, Value
from .contents import ReleaseError
from .formats.query import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEAST = 5
"""Smaller counts are written as 0, which the codebook explains as fewer than five."""
_TOGETHER = 100
_TICKS = (("0", "Not ticked"), ("1", "Ticked"))


def counted(connection: DuckDBPyConnection, codebook: Codebook) -> Codebook:
    """Return the codebook with how many rows each table, column and code has.

    Raises:
        ReleaseError: a table is missing, has other columns than the codebook, or holds a code that it does not list.
    """
    blocks = tuple(
        replace(block, tables=tuple(_table(connection, table) for table in block.tables)) for block in codebook.blocks
    )
    return replace(codebook, blocks=blocks)


def _table(connection: DuckDBPyConnection, table: Table) -> Table:
    _compare(connection, table)
    row = connection.execute(f"SELECT count(*) FROM {quoted(table.id)}").fetchone()
    columns: list[Column] = []
    for start in range(0, len(table.columns), _TOGETHER):
        columns += _columns(connection, table, table.columns[start : start + _TOGETHER])
    return replace(table, rows=int(row[0]) if row else 0, columns=tuple(columns))


def _compare(connection: DuckDBPyConnection, table: Table) -> None:
    names = [column.name for column in table.columns]
    held = {str(name) for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    if table.id not in held:
        raise ReleaseError(f"table {table.id} of the codebook is not in the database")
    found = [str(row[0]) for row in connection.execute(f"DESCRIBE {quoted(table.id)}").fetchall()]
    if found != names:
        odd = sorted(set(found) ^ set(names)) or ["their order"]
        raise ReleaseError(f"table {table.id}: its columns are not those of the codebook; differing: {', '.join(odd)}")


def _columns(connection: DuckDBPyConnection, table: Table, columns: Sequence[Column]) -> Iterator[Column]:
    asked = ", ".join(
        f"histogram(CAST({quoted(column.name)} AS VARCHAR)) FILTER ({quoted(column.name)} IS NOT NULL)"
        if column.type in (CODE, TICK)
        else f"count({quoted(column.name)})"
        for column in columns
    )
    found = connection.execute(f"SELECT {asked} FROM {quoted(table.id)}").fetchone() or ()
    for column, result in zip(columns, found, strict=True):
        if column.type in (CODE, TICK):
            yield _with_counts(table, column, result or {})
        else:
            yield replace(column, filled=int(result))


def _with_counts(table: Table, column: Column, found: Mapping[str, int]) -> Column:
    values = column.values
    if column.type == TICK and not values:
        values = tuple(Value(code, label) for code, label in _TICKS)
    if unknown := sorted(set(found) - {value.code for value in values}):
        raise ReleaseError(f"table {table.id}, column {column.name}: the codebook lists no code {unknown[0]!r}")
    filled = sum(found.get(value.code, 0) for value in values if not value.missing)
    counts = ((value, found.get(value.code, 0)) for value in values)
    return replace(
        column, filled=filled, values=tuple(replace(value, count=n if n >= LEAST else 0) for value, n in counts)
    )
