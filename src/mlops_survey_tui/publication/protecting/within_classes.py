"""Weights and flags made alike within classes, so that no two blocks can be put together by them.

Whoever shares all keys of a block with at least four others may still be alone among them with a weight or a flag. The
same weight and the same flag stand in other blocks, and rows that are alone with them in both would be one person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ..codebook.model import CHANCE, FLAG, KEY, MISSING, WEIGHT, Column, Table, Value
from ..limits import CELL_MINIMUM
from ..sql import literal, quoted
from .keys import SUPPRESSED_CODE
from .merging import Run, mean_of, merged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_EVENED = "evened_values"


def even_within(connection: DuckDBPyConnection, table: Table) -> Table:
    """Return a table in which each flag and each weight is had by enough of those who share keys, flag and weights.

    A flag that too few of a class have, or have not, is suppressed for the whole class; rare weights of a class get the
    mean with their neighbours, which leaves its total as it is.
    """
    shared = [column.name for column in table.columns if column.role == KEY]
    for column in table.columns:
        if column.role == FLAG:
            table = _suppressed_flags(connection, table, column, shared)
            shared.append(column.name)
    for column in table.columns:
        if column.role in (WEIGHT, CHANCE):
            _even(connection, table, column, shared)
            shared.append(column.name)
    return table


def _suppressed_flags(connection: DuckDBPyConnection, table: Table, column: Column, shared: Sequence[str]) -> Table:
    flag, classes = quoted(column.name), ", ".join(["true", *map(quoted, shared)])
    cells = f'SELECT {classes}, count(DISTINCT "row") AS size FROM {quoted(table.id)} GROUP BY {classes}, {flag}'
    same = " AND ".join(f"c.{quoted(key)} IS NOT DISTINCT FROM t.{quoted(key)}" for key in shared) or "true"
    rare = f"SELECT 1 FROM ({cells}) c WHERE {same} AND c.size < {CELL_MINIMUM}"
    connection.execute(f"UPDATE {quoted(table.id)} t SET {flag} = {literal(SUPPRESSED_CODE)} WHERE EXISTS ({rare})")
    removed = Value(SUPPRESSED_CODE, MISSING[SUPPRESSED_CODE], missing=True)
    changed = replace(column, values=(*column.values, removed))
    return replace(table, columns=tuple(changed if one is column else one for one in table.columns))


def _even(connection: DuckDBPyConnection, table: Table, column: Column, shared: Sequence[str]) -> None:
    cell, keys = quoted(column.name), ", ".join(["true", *map(quoted, shared)])
    query = (
        f'SELECT {keys}, {cell}, count(DISTINCT "row") FROM {quoted(table.id)} WHERE {cell} IS NOT NULL '
        "GROUP BY ALL ORDER BY ALL"
    )
    changes = list(_changes(connection.execute(query).fetchall()))
    if not changes:
        return
    columns = "".join(f", t.{quoted(key)} AS k{place}" for place, key in enumerate(shared))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_EVENED} AS SELECT {cell} AS old, {cell} AS new{columns} "
        f"FROM {quoted(table.id)} t LIMIT 0"
    )
    connection.executemany(f"INSERT INTO {_EVENED} VALUES (?, ?{', ?' * len(shared)})", changes)
    same = "".join(f" AND k{place} IS NOT DISTINCT FROM t.{quoted(key)}" for place, key in enumerate(shared))
    connection.execute(f"UPDATE {quoted(table.id)} t SET {cell} = new FROM {_EVENED} WHERE {cell} = old{same}")
    connection.execute(f"DROP TABLE {_EVENED}")


def _changes(found: Sequence[tuple[object, ...]]) -> Iterator[list[object]]:
    """Yield by class which value becomes which: old, new, and what the class shares."""
    for shared, cells in groupby(found, key=lambda row: row[1:-2]):
        runs: list[Run] = [[(float(str(row[-2])), int(str(row[-1])))] for row in cells]
        for run in merged(runs):
            mean = round(mean_of(run), 4)
            yield from ([value, mean, *shared] for value, _ in run if value != mean)
