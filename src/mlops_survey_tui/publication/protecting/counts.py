"""Counts of questions that stand in no table, and of the screening question by the way on which people came."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..codebook.model import CODE, TICK
from ..disclosure.aggregates import CannotHide, hidden_cells, hidden_shares
from ..limits import CELL_MINIMUM
from ..tables.cells import Cell, cells
from ..tables.making import Making
from ..tables.shapes import Shape, shapes
from ..tables.staging import PEOPLE
from .counted import Counted

CHANNEL = "channel"


def counted_alone(making: Making) -> Iterator[Counted]:
    """Yield the counts of questions that the plan publishes as counts only."""
    found = shapes(making.questionnaire)
    for question in making.plan.aggregated:
        if not found[question].by_items:
            for cell in cells(found[question]):
                if cell.column.type == TICK:
                    yield from _ticked(making, cell)
                elif cell.column.type == CODE and cell.column.role == "answer":
                    yield from _crossed(making, cell, "''", "")


def counted_by_channel(making: Making) -> Iterator[Counted]:
    """Yield who came on which way by what they had to answer, such as whether they work in the field at all."""
    if not making.questionnaire.channels:
        return
    for shape in shapes(making.questionnaire).values():
        if _screens(shape):
            for cell in cells(shape):
                yield from _crossed(making, cell, CHANNEL, CHANNEL)


def _screens(shape: Shape) -> bool:
    ordinary = shape.question.sensitivity == "none" and shape.id != shape.questionnaire.consent
    return shape.question.required and shape.is_one_code and ordinary


def _ticked(making: Making, cell: Cell) -> Iterator[Counted]:
    query = f"SELECT count(t), coalesce(sum(t), 0) FROM (SELECT {cell.sql} AS t FROM {PEOPLE})"
    base, count = (int(one) for one in making.connection.execute(query).fetchall()[0])
    try:
        hidden = bool(hidden_shares(np.array([count]), np.array([base]))[0][0])
    except CannotHide:
        hidden = True
    column = cell.column
    yield Counted(column.question, column.part, "1", "", "", *((None, None) if hidden else (base, count)))


def _crossed(making: Making, cell: Cell, group: str, group_question: str) -> Iterator[Counted]:
    """Yield how many of each group gave each answer."""
    people = f'SELECT {cell.sql} AS code, {group} AS "group" FROM {PEOPLE}'
    query = f'SELECT code, "group", count(*) FROM ({people}) GROUP BY 1, 2'
    found = {(code, one): int(count) for code, one, count in making.connection.execute(query).fetchall()}
    codes = [value.code for value in cell.column.values if not value.missing]
    groups = sorted({one for _, one in found})
    table = np.array([[found.get((code, one), 0) for one in groups] for code in codes], dtype=np.int64)
    codes = [code for code, total in zip(codes, table.sum(axis=1), strict=True) if not 0 < total < CELL_MINIMUM]
    table = table[[not 0 < total < CELL_MINIMUM for total in table.sum(axis=1)]]
    try:
        hidden = hidden_cells(table)
    except CannotHide:
        hidden = np.ones((len(codes) + 1, len(groups) + 1), dtype=np.bool_)
    for at, one in enumerate(groups):
        base = int(table[:, at].sum())
        for place, code in enumerate(codes):
            shown = (None, None) if hidden[place, at] or hidden[-1, at] else (base, int(table[place, at]))
            yield Counted(cell.column.question, cell.column.part, code, group_question, one, *shown)
