"""Questions with one answer: the share of each option, in the order of the shares or of the scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .....publication.codebook.model import CODE, RESPONDENTS, Column
from .....publication.limits import SUPPRESSED
from .....publication.sql import quoted
from ...results import BARS, SHARE, Estimate, Line, Result, Series
from ..assembling import assembled, counted
from ..counting import Groups, Tally
from ..describing import missing_of, substantive
from ..precision import hidden, shares
from ..splitting import Folded, Strand
from ..subjects import Subject

SERIES = (Series(SHARE, "Share of respondents"),)


def fits(subject: Subject) -> bool:
    """Say whether the answer is one code."""
    return subject.table.form == RESPONDENTS and len(subject.columns) == 1 and subject.columns[0].type == CODE


def build(subject: Subject) -> Iterator[Result]:
    """Yield the shares of the options."""
    column = subject.columns[0]
    groups = counted(subject).of(quoted(column.name))
    yield result_of(subject, column, groups)


def result_of(subject: Subject, column: Column, groups: Groups) -> Result:
    """Return the shares of the codes of a column."""
    codes = substantive(column)
    strand = Strand(column.name, column.label, groups, codes)
    return assembled(
        subject,
        BARS,
        SERIES,
        [strand],
        shares_of_codes,
        sort="" if column.ordered else SHARE,
        base=strand.tally().n,
        missing=missing_of(groups, column.values),
    )


def shares_of_codes(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    """Yield one line a code."""
    told = told_shares(tally, [value.code for value in strand.codes], gone, least)
    return (Line(value.code, value.label, {SHARE: told[value.code]}) for value in strand.codes)


def told_shares(tally: Tally, codes: Sequence[str], gone: Folded, least: int) -> dict[str, Estimate]:
    """Return the share of each code, hidden where it may not be told."""
    found = shares(tally, [[code] for code in codes], least)
    return {code: hidden(SUPPRESSED, tally.n) if code in gone else one for code, one in zip(codes, found, strict=True)}
