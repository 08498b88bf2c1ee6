"""The table of the sets of best-worst questions: one line for each item of each set that was answered."""

from __future__ import annotations

from collections.abc import Sequence

from ..codebook.model import ANSWER, CODE, SETS, WHOLE, Column, Table, Value
from ..plan.model import PlannedBlock
from ..sql import literal, quoted
from .cells import Cell
from .labels import label, wording
from .making import ROW_ID, Making, by_chance
from .shapes import Shape


def sets(making: Making, planned: PlannedBlock, asked: Sequence[Shape]) -> Table:
    """Make the table; its rows belong to those of the block's table of respondents."""
    people = making.people(planned)
    answered = " UNION ALL ".join(_answered(shape, people) for shape in asked)
    source = f"SELECT *, unnest(range(1, len(shown) + 1))::INTEGER AS position FROM ({answered})"
    chosen = "CASE WHEN shown[position] = most THEN 1 WHEN shown[position] = least THEN -1 ELSE 0 END"
    options = {id_: label(option) for shape in asked for id_, option in shape.options.items()}
    questions = tuple(Value(shape.id, wording(shape.question)) for shape in asked)
    taken = [
        Cell(ROW_ID, "row_"),
        Cell(Column("question", ANSWER, CODE, "Question", values=questions), "question"),
        Cell(Column("set", ANSWER, WHOLE, "Number of the set, in the order shown"), '"set"'),
        Cell(Column("position", ANSWER, WHOLE, "Place of the item in its set"), "position"),
        Cell(
            Column("item", ANSWER, CODE, "Item", values=tuple(Value(*pair) for pair in options.items())),
            "shown[position]",
        ),
        Cell(Column("choice", ANSWER, WHOLE, "1 chosen as most, -1 as least, 0 neither"), chosen),
    ]
    return making.table(f"{planned.id}_sets", SETS, taken, source, 'row_, question, "set", position')


def _answered(shape: Shape, people: str) -> str:
    """Return a query of the sets of one question that were answered, with what each showed."""
    value, status, shown = (quoted(f"{shape.id}.{field}") for field in ("value", "status", "sets"))
    marked = f"SELECT *, unnest({value}) AS marks FROM ({people}) WHERE {status} = 'answered' AND {by_chance(shape)}"
    return (
        f'SELECT row_, {literal(shape.id)} AS question, marks."set" AS "set", marks.most AS most, '
        f'marks.least AS least, {shown}[marks."set"] AS shown FROM ({marked})'
    )
