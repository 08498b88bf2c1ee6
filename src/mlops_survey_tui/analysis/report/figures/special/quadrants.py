"""Usage against satisfaction: who uses a tool from everybody, how satisfied users are from those who rated it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .....publication.limits import SMALL_BASE
from .....publication.sql import quoted
from ...results import BEFORE, MEAN, QUADRANT, SATISFACTION, SHARE, USAGE, Estimate, Line, Result, Series
from ..assembling import counted, statuses
from ..builders import ratings, ticks
from ..builders.scales import Points
from ..describing import ANSWERED, described, substantive
from ..limits import BASE, CELL, RATINGS, SURE_RATINGS
from ..planning import Entry
from ..precision import hidden
from ..protecting import hidden_codes
from ..release_pair import Editions
from ..subjects import Subject

_NOTES = (
    "Usage is among all respondents who answered; satisfaction is among users who rated the tool.",
    f"Tools with fewer than {RATINGS} ratings are left out; below {SURE_RATINGS} read the interval, not the point.",
    "Satisfaction counts the points of the scale from 1.",
)
_VENDORS = "Employees of vendors are among the respondents; the table without them is beside."


@dataclass(frozen=True)
class _Rated:
    label: str
    usage: Estimate
    satisfaction: Estimate
    ratings: int


def quadrant(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield usage and satisfaction of each tool with enough ratings, the most used first."""
    used, rated = (_only(editions.subjects(question)) for question in one.questions)
    if used is None or rated is None:
        return
    found = _tools(used, rated)
    before = _before(editions, one)
    lines = sorted(
        (_line(tool, known, before) for tool, known in found.items()),
        key=lambda line: (-(line.estimates[USAGE].value or 0.0), line.label),
    )
    points = substantive(rated.columns[0])
    yield described(
        used,
        QUADRANT,
        one.title,
        tuple(_series(bool(before))),
        lines,
        id=f"{one.questions[0]}.satisfaction",
        questions=one.questions,
        base=_base(used),
        base_note=f"{sum(known.ratings for known in found.values())} ratings of these tools.",
        source=f"{used.table.file}, {rated.table.file}",
        notes=(*_NOTES, _VENDORS),
        ends=(points[0].label, points[-1].label) if points else (),
    )


def _only(subjects: list[Subject]) -> Subject | None:
    return next(iter(subjects), None)


def _series(before: bool) -> Iterator[Series]:
    yield Series(USAGE, "Share who use it", "percent")
    yield Series(SATISFACTION, "Satisfaction of users", "mean")
    if before:
        yield Series(f"{USAGE}_{BEFORE}", "Share who used it in the edition before", "percent")
        yield Series(f"{SATISFACTION}_{BEFORE}", "Satisfaction in the edition before", "mean")


def _line(tool: str, known: _Rated, before: Mapping[str, _Rated]) -> Line:
    figures = {USAGE: known.usage, SATISFACTION: known.satisfaction}
    if before:
        earlier = before.get(tool)
        figures[f"{USAGE}_{BEFORE}"] = earlier.usage if earlier else hidden(SMALL_BASE)
        figures[f"{SATISFACTION}_{BEFORE}"] = earlier.satisfaction if earlier else hidden(SMALL_BASE)
    note = ratings.SHAKY if known.ratings < SURE_RATINGS else ""
    return Line(tool, known.label, figures, note)


def _before(editions: Editions, one: Entry) -> dict[str, _Rated]:
    used, rated = (_only(editions.earlier_subjects(question)) for question in one.questions)
    return _tools(used, rated) if used and rated else {}


def _tools(used: Subject, rated: Subject) -> dict[str, _Rated]:
    """Return the tools that were rated often enough and whose users can be told."""
    scale = Points(substantive(rated.columns[0]))
    bare = replace(used, keys=())
    columns = {column.part: column for column in used.columns}
    found = {}
    for strand in ratings.strands_of(replace(rated, keys=()), rated.columns[0]):
        if strand.id not in columns:
            continue
        line = next(iter(scale.lines(strand, strand.tally(), frozenset(), RATINGS)))
        usage = _usage(bare, columns[strand.id].name)
        if usage.value is not None:
            n = strand.tally().n
            found[strand.id] = _Rated(columns[strand.id].label, usage, line.summary[MEAN], n)
    return found


def _usage(used: Subject, column: str) -> Estimate:
    strand = ticks.strand_of(used.table.by_name[column], counted(used).of(quoted(column)))
    tally = strand.tally()
    gone = frozenset(["1"]) if hidden_codes([sums.n for sums in tally.sums.values()], CELL) else frozenset[str]()
    return next(iter(ticks.share_of_ticks(strand, tally, gone, BASE))).estimates[SHARE]


def _base(used: Subject) -> int:
    return statuses(used).tally().count(ANSWERED) if used.status else used.table.rows
