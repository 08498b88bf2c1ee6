"""The codebook of a release: what was asked, of whom, and how many answered, beside the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...questionnaire.model import Questionnaire
from ..codebook.model import AskedQuestion, AskedSection, Block, Codebook
from ..limits import CELL_MINIMUM
from ..plan.model import Plan
from ..sql import literal, quoted
from .asked import asked
from .labels import wordings
from .shapes import Shape, shapes
from .staging import ITEMS, PEOPLE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NOT_OFFERED = "Options that could not be chosen, because of an earlier answer, count as not ticked."
_ELSEWHERE = "Published as counts only: "
_WITHHELD = "Not published: "


def described(
    connection: DuckDBPyConnection,
    questionnaire: Questionnaire,
    plan: Plan,
    blocks: Sequence[Block],
    *,
    simulated: bool,
) -> Codebook:
    """Return the codebook of the blocks of a release."""
    published = {column.question: block.id for block in blocks for table in block.tables for column in table.columns}
    published |= {question: block.id for block in blocks for question in _words_of(block)}
    questions = tuple(
        _question(connection, shape, plan, published.get(shape.id, "")) for shape in shapes(questionnaire).values()
    )
    return Codebook(
        edition=questionnaire.edition,
        title=questionnaire.title,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.source_hash,
        blocks=tuple(blocks),
        questions=questions,
        sections=tuple(AskedSection(one.id, one.title, one.module) for one in questionnaire.sections if one.questions),
        simulated=simulated,
    )


def _words_of(block: Block) -> Iterator[str]:
    """Yield the questions that a column of questions names."""
    for table in block.tables:
        for column in table.columns:
            if column.name == "question":
                yield from (value.code for value in column.values)


def _question(connection: DuckDBPyConnection, shape: Shape, plan: Plan, block: str) -> AskedQuestion:
    question = shape.question
    return AskedQuestion(
        id=shape.id,
        kind=shape.kind,
        section=question.section,
        wordings=tuple(wordings(question.text)),
        help="\n".join(wordings(question.help)),
        asked=asked(shape.questionnaire, question),
        sensitivity=question.sensitivity,
        block=block,
        module=bool(shape.module),
        topics=question.topics,
        statuses=_statuses(connection, shape),
        note=_note(shape, plan),
    )


def _note(shape: Shape, plan: Plan) -> str:
    if shape.id in plan.withheld:
        return _WITHHELD + plan.withheld[shape.id]
    if shape.id in plan.aggregated:
        return _ELSEWHERE + plan.aggregated[shape.id]
    narrowed = any(source.exclude or source.take == "unselected" for source in shape.question.options)
    return _NOT_OFFERED if shape.kind == "multi" and narrowed else ""


def _statuses(connection: DuckDBPyConnection, shape: Shape) -> Mapping[str, int]:
    """Return how many have each status, of respondents or of items; counts below five are left out."""
    query = f"SELECT {quoted(shape.id + '.status')}, count(*) FROM {PEOPLE} GROUP BY 1"
    if shape.by_items:
        query = f"SELECT status, count(*) FROM {ITEMS} WHERE question = {literal(shape.id)} GROUP BY 1"
    counts = dict(connection.execute(query).fetchall())
    return {status: counts[status] for status in sorted(counts) if counts[status] >= CELL_MINIMUM}
