"""Grids on a scale: the share of each point by row, each row on the base of those who were shown it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .....publication.codebook.model import CODE, RESPONDENTS, Column, Value
from ...release import quoted
from ...results import LIKERT, MEAN, Estimate, Line, Result, Series
from ..assembling import assembled, counted
from ..counting import EVERYBODY, Tally, total
from ..describing import merged, substantive, title_of
from ..limits import SUPPRESSED
from ..precision import hidden, mean, share
from ..splitting import Folded, Strand
from ..subjects import Subject

TOP = "top"
"""The percent of the upper two points, beside the points of a scale."""
NEUTRAL = ("neither", "neutral", "undecided", "no opinion", "no preference", "unsure")
"""Words by which the label of a middle point says that the scale has two directions."""
OWN_BASES = "Rows have bases of their own: each respondent was shown some of them."
MEANS = "Means count the points of the scale from 1."


def fits(subject: Subject) -> bool:
    """Say whether the answers are rows of codes on one scale, or on several side by side."""
    columns = subject.columns
    return (
        subject.table.form == RESPONDENTS
        and bool(columns)
        and all(column.type == CODE and column.part for column in columns)
        and (subject.question.kind == "matrix" or any(value.low is None for value in substantive(columns[0])))
    )


def build(subject: Subject) -> Iterator[Result]:
    """Yield one result a scale."""
    for scale, columns in groupby(
        sorted(subject.columns, key=lambda column: column.scale), lambda column: column.scale
    ):
        yield of_scale(subject, scale, tuple(columns))


def of_scale(subject: Subject, scale: str, columns: Sequence[Column]) -> Result:
    """Return the result of the rows on one scale."""
    counts = counted(subject)
    strands = [
        Strand(column.part, column.label, counts.of(quoted(column.name)), substantive(column)) for column in columns
    ]
    points = substantive(columns[0])
    bases = [total(strand.tally(EVERYBODY)).n for strand in strands]
    return assembled(
        subject,
        LIKERT,
        tuple(Series(point.code, point.label) for point in points),
        strands,
        Points(points).lines,
        title=title_of(subject) + (f" ({scale})" if scale else ""),
        id=f"{subject.question.id}.{scale}" if scale else subject.question.id,
        base=max(bases, default=0),
        base_note=OWN_BASES if len(set(bases)) > 1 else "",
        missing=_missing(strands[0]) if len(set(bases)) == 1 else {},
        notes=(MEANS,),
        ends=(points[0].label, points[-1].label) if points else (),
        centre=centre_of(points),
    )


def centre_of(points: Sequence[Value]) -> str:
    """Return the code of the neutral middle of a scale that has two directions."""
    middle = points[len(points) // 2] if len(points) % 2 else None
    return middle.code if middle and any(word in middle.label.lower() for word in NEUTRAL) else ""


@dataclass(frozen=True)
class Points:
    """Makes the line of a row from its tally over the points of a scale."""

    points: tuple[Value, ...]

    def lines(self, strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
        """Yield the line of one row, with its mean and the share of the upper two points."""
        n = total(tally).n
        shares = {
            point.code: hidden(SUPPRESSED, n) if point.code in gone else share(tally, [point.code], least)
            for point in self.points
        }
        yield Line(strand.id, strand.label, shares, strand.note, summary=self._summary(tally, gone, least))

    def _summary(self, tally: Tally, gone: Folded, least: int) -> dict[str, Estimate]:
        upper = [point.code for point in self.points[-2:]]
        values = {point.code: float(number) for number, point in enumerate(self.points, start=1)}
        if gone:
            n = total(tally).n
            told = {TOP: hidden(SUPPRESSED, n)} if gone & set(upper) else {TOP: share(tally, upper, least)}
            return {MEAN: hidden(SUPPRESSED, n), **told}
        return {MEAN: mean(tally, values, least), TOP: share(tally, upper, least)}


def _missing(strand: Strand) -> dict[str, int]:
    answers = {value.code for value in strand.codes}
    counts = strand.groups.get(EVERYBODY, {})
    return merged({code: sums.n for code, sums in counts.items() if code not in answers and sums.n})
