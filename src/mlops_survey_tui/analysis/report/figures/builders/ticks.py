"""Questions with several answers: the share of respondents who ticked each option that they were shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .....publication.codebook.model import ITEMS, TICK, Column, Value
from ...release import quoted
from ...results import BARS, SHARE, Line, Result, Series
from ..assembling import assembled, counted
from ..counting import EVERYBODY, Groups, Tally, total
from ..describing import merged
from ..limits import SUPPRESSED
from ..precision import hidden, share
from ..splitting import Folded, Strand
from ..subjects import Subject

TICKED = Value("1", "Ticked"), Value("0", "Not ticked")
_SEVERAL = "Respondents could choose several, so shares add up to more than 100."
ANSWERS = ("answered", "none")
"""Statuses of those who can have ticked something."""


def fits(subject: Subject) -> bool:
    """Say whether the options are columns of ticks."""
    return bool(subject.columns) and all(column.type == TICK and not column.scale for column in subject.columns)


def build(subject: Subject) -> Iterator[Result]:
    """Yield the shares of the options, of ratings where the table has one row an item."""
    counts = counted(subject)
    strands = [strand_of(column, counts.of(quoted(column.name))) for column in subject.columns]
    statuses = counts.of(quoted(subject.status.name)) if subject.status else {}
    of = "ratings" if subject.table.form == ITEMS else "respondents"
    yield assembled(
        subject,
        BARS,
        (Series(SHARE, f"Share of {of}"),),
        strands,
        share_of_ticks,
        sort=SHARE,
        base=_base(statuses, strands),
        missing=_missing(statuses),
        notes=(_SEVERAL,),
    )


def strand_of(column: Column, groups: Groups) -> Strand:
    """Return the strand of one option."""
    return Strand(column.part or column.name, column.label, groups, TICKED)


def share_of_ticks(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    """Yield the line of one option."""
    told = hidden(SUPPRESSED, total(tally).n) if gone else share(tally, ["1"], least)
    yield Line(strand.id, strand.label, {SHARE: told}, note=strand.note)


def _base(statuses: Groups, strands: list[Strand]) -> int:
    tally = statuses.get(EVERYBODY, {})
    if tally:
        return sum(sums.n for code, sums in tally.items() if code in ANSWERS)
    return max((total(strand.tally(EVERYBODY)).n for strand in strands), default=0)


def _missing(statuses: Groups) -> dict[str, int]:
    return merged(
        {code: sums.n for code, sums in statuses.get(EVERYBODY, {}).items() if code not in ANSWERS and sums.n}
    )
