"""Questions with one answer: the share of each option, in the order of the shares or of the scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .....publication.codebook.model import CODE, RESPONDENTS, Column, Value
from ...release import quoted
from ...results import BARS, SHARE, Estimate, Line, Result, Series
from ..assembling import assembled, counted
from ..counting import EVERYBODY, Groups, Tally, total
from ..describing import missing_of, substantive
from ..limits import SUPPRESSED
from ..precision import hidden, share
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
        base=total(strand.tally(EVERYBODY)).n,
        missing=missing_of(groups, column.values),
    )


def shares_of_codes(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    """Yield one line a code."""
    return (Line(value.code, value.label, {SHARE: _share(tally, value, gone, least)}) for value in strand.codes)


def _share(tally: Tally, value: Value, gone: Folded, least: int) -> Estimate:
    if value.code in gone:
        return hidden(SUPPRESSED, total(tally).n)
    return share(tally, [value.code], least)
