"""What an estimate says in words: its unit, its figure, and why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ..results import (
    AFTER,
    ALLOCATION,
    CHANGE,
    COUNT,
    COUNTS,
    CROSS,
    DIFFERENCE,
    LIKERT,
    MEAN,
    PLACES,
    SATISFACTION,
    SCORE,
    SCORES,
    SHIFT,
    WORTH,
    Estimate,
    Line,
    Result,
    Series,
)

PERCENT, POINTS, PLAIN = "percent", "points", ""
_UNITS = {
    (SCORES, SCORE): "score", (PLACES, MEAN): "rank", (PLACES, WORTH): PERCENT, (ALLOCATION, SHIFT): POINTS,
    (COUNTS, COUNT): "respondents", (CHANGE, DIFFERENCE): POINTS,
}  # fmt: skip
_PERCENT_FORMS = {LIKERT, CROSS, PLACES, ALLOCATION, SCORES}
_DECIMALS = {"score": 2, "rank": 1, "mean": 1}
_LARGE = ((1e9, " bn"), (1e6, " m"))
NOTHING = Estimate(None, hidden="no figure")


def unit_of(result: Result, series: Series) -> str:
    """Return the unit of a series: its own, or what its form says, or that of the result; satisfaction is a mean."""
    if series.id.startswith(SATISFACTION) and series.unit != PERCENT:
        return "mean"
    if series.unit:
        return series.unit
    known = _UNITS.get((result.form, series.id))
    if known is not None:
        return known
    if result.form in _PERCENT_FORMS or series.id.startswith(("usage", "share")):
        return PERCENT
    return result.unit


def value_of(line: Line, series: Series | str) -> float | None:
    """Return the figure of a line, or None where there is none to show."""
    value = estimate_of(line, series).value
    return value if value is not None and math.isfinite(value) else None


def estimate_of(line: Line, series: Series | str) -> Estimate:
    """Return the estimate of a line, or one that says that there is none."""
    return line.estimates.get(series if isinstance(series, str) else series.id, NOTHING)


def interval_of(line: Line, series: Series | str) -> tuple[float, float] | None:
    """Return the ends of the interval, if there are both."""
    found = estimate_of(line, series)
    if found.low is None or found.high is None or not (math.isfinite(found.low) and math.isfinite(found.high)):
        return None
    return found.low, found.high


def shown(value: float | None, unit: str) -> str:
    """Return a figure as people read it: ``43%``, ``+3.2``, ``1,200``, ``0.4``."""
    if value is None or not math.isfinite(value):
        return "–"
    if unit == PERCENT:
        return _percent(value)
    if unit == POINTS:
        return f"{value:+.1f}".replace("-", "−") if abs(value) >= 0.05 else "0.0"
    if unit in _DECIMALS:
        return fixed(value, _DECIMALS[unit])
    return plain(value)


def fixed(value: float, decimals: int) -> str:
    """Return a number with so many decimals, with a true minus and without a minus before nothing."""
    rounded = round(value, decimals) + 0.0
    return f"{rounded:,.{decimals}f}".replace("-", "−")


def plain(value: float) -> str:
    """Return a number with as many decimals as it needs to tell it from its neighbours."""
    decimals = 0 if abs(value) >= 100 or float(value).is_integer() else 1 if abs(value) >= 1 else 2
    return fixed(value, decimals)


def tick(value: float, unit: str) -> str:
    """Return a number as it stands on an axis."""
    if unit == PERCENT:
        return f"{value:g}%".replace("-", "−")
    sign = "+" if unit == POINTS and value > 0 else ""
    for size, name in _LARGE:
        if abs(value) >= size:
            return sign + f"{value / size:,.10g}{name}".replace("-", "−")
    return sign + f"{value:,.10g}".replace("-", "−")


def _percent(value: float) -> str:
    if 0 < value < 0.5:
        return "<1%"
    if 99.5 <= value < 100:
        return ">99%"
    return f"{value:.0f}%".replace("-", "−")


def why_hidden(line: Line, series: Series | str) -> str:
    """Return why a line has no figure, to be read in its place."""
    return f"not shown: {estimate_of(line, series).hidden or 'no figure'}"


def base_of(line: Line) -> int:
    """Return the respondents behind a line: those of its series with most, of two editions those of the later one."""
    if AFTER in line.estimates:
        return line.estimates[AFTER].n
    return max((estimate.n for estimate in line.estimates.values()), default=0)


def bases_differ(lines: Iterable[Line]) -> bool:
    """Return whether lines rest on different numbers of respondents, so that each has to say its own."""
    return len({base_of(line) for line in lines}) > 1
