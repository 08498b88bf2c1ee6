"""The table of allocations that are asked for items: one line for each part of each item of a respondent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.model import ANSWER, CODE, PARTS, WHOLE, Column, Table, Value
from ..plan.model import PlannedBlock
from ..sql import literal, quoted
from .cells import Cell, cells
from .items import item_cells
from .labels import label, wording
from .making import ROW_ID, Making, by_chance, flag_cell, item_weight
from .shapes import Shape
from .staging import ITEMS as STAGED
from .values import statuses


def parts(making: Making, planned: PlannedBlock, asked: Sequence[Shape], suffix: str) -> Table:
    """Make the table; lines of one respondent belong together, and to the other tables of the block."""
    taken = [
        Cell(ROW_ID, "row_"),
        *item_cells(asked),
        Cell(_part(asked), f"coalesce(part, {quoted(asked[0].id + '.status')})"),
        *([] if suffix else making.keys_of(planned)),
        flag_cell(),
        item_weight(asked),
        *_shares(asked),
    ]
    people = f"SELECT * FROM ({making.people(planned)}) WHERE {by_chance(asked[0])}"
    source = f"SELECT * FROM ({_lines(asked)}) JOIN ({people}) USING (respondent)"
    return making.table(planned.id + suffix, PARTS, taken, source, 'row_, item, "inner", part')


def _part(asked: Sequence[Shape]) -> Column:
    labels = {row: label(option) for shape in asked for row, option in shape.rows.items()}
    known = tuple(Value(*pair) for pair in labels.items())
    reasons = [value for value in statuses(asked[0]) if value.code not in labels]
    return Column("part", ANSWER, CODE, "Part of the whole, or why there is none", values=(*known, *reasons))


def _shares(asked: Sequence[Shape]) -> Iterator[Cell]:
    for shape in asked:
        yield Cell(Column(shape.id, ANSWER, WHOLE, wording(shape.question), shape.id), quoted(shape.id))
        yield next(cells(shape))


def _lines(asked: Sequence[Shape]) -> str:
    """Return a query of the parts of allocations: each item has a line for every part that a question divides it into.

    An item that no question divides has one line without a part.
    """
    whole = f"SELECT * FROM {STAGED} WHERE question IN ({', '.join(literal(shape.id) for shape in asked)})"
    statuses_ = ", ".join(
        f"coalesce(any_value(status) FILTER (question = {literal(shape.id)}), 'not_routed') "
        f"AS {quoted(shape.id + '.status')}"
        for shape in asked
    )
    shares = ", ".join(f"max(e.value) FILTER (question = {literal(shape.id)}) AS {quoted(shape.id)}" for shape in asked)
    items = (
        f'SELECT respondent, item, "inner", max(chance) / 1e6 AS chance, {statuses_} FROM ({whole}) GROUP BY 1, 2, 3'
    )
    divided = (
        f'SELECT respondent, item, "inner", question, unnest(map_entries(CAST(value AS MAP(VARCHAR, BIGINT)))) AS e '
        f"FROM ({whole}) WHERE status = 'answered'"
    )
    found = f'SELECT respondent, item, "inner", e.key AS part, {shares} FROM ({divided}) GROUP BY 1, 2, 3, 4'
    return f'SELECT * FROM ({items}) LEFT JOIN ({found}) USING (respondent, item, "inner")'
