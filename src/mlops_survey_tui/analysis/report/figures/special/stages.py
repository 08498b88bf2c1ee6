"""Stages of the work: how many found each difficult, and how many took long over it."""

from __future__ import annotations

from collections.abc import Iterator

from .....publication.limits import SMALL_BASE
from ...results import DIFFICULT, LONG, STAGES, TOP, Estimate, Line, Result, Series
from ..builders.scales import fits, of_scale
from ..describing import described
from ..planning import Entry
from ..precision import hidden
from ..release_pair import Editions
from ..subjects import Subject

_NOTE = "Each respondent was asked about some of the stages; every figure has the base of its own."


def stages(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the upper two points of both scales by stage, in the order of the work."""
    difficulty, time = (_only(editions, question) for question in one.questions)
    if difficulty is None or time is None:
        return
    hard, long = (of_scale(subject, "", subject.columns) for subject in (difficulty, time))
    taken = {line.id: line for line in long.lines}
    lines = tuple(
        Line(line.id, line.label, {DIFFICULT: _top(line), LONG: _top(taken[line.id])})
        for line in hard.lines
        if line.id in taken
    )
    yield described(
        difficulty,
        STAGES,
        one.title,
        (Series(DIFFICULT, _words(hard), "percent"), Series(LONG, _words(long), "percent")),
        lines,
        id=f"{one.questions[0]}.stages",
        questions=one.questions,
        base=max(hard.base, long.base),
        base_note=_NOTE,
        ordered=True,
    )


def _only(editions: Editions, question: str) -> Subject | None:
    return next((subject for subject in editions.subjects(question) if fits(subject)), None)


def _top(line: Line) -> Estimate:
    return line.summary.get(TOP, hidden(SMALL_BASE))


def _words(result: Result) -> str:
    upper = list(result.upper) or [""]
    return " or ".join([upper[0], *(label[:1].lower() + label[1:] for label in upper[1:])])
