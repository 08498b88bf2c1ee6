"""Exact numbers that few gave: each is put together with its neighbours, at their mean, until enough share it.

This is univariate microaggregation (Defays and Anwar 1998), which keeps the total. Numbers that enough people gave stay
as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...questionnaire.model import Questionnaire
from ..codebook.model import ANSWER, REAL, WHOLE, Column, Table
from ..limits import CELL_MINIMUM
from ..sql import quoted
from .merging import Run, mean_of, size_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = ("number", "number_grid")
_SHARED = "shared_numbers"


def share_numbers(connection: DuckDBPyConnection, questionnaire: Questionnaire, table: Table) -> Table:
    """Return a table in which every exact number of an answer is had by enough people, or by nobody."""
    for column in table.columns:
        question = questionnaire.question_by_id.get(column.question)
        exact = column.role == ANSWER and column.type in (WHOLE, REAL)
        if exact and question is not None and question.shape in KINDS:
            _share(connection, table, column)
    return table


def _share(connection: DuckDBPyConnection, table: Table, column: Column) -> None:
    cell = quoted(column.name)
    query = (
        f'SELECT {cell}, count(DISTINCT "row") FROM {quoted(table.id)} WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY 1'
    )
    runs = in_runs([(float(value), int(count)) for value, count in connection.execute(query).fetchall()])
    digits = 0 if column.type == WHOLE else 4
    means = [round(mean_of(run), digits) for run in runs]
    if sum(map(size_of, runs)) < CELL_MINIMUM:
        connection.execute(f"UPDATE {quoted(table.id)} SET {cell} = NULL")
        return
    changes = [[value, mean] for run, mean in zip(runs, means, strict=True) for value, _ in run if value != mean]
    if not changes:
        return
    old, new = zip(*changes, strict=True)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_SHARED} AS SELECT unnest(?::DOUBLE[]) AS old, unnest(?::DOUBLE[]) AS new",
        [list(old), list(new)],
    )
    connection.execute(f"UPDATE {quoted(table.id)} SET {cell} = new FROM {_SHARED} WHERE {cell} = old")
    connection.execute(f"DROP TABLE {_SHARED}")


def in_runs(counts: Sequence[tuple[float, int]]) -> list[Run]:
    """Return rising values in runs that enough have together; a value that enough have stays alone where it can."""
    runs: list[Run] = []
    waiting: Run = []
    for pair in counts:
        if pair[1] >= CELL_MINIMUM and waiting and runs:
            runs[-1] += waiting
            waiting = []
        waiting.append(pair)
        if size_of(waiting) >= CELL_MINIMUM:
            runs.append(waiting)
            waiting = []
    if waiting and runs:
        runs[-1] += waiting
    elif waiting:
        runs.append(waiting)
    return runs
