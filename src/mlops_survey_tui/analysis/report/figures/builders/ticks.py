"""Questions with several answers: the share of respondents who ticked each option that they were shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .....publication.codebook.model import ITEMS, TICK, Column, Value
from .....publication.limits import SUPPRESSED
from .....publication.sql import quoted
from ...results import BARS, SHARE, Line, Result, Series
from .. import aggregates
from ..assembling import assembled, counted, statuses
from ..counting import Groups, Tally
from ..describing import ANSWERED, missing_statuses
from ..precision import hidden, share
from ..splitting import Folded, Strand
from ..subjects import Subject

TICKED = Value("1", "Ticked"), Value("0", "Not ticked")
CODES = tuple(value.code for value in TICKED)
SEVERAL = "Respondents could choose several, so shares can add up to more than 100."


def fits(subject: Subject) -> bool:
    """Say whether the options are columns of ticks."""
    return bool(subject.columns) and all(column.type == TICK and not column.scale for column in subject.columns)


def build(subject: Subject) -> Iterator[Result]:
    """Yield the shares of the options, of ratings where the table has one row an item."""
    found = counted(subject).each({quoted(column.name): CODES for column in subject.columns})
    strands = [strand_of(column, groups) for column, groups in zip(subject.columns, found, strict=True)]
    answered = statuses(subject)
    of = "ratings" if subject.table.form == ITEMS else "respondents"
    result = assembled(
        subject,
        BARS,
        (Series(SHARE, f"Share of {of}"),),
        strands,
        share_of_ticks,
        sort=SHARE,
        base=base_of(answered, strands),
        missing=missing_statuses(answered),
        notes=(SEVERAL,),
    )
    yield replace(result, filters=(*result.filters, *aggregates.filters(subject, result.lines)))


def strand_of(column: Column, groups: Groups) -> Strand:
    """Return the strand of one option."""
    return Strand(column.part or column.name, column.label, groups, TICKED)


def share_of_ticks(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    """Yield the line of one option."""
    told = hidden(SUPPRESSED, tally.n) if gone else share(tally, ["1"], least)
    yield Line(strand.id, strand.label, {SHARE: told}, note=strand.note)


def share_of_yes(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    """Yield the line of one option whose ticks are published as words."""
    told = hidden(SUPPRESSED, tally.n) if gone else share(tally, ["yes"], least)
    yield Line(strand.id, strand.label, {SHARE: told}, note=strand.note)


def base_of(found: Groups, strands: Sequence[Strand]) -> int:
    """Return how many can have ticked something: by their status, or those who were shown the option most shown."""
    answered = found.tally().count(ANSWERED)
    return answered or max((strand.tally().n for strand in strands), default=0)
