"""Ticks that few people share, folded into "other" before anybody can look for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ..codebook.model import STATUS, TICK, Column, Table
from ..disclosure.ticks import FoldedQuestion, TickQuestion, fold
from ..limits import TICKED_MINIMUM
from ..sql import quoted
from .arrays import NOTHING, Changed, rewritten, ticked

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OTHER = "other"
OTHER_LABEL = "Other, or an answer that too few people gave"


@dataclass(frozen=True, slots=True)
class _Group:
    """The ticks of one question, or of one row of a grid of ticks: its columns by option, and its status."""

    question: str
    start: str
    columns: Mapping[str, Column]
    status: Column | None


def fold_ticks(connection: DuckDBPyConnection, table: Table, lines: int = 1) -> tuple[Table, dict[str, list[str]]]:
    """Return a table without ticks that too few people share, alone or in pairs, and by question the options folded.

    A person has so many ``lines`` at most.
    """
    groups = list(_groups(table))
    if not groups:
        return table, {}
    columns = [column for group in groups for column in group.columns.values()]
    ticks = ticked(connection, table, columns)
    questions, start = [], 0
    for group in groups:
        width = len(group.columns)
        questions.append(TickQuestion(group.start, tuple(group.columns), ticks[start : start + width], OTHER))
        start += width
    folded = fold(questions, TICKED_MINIMUM * lines)
    for group, outcome in zip(groups, folded, strict=True):
        table = _rewritten(connection, table, group, outcome)
    told = zip(groups, folded, strict=True)
    return table, {group.start: _labels(group, one.folded) for group, one in told if one.folded or one.withheld}


def _groups(table: Table) -> Iterator[_Group]:
    """Yield the ticks of a table by what their names begin with."""
    found: dict[str, dict[str, Column]] = {}
    for column in table.columns:
        if column.type == TICK:
            option = column.scale or column.part
            found.setdefault(column.name[: -len(option) - 1], {})[option] = column
    for start, columns in found.items():
        question = next(iter(columns.values())).question
        status = next((one for one in table.of(question) if one.role == STATUS), None)
        yield _Group(question, start, columns, status)


def _labels(group: _Group, options: Sequence[str]) -> list[str]:
    return [group.columns[option].label for option in options if option in group.columns]


def _rewritten(connection: DuckDBPyConnection, table: Table, group: _Group, outcome: FoldedQuestion) -> Table:
    """Write what became of the ticks of a question; "other" is empty where nothing was answered."""
    if outcome.withheld:
        return rewritten(connection, table, {}, frozenset(one.name for one in group.columns.values()))
    gone = frozenset(column.name for option, column in group.columns.items() if option not in outcome.options)
    if not gone:
        return table
    other = _other(group)
    answered = _answered(connection, table, group)
    cells = np.where(answered, outcome.holders(OTHER, len(answered)).astype(np.int64), NOTHING)
    if OTHER in group.columns:
        return rewritten(connection, table, {other.name: Changed(other, cells)}, gone)
    connection.execute(f"ALTER TABLE {quoted(table.id)} ADD COLUMN {quoted(other.name)} TINYINT")
    table = replace(table, columns=(*table.columns, other))
    table = rewritten(connection, table, {other.name: Changed(other, cells)}, gone)
    return _in_place(connection, table, group, other)


def _other(group: _Group) -> Column:
    first = next(iter(group.columns.values()))
    named = replace(first, name=f"{group.start}.{OTHER}", label=OTHER_LABEL)
    return replace(named, scale=OTHER) if first.scale else replace(named, part=OTHER)


def _answered(
    connection: DuckDBPyConnection, table: Table, group: _Group
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    columns = " OR ".join(f"{quoted(column.name)} IS NOT NULL" for column in group.columns.values())
    found = connection.execute(f"SELECT {columns} AS answered FROM {quoted(table.id)}").fetchnumpy()
    return np.asarray(found["answered"], dtype=np.bool_)


def _in_place(connection: DuckDBPyConnection, table: Table, group: _Group, other: Column) -> Table:
    """Put the new column behind the last one of its question."""
    rest = [column for column in table.columns if column.name != other.name]
    beside = [place for place, column in enumerate(rest) if column.name.startswith(f"{group.start}.")]
    beside = beside or [place for place, column in enumerate(rest) if column.question == group.question]
    last = max(beside, default=len(rest) - 1)
    table = replace(table, columns=(*rest[: last + 1], other, *rest[last + 1 :]))
    columns = ", ".join(quoted(column.name) for column in table.columns)
    connection.execute(f"CREATE OR REPLACE TABLE rewritten AS SELECT {columns} FROM {quoted(table.id)}")
    connection.execute(f"DROP TABLE {quoted(table.id)}")
    connection.execute(f"ALTER TABLE rewritten RENAME TO {quoted(table.id)}")
    return table
