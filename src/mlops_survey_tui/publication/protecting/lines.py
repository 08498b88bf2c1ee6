"""What lines tell beside keys and ticks: items that few were asked about, weights and flags that few have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..codebook.model import ANSWER, CHANCE, FLAG, ITEMS, MISSING, PARTS, WEIGHT, Column, Table, Value
from ..limits import CELL_MINIMUM, limits_for
from ..sql import literal, quoted
from .arrays import rewritten, without_lines
from .keys import SUPPRESSED_CODE
from .merging import mean_of, merged, size_of
from .ticks import OTHER, OTHER_LABEL

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ITEM = "item"


def fold_items(connection: DuckDBPyConnection, table: Table) -> tuple[Table, list[str]]:
    """Put items that too few people were asked about together as "other"; return their labels too.

    If even these together are too few, the next rarest item joins them.
    """
    if table.form not in (ITEMS, PARTS) or table.by_name[_ITEM].question:
        return table, []
    item = table.by_name[_ITEM]
    query = f'SELECT item, count(DISTINCT "row") FROM {quoted(table.id)} GROUP BY 1'
    counts: dict[str, int] = dict(connection.execute(query).fetchall())
    by_count = sorted(counts, key=lambda code: (counts[code], code))
    rare = [code for code in by_count if counts[code] < CELL_MINIMUM]
    for code in by_count[len(rare) :]:
        if not rare or sum(counts[one] for one in {*rare, OTHER} if one in counts) >= CELL_MINIMUM:
            break
        rare.append(code)
    if not rare:
        return table, []
    among = ", ".join(map(literal, rare))
    connection.execute(f"UPDATE {quoted(table.id)} SET item = {literal(OTHER)} WHERE item IN ({among})")
    labels = {value.code: value.label for value in item.values}
    kept = [value for value in item.values if value.code not in rare and value.code != OTHER]
    changed = replace(item, values=(*kept, Value(OTHER, OTHER_LABEL)))
    columns = tuple(changed if column.name == _ITEM else column for column in table.columns)
    return replace(table, columns=columns), [labels[code] for code in rare]


def even_weights(connection: DuckDBPyConnection, table: Table) -> Table:
    """Give rare weights the value of a neighbour, so that nobody is found by a weight; take out flags that few have."""
    for column in table.columns:
        if column.role in (WEIGHT, CHANCE):
            table = _even(connection, table, column)
    rare = (column.name for column in table.columns if column.role == FLAG and _is_rare(connection, table, column))
    return rewritten(connection, table, {}, frozenset(rare))


def _is_rare(connection: DuckDBPyConnection, table: Table, column: Column) -> bool:
    query = f"SELECT {quoted(column.name)}, count(*) FROM {quoted(table.id)} GROUP BY 1"
    counts: dict[str, int] = dict(connection.execute(query).fetchall())
    return "yes" not in counts or len(counts) < 2 or min(counts.values()) < CELL_MINIMUM


def _even(connection: DuckDBPyConnection, table: Table, column: Column) -> Table:
    """Merge values from the rarest on with the nearest one, at their mean by lines, until all are had by enough.

    Lines without a weight, of volunteers, count as a value too; a few of them are taken out.
    """
    cell = quoted(column.name)
    query = f"SELECT {cell}, count(*) FROM {quoted(table.id)} WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY 1"
    runs = merged([[(float(value), int(count))] for value, count in connection.execute(query).fetchall()])
    for run in runs:
        if len(run) > 1:
            values = ", ".join(repr(value) for value, _ in run)
            mean = round(mean_of(run), 4)
            connection.execute(f"UPDATE {quoted(table.id)} SET {cell} = {mean} WHERE {cell} IN ({values})")
    without = table.rows - sum(map(size_of, runs))
    return without_lines(connection, table, f"{cell} IS NULL") if 0 < without < CELL_MINIMUM else table


def protect_scattered(connection: DuckDBPyConnection, table: Table) -> tuple[Table, list[str]]:
    """Remove codes that too few have about an item, each line being about one; return the labels of items left out too.

    Lines without an answer, for a reason that few have, are taken out. Rare answers are suppressed; where all of an
    item's removed cells are too few themselves, its next rarest code goes with them, and where that is all or too much,
    the item.
    """
    item = table.by_name[_ITEM]
    asked = next(column for column in table.columns if column.role == ANSWER and column.name != _ITEM)
    k = limits_for(table.rows).k
    table = _without_rare_reasons(connection, table, asked, k)
    limits = limits_for(table.rows)
    found = _counts(connection, table, asked)
    gone = {one: codes for one, counts in found.items() if (codes := _rare(counts, limits.k))}
    dropped = {one for one, codes in gone.items() if len(codes) == len(found[one])}
    cells = sorted((sum(found[one][code] for code in gone[one]), one) for one in gone if one not in dropped)
    while sum(count for count, _ in cells) > limits.suppressed * table.rows:
        dropped.add(cells.pop()[1])
    for one in sorted(set(gone) - dropped):
        _suppress(connection, table, asked, one, gone[one])
    if dropped:
        table = without_lines(connection, table, f"item IN ({', '.join(map(literal, sorted(dropped)))})")
    removed = Value(SUPPRESSED_CODE, MISSING[SUPPRESSED_CODE], missing=True)
    changed = {
        asked.name: replace(asked, values=(*asked.values, removed)),
        _ITEM: replace(item, values=tuple(value for value in item.values if value.code not in dropped)),
    }
    columns = tuple(changed.get(column.name, column) for column in table.columns)
    return replace(table, columns=columns), [value.label for value in item.values if value.code in dropped]


def _counts(connection: DuckDBPyConnection, table: Table, asked: Column) -> dict[str, dict[str, int]]:
    """Return by item how many lines have each code."""
    found: dict[str, dict[str, int]] = {}
    query = f"SELECT item, {quoted(asked.name)}, count(*) FROM {quoted(table.id)} GROUP BY 1, 2"
    for item, code, count in connection.execute(query).fetchall():
        found.setdefault(item, {})[code] = int(count)
    return found


def _without_rare_reasons(connection: DuckDBPyConnection, table: Table, asked: Column, k: int) -> Table:
    """Return a table without lines that have no answer, for a reason that few have."""
    reasons = ", ".join(literal(value.code) for value in asked.values if value.missing)
    code = quoted(asked.name)
    rare = (
        f"SELECT item, {code} FROM {quoted(table.id)} WHERE {code} IN ({reasons}) GROUP BY 1, 2 HAVING count(*) < {k}"
    )
    return without_lines(connection, table, f"(item, {code}) IN ({rare})") if reasons else table


def _suppress(connection: DuckDBPyConnection, table: Table, asked: Column, item: str, codes: list[str]) -> None:
    code, among = quoted(asked.name), ", ".join(map(literal, codes))
    connection.execute(
        f"UPDATE {quoted(table.id)} SET {code} = {literal(SUPPRESSED_CODE)} "
        f"WHERE item = {literal(item)} AND {code} IN ({among})"
    )


def _rare(counts: Mapping[str, int], k: int) -> list[str]:
    """Return the codes to be removed: the rare ones, and more until these together are enough."""
    rising = sorted(counts, key=lambda code: (counts[code], code))
    rare = [code for code in rising if counts[code] < k]
    for code in rising[len(rare) :]:
        if not rare or sum(counts[one] for one in rare) >= k:
            break
        rare.append(code)
    return rare
