"""Published aggregates: results without employees of vendors, whose facts no table of tools carries."""

from __future__ import annotations

from collections.abc import Iterator

from ...release import Aggregate, Release
from ...results import BARS, SHARE, Line, Result, Series
from ..aggregates import estimate
from ..describing import INTERVAL
from ..planning import Entry
from ..release_pair import Editions
from ..splitting import ordered

VENDORS, NOT = "vendor_affiliation", "no"
_SOURCE = "data/aggregates"
_NOTE = "From the published aggregates, among respondents whose employer does not sell tools for machine learning."


def without(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the shares among those who do not work for a vendor, where the release publishes them."""
    question = editions.release.codebook.question_by_id.get(one.questions[0])
    cells = list(_cells(editions.release, one.questions[0]))
    if question is None or not cells:
        return
    labels = _labels(editions.release, question.id)
    lines = [
        Line(cell.part or cell.code, labels.get(cell.part or cell.code, cell.part), {SHARE: estimate(cell)})
        for cell in cells
    ]
    yield Result(
        id=f"{question.id}.without_vendors",
        form=BARS,
        title=one.title,
        questions=(question.id, VENDORS),
        wording=" / ".join(question.wordings),
        series=(Series(SHARE, "Share of respondents"),),
        lines=tuple(ordered(lines, SHARE)),
        base=max((cell.base or 0 for cell in cells), default=0),
        asked=question.asked,
        weight_note="As published.",
        interval_note=INTERVAL,
        notes=(_NOTE,),
        source=_SOURCE,
    )


def _cells(release: Release, question: str) -> Iterator[Aggregate]:
    for cell in release.aggregates:
        if cell.question == question and cell.group_question == VENDORS and cell.group == NOT:
            yield cell


def _labels(release: Release, question: str) -> dict[str, str]:
    return {
        column.part: column.label for table in release.codebook.tables() for column in table.of(question) if column.part
    }
