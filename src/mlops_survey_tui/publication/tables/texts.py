"""The table of words that respondents agreed to publish, without anything else about them."""

from __future__ import annotations

from collections.abc import Sequence

from ..codebook.model import ANSWER, CODE, TEXT, TEXTS, Column, Table, Value
from ..plan.model import PlannedBlock
from ..sql import literal, quoted
from .cells import Cell
from .labels import wording
from .making import ROW_ID, Making
from .shapes import Shape
from .staging import ITEMS, PEOPLE


def texts(making: Making, planned: PlannedBlock, asked: Sequence[Shape]) -> Table:
    """Make the table; texts of one respondent have rows that do not belong together."""
    words = " UNION ALL ".join(_words(shape) for shape in asked)
    source = making.numbered(words, planned.id, "respondent", "question", "item")
    questions = tuple(Value(shape.id, wording(shape.question)) for shape in asked)
    taken = [
        Cell(ROW_ID, "row_"),
        Cell(Column("question", ANSWER, CODE, "Question", values=questions), "question"),
        Cell(Column("text", ANSWER, TEXT, "Words of the respondent"), "words"),
    ]
    return making.table(planned.id, TEXTS, taken, source, "row_")


def _words(shape: Shape) -> str:
    if shape.by_items:
        return (
            f"SELECT respondent, question, item, value->>'$' AS words FROM {ITEMS} "
            f"WHERE question = {literal(shape.id)} AND value IS NOT NULL"
        )
    words = quoted(f"{shape.id}.value")
    return (
        f"SELECT respondent, {literal(shape.id)} AS question, '' AS item, {words} AS words FROM {PEOPLE} "
        f"WHERE {words} IS NOT NULL"
    )
