"""Facts about the respondents themselves: how many there are of each, and their share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .....publication.codebook.model import CODE, KEY, RESPONDENTS, Column
from .....publication.sql import quoted
from ...results import COUNT, COUNTS, SHARE, Estimate, Line, Result, Series
from ..assembling import assembled, counted
from ..counting import Tally
from ..describing import missing_of, substantive
from ..splitting import Folded, Strand
from ..subjects import Subject
from . import bars

SERIES = Series(COUNT, "Respondents"), Series(SHARE, "Share of respondents")


def fits(subject: Subject) -> bool:
    """Say whether the answer is a fact that the profile is made of."""
    if subject.table.form != RESPONDENTS or len(subject.columns) != 1:
        return False
    column = subject.columns[0]
    return column.role == KEY and column.type == CODE


def build(subject: Subject) -> Iterator[Result]:
    """Yield counts and shares of the codes; in every table that carries the fact they are the same, so once."""
    column = subject.columns[0]
    groups = counted(subject).of(quoted(column.name))
    strand = Strand(column.name, column.label, groups, substantive(column))
    yield assembled(
        subject,
        COUNTS,
        SERIES,
        [strand],
        _counts,
        sort="" if column.ordered else COUNT,
        base=strand.tally().n,
        missing=missing_of(groups, column.values),
        unit="respondents",
        notes=tuple(_notes(subject, column)),
    )


def _notes(subject: Subject, column: Column) -> Iterator[str]:
    if column.level:
        yield f"Made coarser to protect respondents: {column.level.replace('_', ' ')}."
    yield (
        f"Taken from the published table that keeps this fact finest ({subject.table.file}, "
        f"{subject.table.rows:,} respondents)."
    )


def _counts(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    for line in bars.shares_of_codes(strand, tally, gone, least):
        share = line.estimates[SHARE]
        yield replace(line, estimates={COUNT: _count(share, tally, line.id, gone), SHARE: share})


def _count(share: Estimate, tally: Tally, code: str, gone: Folded) -> Estimate:
    if code in gone:
        return share
    n = tally.count([code])
    return Estimate(float(n), n=tally.n, weighted=share.weighted, count=n)
