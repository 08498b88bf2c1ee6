"""Grids on a scale: the share of each point by row, each row on the base of those who were shown it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from .....publication.codebook.model import CODE, RESPONDENTS, Column, Value
from .....publication.limits import SUPPRESSED
from .....publication.sql import quoted
from ...results import CROSS, LIKERT, MEAN, TOP, Group, Line, Result, Series
from ..assembling import assembled, counted
from ..counting import EVERYBODY, Tally
from ..describing import merged, substantive, title_of
from ..precision import hidden, mean, shares
from ..splitting import Folded, Strand
from ..subjects import Subject

NEUTRAL = ("neither", "neutral", "undecided", "no opinion", "no preference", "unsure")
"""Words by which the label of a middle point says that the scale has two directions."""
OWN_BASES = "Rows have bases of their own: each respondent was shown some of them."
OWN_BASES_APART = "Rows have bases of their own."
FALLING = ("daily", "hourly", "always", "constantly", "very often", "often")
"""Words that begin the first point of a scale that goes down: its upper two points are the first ones."""
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
    found = counted(subject).each({quoted(column.name): [value.code for value in column.values] for column in columns})
    strands = [
        Strand(column.part, _row(column), groups, substantive(column))
        for column, groups in zip(columns, found, strict=True)
    ]
    points = substantive(columns[0])
    bases = [strand.tally().n for strand in strands]
    result = assembled(
        subject,
        LIKERT,
        tuple(Series(point.code, point.label) for point in points),
        strands,
        Points(points).lines,
        title=title_of(subject) + (f" ({_scale(columns[0])})" if scale else ""),
        id=f"{subject.question.id}.{scale}" if scale else subject.question.id,
        base=max(bases, default=0),
        base_note=OWN_BASES if len(set(bases)) > 1 else "",
        missing=_missing(strands[0]) if len(set(bases)) == 1 else {},
        notes=(MEANS,),
        **words_of(points),
    )
    return result if columns[0].ordered else as_kinds(result)


def words_of(points: Sequence[Value]) -> dict[str, Any]:
    """Return what a result says of its scale: the words of its ends, its middle, and its upper two points."""
    return {
        "ends": (points[0].label, points[-1].label) if points else (),
        "centre": centre_of(points),
        "upper": tuple(point.label for point in upper_two(points)),
    }


def upper_two(points: Sequence[Value]) -> Sequence[Value]:
    """Return the two points that say most: the last ones, or the first ones of a scale from often to seldom."""
    falling = bool(points) and points[0].label.lower().startswith(FALLING)
    return points[:2] if falling else points[-2:]


def as_kinds(result: Result) -> Result:
    """Return the result of columns that are kinds and no scale: shares by row, without means and without a middle."""
    notes = tuple(note for note in result.notes if note != MEANS)
    filters = tuple(replace(one, groups=tuple(map(_bare, one.groups))) for one in result.filters)
    lines = tuple(replace(line, summary={}) for line in result.lines)
    return replace(result, form=CROSS, lines=lines, filters=filters, notes=notes, ends=(), centre="", upper=())


def _bare(group: Group) -> Group:
    return replace(group, lines=tuple(replace(line, summary={}) for line in group.lines))


def _row(column: Column) -> str:
    """Return the words of a row; where scales stand side by side the label names both."""
    return column.label.rpartition(": ")[0] or column.label if column.scale else column.label


def _scale(column: Column) -> str:
    return column.label.rpartition(": ")[2] if ": " in column.label else column.scale


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
        codes = [point.code for point in self.points]
        upper = [point.code for point in upper_two(self.points)]
        *each, top = shares(tally, [*([code] for code in codes), upper], least)
        untold = hidden(SUPPRESSED, tally.n)
        told = {code: untold if code in gone else one for code, one in zip(codes, each, strict=True)}
        values = {code: float(number) for number, code in enumerate(codes, start=1)}
        summary = {
            MEAN: untold if gone else mean(tally, values, least),
            TOP: untold if gone & set(upper) else top,
        }
        yield Line(strand.id, strand.label, told, strand.note, summary=summary)


def _missing(strand: Strand) -> dict[str, int]:
    answers = {value.code for value in strand.codes}
    counts = strand.groups.get(EVERYBODY, {})
    return merged({code: sums.n for code, sums in counts.items() if code not in answers and sums.n})
