"""The counts of a codebook, taken from the tables themselves, which are held against it at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..codebook.model import CODE, TICK, Codebook, Column, Table, Value
from ..limits import CELL_MINIMUM
from ..sql import quoted
from .contents import ReleaseError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TICKS = (("0", "Not ticked"), ("1", "Ticked"))


def counted(connection: DuckDBPyConnection, codebook: Codebook) -> Codebook:
    """Return the codebook with how many rows each table, column and code has; small counts of codes become 0.

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
    return replace(table, rows=int(row[0]) if row else 0, columns=tuple(_columns(connection, table)))


def _compare(connection: DuckDBPyConnection, table: Table) -> None:
    names = [column.name for column in table.columns]
    held = {str(name) for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    if table.id not in held:
        raise ReleaseError(f"table {table.id} of the codebook is not in the database")
    found = [str(row[0]) for row in connection.execute(f"DESCRIBE {quoted(table.id)}").fetchall()]
    if found != names:
        odd = sorted(set(found) ^ set(names)) or ["their order"]
        raise ReleaseError(f"table {table.id}: its columns are not those of the codebook; differing: {', '.join(odd)}")


def _columns(connection: DuckDBPyConnection, table: Table) -> Iterator[Column]:
    """Yield columns with their counts; those without codes are counted together, in one look at the table."""
    plain = [column for column in table.columns if column.type != CODE]
    asked = [f"count({_number(column)}), sum({_number(column)})" for column in plain]
    found = connection.execute(f"SELECT {', '.join(asked or ['0'])} FROM {quoted(table.id)}").fetchone() or ()
    sums = dict(zip((column.name for column in plain), zip(found[::2], found[1::2], strict=False), strict=False))
    for column in table.columns:
        if column.type == CODE:
            name = quoted(column.name)
            rows = connection.execute(f"SELECT {name}, count({name}) FROM {quoted(table.id)} GROUP BY 1").fetchall()
            yield _with_counts(table, column, {str(code): int(n) for code, n in rows if code is not None})
        elif column.type == TICK:
            filled, ticked = (int(number or 0) for number in sums[column.name])
            yield _with_counts(table, column, {"0": filled - ticked, "1": ticked})
        else:
            yield replace(column, filled=int(sums[column.name][0]))


def _number(column: Column) -> str:
    """Return what counts a column in SQL: ticks as the numbers that they are, others by whether they hold something."""
    name = quoted(column.name)
    return f"CAST({name} AS TINYINT)" if column.type == TICK else f"CASE WHEN {name} IS NOT NULL THEN 1 END"


def _with_counts(table: Table, column: Column, found: Mapping[str, int]) -> Column:
    values = column.values
    if column.type == TICK and not values:
        values = tuple(Value(code, label) for code, label in _TICKS)
    if unknown := sorted(set(found) - {value.code for value in values}):
        raise ReleaseError(f"table {table.id}, column {column.name}: the codebook lists no code {unknown[0]!r}")
    filled = sum(found.get(value.code, 0) for value in values if not value.missing)
    counts = ((value, found.get(value.code, 0)) for value in values)
    return replace(
        column, filled=filled, values=tuple(replace(value, count=n if n >= CELL_MINIMUM else 0) for value, n in counts)
    )
