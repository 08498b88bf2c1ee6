"""The table of a block with one line for each item of a respondent: of a loop, or of rows that the respondent chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.model import ANSWER, CODE, ITEMS, Column, Table, Value
from ..plan.model import PlannedBlock
from ..sql import literal, quoted
from .cells import Cell
from .labels import label
from .making import ROW_ID, Making, answer_cells, by_chance, flag_cell, item_weight
from .shapes import Shape
from .staging import ITEMS as STAGED
from .staging import value_type
from .weights import WEIGHTS

ITEM_OF_ITEM = "inner_item"
_INNER = '"inner"'
_SAME = f"respondent, item, {_INNER}"


def items(making: Making, planned: PlannedBlock, asked: Sequence[Shape], suffix: str) -> Table:
    """Make the table; lines of a respondent belong together if the plan says so, or if they belong to other tables."""
    linked = planned.linked or bool(suffix)
    taken = [
        Cell(ROW_ID, "row_"),
        *item_cells(asked),
        *([] if suffix else making.keys_of(planned)),
        flag_cell(),
        item_weight(asked),
        *answer_cells(asked, planned.keys),
    ]
    people = making.people(planned) if linked else making.everybody()
    source = f"SELECT * FROM ({_asked_together(asked)}) JOIN ({people}) USING (respondent) WHERE {by_chance(asked[0])}"
    if not linked:
        source = making.numbered(source, planned.id, "respondent", "item", _INNER)
    return making.table(planned.id + suffix, ITEMS, taken, source, f"row_, item, {_INNER}")


def numbered_items(making: Making, planned: PlannedBlock) -> str:
    """Return a query of respondent, item and row of the lines of a table in which nobody's lines belong together."""
    asked = [shape for shape in making.shapes_of(planned) if shape.by_items and shape.kind != "allocation"]
    among = ", ".join(literal(shape.id) for shape in asked)
    each = (
        f"SELECT DISTINCT {_SAME} FROM {STAGED} JOIN {WEIGHTS} USING (respondent) "
        f"WHERE question IN ({among}) AND {by_chance(asked[0])}"
    )
    return making.numbered(each, planned.id, "respondent", "item", _INNER)


def item_cells(asked: Sequence[Shape]) -> Iterator[Cell]:
    """Yield the columns that say what a line is about."""
    options = {id_: label(option) for shape in asked for id_, option in shape.items.items()}
    values = tuple(Value(*pair) for pair in options.items())
    yield Cell(Column("item", ANSWER, CODE, "What the line is about", values=values), "item")
    inner = {id_: label(option) for shape in asked for id_, option in shape.inner_items.items()}
    if inner:
        values = (*(Value(*pair) for pair in inner.items()), Value("not_applicable", "The item itself", missing=True))
        label_ = "What of the item the line is about"
        yield Cell(
            Column(ITEM_OF_ITEM, ANSWER, CODE, label_, values=values),
            f"coalesce(nullif({_INNER}, ''), 'not_applicable')",
        )


def _asked_together(asked: Sequence[Shape]) -> str:
    """Return a query of all items that one of the questions was asked about, with the answers to all of them."""
    query = f"({_answers(asked[0])}) AS q0"
    for number, shape in enumerate(asked[1:], 1):
        query += f" FULL JOIN ({_answers(shape)}) AS q{number} USING ({_SAME})"
    chance = ", ".join(f"q{number}.chance" for number in range(len(asked)))
    statuses = ", ".join(
        f"coalesce({quoted(shape.id + '.status')}, 'not_routed') AS {quoted(shape.id + '.status')}" for shape in asked
    )
    rest = ", ".join(f"{quoted(shape.id + '.value')}, {quoted(shape.id + '.shown')}" for shape in asked)
    return f"SELECT {_SAME}, coalesce({chance}) / 1e6 AS chance, {statuses}, {rest} FROM {query}"


def _answers(shape: Shape) -> str:
    """Return a query of the items of one question, with columns named as if it were asked once."""
    type_ = value_type(shape)
    value = "value->>'$'" if type_ == "VARCHAR" else f"CAST(value AS {type_})"
    fields = {"status": "status", "value": value, "shown": "shown"}
    named = ", ".join(f"{sql} AS {quoted(f'{shape.id}.{field}')}" for field, sql in fields.items())
    return f"SELECT {_SAME}, chance, {named} FROM {STAGED} WHERE question = {literal(shape.id)}"
