"""Answers that identify people when they stand together: each is a line of its own, and no two can be put together.

Ticks, grids and numbers of the class quasi-identifier are published so: the share of each option stays, who ticked what
else is gone. Numbers that are shared exactly are put into bands.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..codebook.model import ANSWER, CODE, ITEMS, REAL, TICK, WHOLE, Column, Table, Value
from ..plan.model import PlannedBlock
from ..sql import literal, quoted
from .cells import Cell, cells, status
from .labels import wording
from .making import ROW_ID, WEIGHT_OF_ITEM, Making
from .shapes import Shape
from .values import coarse_bands, statuses

_HIGHEST = 10**9
TICKED = (Value("yes", "Ticked"), Value("no", "Not ticked"))


def scattered(making: Making, planned: PlannedBlock, shape: Shape, suffix: str) -> Table:
    """Make the table of one question; it carries no keys."""
    found = [cell for cell in cells(shape) if cell.column.role == ANSWER]
    weight = quoted(f"weight.{shape.module}") if shape.module else "1.0::DOUBLE"
    pairs = ", ".join(f"{{item: {literal(_item(cell.column))}, code: {_code(shape, cell)}}}" for cell in found)
    lines = f"SELECT respondent, {weight} AS weight_, unnest([{pairs}], recursive := true) FROM ({making.everybody()})"
    asked = f"SELECT * FROM ({lines}) WHERE code <> 'not_routed'"
    source = making.numbered(asked, planned.id, "respondent", "item", literal(shape.id))
    options = {_item(cell.column): cell.column.label for cell in found}
    item = Column(
        "item", ANSWER, CODE, "What the line is about", shape.id, values=tuple(Value(*p) for p in options.items())
    )
    rising = all(cell.column.ordered or cell.column.type in (WHOLE, REAL) for cell in found)
    values = tuple(_values(shape, found))
    column = Column(shape.id, ANSWER, CODE, wording(shape.question), shape.id, values=values, ordered=rising)
    taken = [Cell(ROW_ID, "row_"), Cell(item, "item"), Cell(WEIGHT_OF_ITEM, "weight_"), Cell(column, "code")]
    return making.table(planned.id + suffix, ITEMS, taken, source, "row_")


def _item(column: Column) -> str:
    return ".".join(filter(None, (column.part, column.scale))) or column.question


def _code(shape: Shape, cell: Cell) -> str:
    """Return the expression of a cell as a code: a tick as yes or no, a number as its band, or why there is none."""
    if cell.column.type == TICK:
        return f"CASE {cell.sql} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE {status(shape)} END"
    if cell.column.type == CODE:
        return cell.sql
    *others, last = _bands(shape)
    cases = " ".join(f"WHEN {cell.sql} <= {one.high} THEN {literal(one.code)}" for one in others)
    return f"CASE {cases} WHEN {cell.sql} IS NOT NULL THEN {literal(last.code)} ELSE {status(shape)} END"


def _bands(shape: Shape) -> tuple[Value, ...]:
    """Return bands for numbers that are shared exactly."""
    settings = shape.question.settings
    return coarse_bands(int(settings.get("minimum") or 0), int(settings.get("maximum") or _HIGHEST))


def _values(shape: Shape, found: list[Cell]) -> Iterator[Value]:
    known: dict[str, Value] = {}
    for cell in found:
        for value in TICKED if cell.column.type == TICK else cell.column.values or _bands(shape):
            known.setdefault(value.code, value)
    for value in statuses(shape):
        if value.code not in ("answered", "none"):
            known.setdefault(value.code, value)
    yield from sorted(known.values(), key=lambda value: value.missing)
