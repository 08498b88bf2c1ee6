"""Columns of the engine as arrays, and arrays back into columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..codebook.model import CODE, Column, Table
from ..disclosure.ticks import Bits, packed
from ..sql import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Codes = NDArray[np.int64]
NOTHING = np.iinfo(np.int64).min
"""Stands for an empty cell among numbers."""
_CHANGED = "changed_columns"
_AT_ONCE = 32_000_000
"""So many cells are read together at most."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A column as it is to be: places in ``codes``, or with none the numbers themselves, empty where ``NOTHING``."""

    column: Column
    cells: Codes
    codes: tuple[str, ...] = ()


def codes_of(connection: DuckDBPyConnection, table: Table, columns: Sequence[Column]) -> dict[str, Codes]:
    """Return columns as whole numbers: codes as their places in the column's values, numbers in ten-thousandths."""
    if not columns:
        return {}
    asked = ", ".join(f"{_number(column)} AS c{place}" for place, column in enumerate(columns))
    found = connection.execute(f"SELECT {asked} FROM {quoted(table.id)}").fetchnumpy()
    return {column.name: np.asarray(found[f"c{place}"], dtype=np.int64) for place, column in enumerate(columns)}


def _number(column: Column) -> str:
    if column.type != CODE:
        return f"coalesce(CAST(round({quoted(column.name)}, 4) * 10000 AS BIGINT), {NOTHING + 1})"
    codes = ", ".join(literal(value.code) for value in column.values)
    return f"CAST(coalesce(list_position([{codes}], {quoted(column.name)}) - 1, -1) AS BIGINT)"


def ticked(connection: DuckDBPyConnection, table: Table, columns: Sequence[Column]) -> Bits:
    """Return which ticks are set as bits, columns × words; so many are read together that memory stays bounded."""
    step = max(1, _AT_ONCE // max(table.rows, 1))
    return np.concatenate(
        [packed(_ticked(connection, table, columns[first : first + step])) for first in range(0, len(columns), step)]
    )


def _ticked(connection: DuckDBPyConnection, table: Table, columns: Sequence[Column]) -> NDArray[np.bool_]:
    asked = ", ".join(f"coalesce({quoted(column.name)} = 1, false) AS c{place}" for place, column in enumerate(columns))
    found = connection.execute(f"SELECT {asked} FROM {quoted(table.id)}").fetchnumpy()
    return np.stack([np.asarray(found[f"c{place}"], dtype=np.bool_) for place in range(len(columns))], axis=1)


def rewritten(
    connection: DuckDBPyConnection, table: Table, changes: Mapping[str, Changed], drop: frozenset[str] = frozenset()
) -> Table:
    """Write a table anew with these columns changed, and others dropped; return its entry in the codebook."""
    if not changes and not drop:
        return table
    kept = [column for column in table.columns if column.name not in drop]
    names = {column: f"c{place}" for place, column in enumerate(changes)}
    asked = ", ".join(
        f"{_written(names[one.name], changes[one.name])} AS {quoted(one.name)}"
        if one.name in changes
        else quoted(one.name)
        for one in kept
    )
    source = quoted(table.id)
    if changes:
        connection.register(_CHANGED, {names[column]: change.cells for column, change in changes.items()})
        source += f" POSITIONAL JOIN {_CHANGED}"
    connection.execute(f"CREATE OR REPLACE TABLE rewritten AS SELECT {asked} FROM {source}")
    connection.execute(f"DROP TABLE {quoted(table.id)}")
    connection.execute(f"ALTER TABLE rewritten RENAME TO {quoted(table.id)}")
    if changes:
        connection.unregister(_CHANGED)
    return replace(table, columns=tuple(changes[one.name].column if one.name in changes else one for one in kept))


def _written(cell: str, change: Changed) -> str:
    if not change.codes:
        return f"nullif({cell}, {NOTHING})"
    return f"[{', '.join(map(literal, change.codes))}][{cell} + 1]"


def without_lines(connection: DuckDBPyConnection, table: Table, condition: str) -> Table:
    """Take the lines out of a table for which a condition holds; return its entry in the codebook."""
    connection.execute(f"CREATE OR REPLACE TABLE rewritten AS SELECT * FROM {quoted(table.id)} WHERE NOT ({condition})")
    connection.execute(f"DROP TABLE {quoted(table.id)}")
    connection.execute(f"ALTER TABLE rewritten RENAME TO {quoted(table.id)}")
    rows = connection.execute(f"SELECT count(*) FROM {quoted(table.id)}").fetchall()[0][0]
    return replace(table, rows=int(rows))
