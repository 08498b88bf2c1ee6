"""Counts of what no table of the release holds together: ticks and ratings by facts about people in the profile.

They are counted from what is published, folded ticks beside keys as they are in the profile, so that nothing can be
worked out from the difference. Small counts are suppressed, and others beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..codebook.model import ANSWER, CODE, ITEMS, KEY, RESPONDENTS, TICK, Block, Column, Table
from ..disclosure.aggregates import CannotHide, hidden_answers, hidden_shares
from ..limits import CELL_MINIMUM, TOOL_RATINGS
from ..plan.model import PlannedBlock
from ..sql import quoted
from ..tables.items import ITEM_OF_ITEM, numbered_items
from ..tables.making import Making
from .counted import Counted
from .counts import counted_alone, counted_by_channel

if TYPE_CHECKING:
    from .arrays import Codes

AGGREGATES = "aggregates"
_FEW_GROUPS = 3
"""Ratings of items are crossed with facts of so many codes only; more would leave nothing but small cells."""
_COLUMNS = {
    "id": "VARCHAR",
    "question": "VARCHAR",
    "part": "VARCHAR",
    "code": "VARCHAR",
    "group_question": "VARCHAR",
    "group": "VARCHAR",
    "base": "BIGINT",
    "count": "BIGINT",
    "share": "DOUBLE",
    "note": "VARCHAR",
}


def aggregate(making: Making, blocks: Sequence[Block]) -> int:
    """Make the table of aggregates in the engine; return how many cells it has."""
    columns = ", ".join(f"{quoted(column)} {type_}" for column, type_ in _COLUMNS.items())
    making.connection.execute(f"CREATE OR REPLACE TABLE {AGGREGATES} ({columns})")
    rows = [cell.row(number) for number, cell in enumerate(_all(making, blocks), 1)]
    if rows:
        lists = ", ".join(f"unnest(CAST(? AS {type_}[]))" for type_ in _COLUMNS.values())
        columns_ = [list(column) for column in zip(*rows, strict=True)]
        making.connection.execute(f"INSERT INTO {AGGREGATES} SELECT {lists}", columns_)
    return len(rows)


def _all(making: Making, blocks: Sequence[Block]) -> Iterator[Counted]:
    yield from counted_alone(making)
    yield from counted_by_channel(making)
    yield from _cells(making, blocks)


def _cells(making: Making, blocks: Sequence[Block]) -> Iterator[Counted]:
    profile = max(blocks, key=lambda block: len(block.keys), default=None)
    if profile is None or profile.tables[0].form != RESPONDENTS:
        return
    keys = [column for column in profile.tables[0].columns if column.role == KEY]
    for block in blocks:
        first = block.tables[0]
        beside = [key for key in keys if key.question not in block.keys] if block.id != profile.id else []
        for key in beside:
            if first.form == RESPONDENTS:
                yield from _ticks(making, profile, block, first, key)
            elif first.form == ITEMS and len([one for one in key.values if not one.missing]) <= _FEW_GROUPS:
                yield from _ratings(making, profile, block, first, key)


def _planned(making: Making, block: Block) -> PlannedBlock:
    return next(one for one in making.plan.blocks if one.id == block.id)


def _groups(making: Making, profile: Block, key: Column) -> str:
    """Return a query of the respondents with the code that they have in the profile."""
    people = making.people(_planned(making, profile))
    return (
        f'SELECT respondent, {quoted(key.name)} AS "group" FROM ({people}) p JOIN {quoted(profile.tables[0].id)} t '
        'ON t."row" = p.row_'
    )


def _ticks(making: Making, profile: Block, block: Block, table: Table, key: Column) -> Iterator[Counted]:
    """Yield how many of each group ticked each option of a block's questions with ticks."""
    ticks = [column for column in table.columns if column.type == TICK and not column.scale]
    if not ticks:
        return
    people = making.people(_planned(making, block))
    asked = ", ".join(f"count({quoted(column.name)}), coalesce(sum({quoted(column.name)}), 0)" for column in ticks)
    query = (
        f'SELECT "group", {asked} FROM {quoted(table.id)} t JOIN ({people}) p ON t."row" = p.row_ '
        f"JOIN ({_groups(making, profile, key)}) USING (respondent) GROUP BY 1 ORDER BY 1"
    )
    found = making.connection.execute(query).fetchall()
    groups, counts = [str(row[0]) for row in found], np.array([row[1:] for row in found], dtype=np.int64)
    for place, column in enumerate(ticks):
        yield from _shares(column, key, groups, counts[:, 2 * place], counts[:, 2 * place + 1])


def _shares(column: Column, key: Column, groups: Sequence[str], bases: Codes, ticked: Codes) -> Iterator[Counted]:
    try:
        hidden, _ = hidden_shares(ticked, bases)
    except CannotHide:
        hidden = np.ones(len(groups), dtype=np.bool_)
    for place, group in enumerate(groups):
        base, count = (None, None) if hidden[place] else (int(bases[place]), int(ticked[place]))
        yield Counted(column.question, column.part, "1", key.question, group, base, count)


def _ratings(making: Making, profile: Block, block: Block, table: Table, key: Column) -> Iterator[Counted]:
    """Yield how many of each group gave each answer about each item, where enough did."""
    scattered = bool(table.by_name["item"].question)
    if scattered or ITEM_OF_ITEM in table.by_name or making.plan.block_of[_asked(table)].linked:
        return
    lines = f"SELECT respondent, row_ FROM ({numbered_items(making, _planned(making, block))})"
    for column in table.columns:
        if column.role != ANSWER or column.type != CODE or not column.question:
            continue
        query = (
            f'SELECT item, {quoted(column.name)}, "group", count(*) FROM {quoted(table.id)} t JOIN ({lines}) p '
            f'ON t."row" = p.row_ JOIN ({_groups(making, profile, key)}) USING (respondent) GROUP BY 1, 2, 3'
        )
        counts: dict[str, dict[tuple[str, str], int]] = {}
        for item, code, group, count in making.connection.execute(query).fetchall():
            counts.setdefault(item, {})[code, group] = int(count)
        for item in sorted(counts):
            yield from _of_item(column, key, item, counts[item])


def _asked(table: Table) -> str:
    return next(column.question for column in table.columns if column.role == ANSWER and column.question)


def _of_item(column: Column, key: Column, item: str, counts: dict[tuple[str, str], int]) -> Iterator[Counted]:
    codes = [value.code for value in column.values if not value.missing]
    groups = sorted({group for _, group in counts})
    table = np.array([[counts.get((code, group), 0) for group in groups] for code in codes], dtype=np.int64)
    totals = table.sum(axis=1)
    if table.sum() < TOOL_RATINGS or ((totals > 0) & (totals < CELL_MINIMUM)).any():
        return
    try:
        hidden = hidden_answers(table)
    except CannotHide:
        hidden = np.ones((len(codes) + 1, len(groups) + 1), dtype=np.bool_)
    for at, group in enumerate(groups):
        base = int(table[:, at].sum())
        for place, code in enumerate(codes):
            gone = hidden[place, at] or hidden[-1, at] or 0 < base < CELL_MINIMUM
            shown = (None, None) if gone else (base, int(table[place, at]))
            yield Counted(column.question, item, code, key.question, group, *shown)
