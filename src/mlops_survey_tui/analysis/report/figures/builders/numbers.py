"""Numbers: the median with the quartiles, from bands or from values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .....publication.codebook.model import CODE, REAL, RESPONDENTS, WHOLE, Column, Value
from .....publication.limits import SMALL_BASE
from .....publication.sql import quoted
from ...results import MEDIAN, NUMBERS, QUARTER, THREE_QUARTERS, Estimate, Line, Result, Series
from ..assembling import assembled, counted, statuses
from ..counting import Groups, Tally
from ..describing import missing_of, missing_statuses, substantive
from ..precision import NORMAL, hidden, quantile, worth
from ..splitting import Folded, Strand
from ..subjects import Subject
from . import bars

SERIES = Series(QUARTER, "Lower quartile"), Series(MEDIAN, "Median"), Series(THREE_QUARTERS, "Upper quartile")
LEVELS = {QUARTER: 0.25, MEDIAN: 0.5, THREE_QUARTERS: 0.75}
_BANDS = "Answers are published in bands; quartiles are placed within a band as if answers were spread evenly over it."
_OPEN = "A figure at the start of the open band means that much or more."
_WOODRUFF = "Intervals of quartiles are those of the shares below them, read back (Woodruff 1952)."
BANDED_NOTES = (_BANDS, _OPEN, _WOODRUFF)


def fits(subject: Subject) -> bool:
    """Say whether the answers are numbers or bands of numbers, one or several a respondent."""
    return subject.table.form == RESPONDENTS and bool(subject.columns) and all(_numeric(c) for c in subject.columns)


def _numeric(column: Column) -> bool:
    if column.type in (WHOLE, REAL):
        return True
    codes = substantive(column)
    return column.type == CODE and bool(codes) and all(value.low is not None for value in codes)


def build(subject: Subject) -> Iterator[Result]:
    """Yield the quartiles, and for a single number in bands the shares of the bands before."""
    counts = counted(subject)
    strands = [_strand(column, counts.of(quoted(column.name))) for column in subject.columns]
    banded = any(column.type == CODE for column in subject.columns)
    wide = any(value.low != value.high for column in subject.columns for value in substantive(column))
    alone = len(subject.columns) == 1
    if alone and banded:
        yield bars.result_of(subject, subject.columns[0], strands[0].groups)
    bases = [strand.tally().n for strand in strands]
    bands = {value.code: value for column in subject.columns for value in substantive(column)}
    yield assembled(
        subject,
        NUMBERS,
        SERIES,
        strands,
        Quartiles(bands).lines,
        id=f"{subject.question.id}.quartiles" if alone and banded else subject.question.id,
        unit="number",
        base=max(bases, default=0),
        base_note="Rows have bases of their own." if len(set(bases)) > 1 else "",
        missing=_missing(subject, strands[0]),
        notes=BANDED_NOTES if banded and wide else (_WOODRUFF,),
    )


def _strand(column: Column, groups: Groups) -> Strand:
    return Strand(column.part or column.name, column.label, groups, substantive(column), classes=one_class)


def one_class(code: str) -> str:
    """Put all codes in one class: a quartile tells no count."""
    return ""


def _missing(subject: Subject, strand: Strand) -> dict[str, int]:
    if subject.status is not None:
        return missing_statuses(statuses(subject))
    return missing_of(strand.groups, subject.columns[0].values) if len(subject.columns) == 1 else {}


@dataclass(frozen=True)
class Quartiles:
    """Makes the line of a number. ``bands`` are the codes that stand for an interval; other codes are numbers."""

    bands: Mapping[str, Value]

    def lines(self, strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
        """Yield the quartiles of one number."""
        yield Line(strand.id, strand.label, {name: self.quantile(tally, at, least) for name, at in LEVELS.items()})

    def quantile(self, tally: Tally, level: float, least: int) -> Estimate:
        """Return a quantile with the interval that its share reads back (Woodruff, JASA 47, 1952)."""
        if not self.bands:
            return quantile(tally, {code: float(code) for code in tally.sums}, level, least)
        if tally.n < least or tally.weight <= 0:
            return hidden(SMALL_BASE, tally.n)
        steps = sorted((self._ends(code), sums.weight / tally.weight) for code, sums in tally.sums.items())
        value, effective = _read(steps, level), worth(tally)
        reach = NORMAL * math.sqrt(level * (1 - level) / max(effective - 1, 1.0))
        return Estimate(
            value,
            _read(steps, level - reach),
            _read(steps, level + reach),
            None,
            tally.n,
            effective,
            tally.n / effective,
        )

    def _ends(self, code: str) -> tuple[float, float]:
        """Return where a code begins and ends; whole numbers fill the unit from themselves to the next."""
        band = self.bands.get(code)
        if band is None or band.low is None:
            return float(code), float(code)
        if band.high is None or band.high == band.low:
            return band.low, band.low
        return band.low, band.high


def _read(steps: list[tuple[tuple[float, float], float]], level: float) -> float:
    """Return the number below which a share of the weights is, along the steps of the distribution."""
    passed = 0.0
    for (low, high), weight in steps:
        if passed + weight >= level - 1e-12:
            part = min(max((level - passed) / weight, 0.0), 1.0) if weight else 0.0
            return low + (high - low) * part
        passed += weight
    return steps[-1][0][1]
