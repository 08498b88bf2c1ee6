"""Grids over drawn or looped items (tools, say): the points of the scale by item, for items with enough ratings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .....publication.codebook.model import CODE, ITEMS, Column
from .....publication.sql import quoted
from ...results import LIKERT, MEAN, Line, Result, Series
from ..assembling import assembled, counted
from ..describing import substantive
from ..limits import RATINGS, SURE_RATINGS
from ..splitting import Strand
from ..subjects import Subject
from .scales import FALLING, MEANS, Points, as_kinds, words_of

ITEM = "item"
_FEW = f"Items with fewer than {RATINGS} ratings are left out."
SHAKY = f"Fewer than {SURE_RATINGS} ratings: read the interval, not the point."


def fits(subject: Subject) -> bool:
    """Say whether each row of the table is one rating of an item."""
    return (
        subject.table.form == ITEMS
        and len(subject.columns) == 1
        and subject.columns[0].type == CODE
        and subject.column(ITEM) is not None
    )


def build(subject: Subject) -> Iterator[Result]:
    """Yield the points of the scale by item, the item with the highest mean first."""
    column = subject.columns[0]
    points = substantive(column)
    strands = strands_of(subject, column)
    found = assembled(
        subject,
        LIKERT,
        tuple(Series(point.code, point.label) for point in points),
        strands,
        Points(points).lines,
        least=RATINGS,
        base=sum(strand.tally().n for strand in strands),
        base_note="The base counts ratings.",
        notes=(MEANS, _FEW),
        **words_of(points),
    )
    yield by_mean(found) if column.ordered else as_kinds(found)


def strands_of(subject: Subject, column: Column) -> list[Strand]:
    """Return one strand an item with enough ratings."""
    labels = subject.labels(ITEM)
    found = counted(subject).by(quoted(ITEM), quoted(column.name))
    strands = [Strand(item, labels.get(item, item), groups, substantive(column)) for item, groups in found.items()]
    rated = ((strand, strand.tally().n) for strand in strands)
    return [
        Strand(strand.id, strand.label, strand.groups, strand.codes, note=SHAKY if n < SURE_RATINGS else "")
        for strand, n in rated
        if n >= RATINGS
    ]


def by_mean(result: Result) -> Result:
    """Return the result with its lines ordered by their means, the one nearest to the upper points first."""
    falling = bool(result.ends) and result.ends[0].lower().startswith(FALLING)

    def key(line: Line) -> tuple[bool, float, str]:
        value = line.summary[MEAN].value
        return value is None, (value or 0.0) * (1 if falling else -1), line.label

    return replace(result, lines=tuple(sorted(result.lines, key=key)), ordered=False)
