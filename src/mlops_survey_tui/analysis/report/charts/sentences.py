"""What a chart shows, in one or two sentences: the text alternative of each form, with its figures and its base."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..results import (
    AFTER,
    ALLOCATION,
    BEFORE,
    CHANGE,
    CROSS,
    LATER_OVERALL,
    LIKERT,
    MEDIAN,
    OVERALL,
    PLACES,
    QUADRANT,
    SATISFACTION,
    USAGE,
    Line,
    Result,
    Series,
)
from .values import PERCENT, interval_of, shown, unit_of, value_of

_NAMED = 3


def sentence(result: Result) -> str:
    """Return what the chart of a result shows, to be heard instead of it."""
    said = _FORMS.get(result.form, _highest)(result) if result.series else ""
    hidden = sum(all(value_of(line, one) is None for one in result.series) for line in result.lines)
    behind = f" Of {result.base:,} respondents." if result.base else ""
    absent = f" {hidden} of {len(result.lines)} lines are not shown." if hidden else ""
    return f"{result.title}. {said or 'No figure can be shown.'}{behind}{absent}"


def _figure(result: Result, line: Line, series: Series) -> str:
    unit = unit_of(result, series)
    words = f"{line.label} {shown(value_of(line, series), unit)}"
    interval = interval_of(line, series)
    return words + (f" ({shown(interval[0], unit)} to {shown(interval[1], unit)})" if interval else "")


def _series(result: Result, *ids: str) -> Series:
    return next((one for wanted in ids for one in result.series if one.id == wanted), result.series[0])


def _shown(result: Result, series: Series) -> list[Line]:
    return [line for line in result.lines if value_of(line, series) is not None]


def _ranked(result: Result, series: Series, low_first: bool = False) -> str:
    lines = sorted(_shown(result, series), key=lambda line: (value_of(line, series) or 0.0) * (1 if low_first else -1))
    if not lines:
        return ""
    first = ", ".join(_figure(result, line, series) for line in lines[:_NAMED])
    last = f"; last: {_figure(result, lines[-1], series)}" if len(lines) > _NAMED else ""
    return f"{series.label}: first {first}{last}."


def _highest(result: Result) -> str:
    return _ranked(result, result.series[0])


def _likert(result: Result) -> str:
    points = [one for one in result.series if unit_of(result, one) == PERCENT]
    upper = points[len(points) // 2 + (len(points) % 2) :] or points
    names = " or ".join(one.label for one in upper)
    sums = [(sum(value_of(line, one) or 0.0 for one in upper), line) for line in _shown(result, upper[0])]
    sums.sort(key=lambda pair: -pair[0])
    if not sums:
        return ""
    ends = [sums[0]] + ([sums[-1]] if len(sums) > 1 else [])
    return f"{names}: " + ", ".join(f"{line.label} {shown(total, PERCENT)}" for total, line in ends) + "."


def _quadrant(result: Result) -> str:
    return f"{_ranked(result, _series(result, USAGE))} {_ranked(result, _series(result, SATISFACTION))}".strip()


def _allocation(result: Result) -> str:
    now, later = _series(result, OVERALL), _series(result, LATER_OVERALL)
    said = _ranked(result, now)
    return said if later is now else f"{said} {_ranked(result, later)}"


def _change(result: Result) -> str:
    before, after = _series(result, BEFORE), _series(result, AFTER)
    changed = [line for line in _shown(result, after) if line.marked and value_of(line, before) is not None]
    if not changed:
        return f"No line changed clearly from {before.label} to {after.label}."
    unit = unit_of(result, after)
    told = (
        f"{line.label} from {shown(value_of(line, before), unit)} to {shown(value_of(line, after), unit)}"
        for line in changed
    )
    return f"Clearly changed from {before.label} to {after.label}: {', '.join(told)}."


def _places(result: Result) -> str:
    mean = next((one for one in result.series if unit_of(result, one) == "rank"), None)
    return _ranked(result, mean, low_first=True) if mean else _highest(result)


def _cross(result: Result) -> str:
    figures = ((value_of(line, one), line, one) for line in result.lines for one in result.series)
    cells = [(value, line, one) for value, line, one in figures if value is not None]
    if not cells:
        return ""
    value, line, series = max(cells, key=lambda cell: cell[0])
    size = f"{_count(result.lines, 'row')} by {_count(result.series, 'column')}"
    return f"{size}. Largest: {line.label}, {series.label}: {shown(value, unit_of(result, series))}."


def _count(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'s' if len(things) != 1 else ''}"


def _numbers(result: Result) -> str:
    return _ranked(result, _series(result, MEDIAN))


_FORMS: dict[str, Callable[[Result], str]] = {
    LIKERT: _likert,
    QUADRANT: _quadrant,
    ALLOCATION: _allocation,
    CHANGE: _change,
    PLACES: _places,
    CROSS: _cross,
    "numbers": _numbers,
}
