"""Bars from zero, with their intervals: shares of options, counts of respondents."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import Line, Result, Series
from .drawing import UNDER, WIDE, Canvas, Drawing, Key
from .frame import MOST, Frame, Panel, Row, frame, left_out
from .lettering import room
from .scales import Scale, reach
from .values import PERCENT, interval_of, shown, unit_of, value_of

MARKS = ("diamond", "ring", "dot")
"""Shapes of what is shown beside the bars."""
THICK, _MARK = 15.0, 6.0


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw the first series as bars; others of the same unit as marks on them."""
    lines = result.lines[:MOST]
    series, unit = result.series[0], unit_of(result, result.series[0])
    others = [one for one in result.series[1:] if unit_of(result, one) == unit][: len(MARKS)]
    panel = Panel(series.label, after=label_room(lines, series, unit) + (_MARK if others else 0))
    drawn = frame(lines, width, (panel,), THICK)
    scale = axis_from_zero(lines, [series, *others], unit, drawn.panels[0])
    drawn.axis(scale, unit)
    for row in drawn.rows:
        marks = [scale.at(value) + _MARK for one in others if (value := value_of(row.line, one)) is not None]
        bar(drawn, row, series, unit, scale, past=max(marks, default=0.0))
        for other, shape in zip(others, MARKS, strict=False):
            mark(drawn.canvas, row, other, scale, shape, unit)
    return Drawing(drawn.svg(), _legend(series, others, lines), left_out(result.lines))


def label_room(lines: Sequence[Line], series: Series, unit: str) -> float:
    """Return the pixels that the longest figure beside a bar takes."""
    return max((room(shown(value_of(line, series), unit), bold=True) for line in lines), default=0) + 12


def axis_from_zero(lines: Sequence[Line], series: Sequence[Series], unit: str, place: tuple[float, float]) -> Scale:
    """Return an axis from zero that holds all figures of some series, and the ends of their intervals."""
    values = [value for line in lines for one in series if (value := value_of(line, one)) is not None]
    ends = [end for line in lines for one in series for end in interval_of(line, one) or ()]
    top = reach([*values, *ends], 5 if unit == PERCENT else 1e-9, 100 if unit == PERCENT else None)
    return Scale(min([0.0, *values, *ends]), top, *place)


def bar(
    drawn: Frame,
    row: Row,
    series: Series,
    unit: str,
    scale: Scale,
    style: str = "bar",
    panel: int = 0,
    past: float = 0.0,
) -> None:
    """Draw one bar with its interval and its figure, which stands right of ``past``, where marks end."""
    if drawn.missing(row, series, panel):
        return
    value = value_of(row.line, series) or 0.0
    zero, end = scale.at(0), scale.at(value)
    words = shown(value, unit)
    title = f"{row.line.label}: {words}"
    drawn.canvas.box(min(zero, end), row.y - THICK / 2, abs(end - zero), THICK, style, title, 1.5)
    if interval := interval_of(row.line, series):
        low, high = scale.at(interval[0]), scale.at(interval[1])
        drawn.canvas.interval(low, high, row.y, "interval")
        end = max(end, high)
    drawn.canvas.words(max(end, zero, past) + 6, row.y + UNDER, words)


def mark(canvas: Canvas, row: Row, series: Series, scale: Scale, shape: str, unit: str) -> None:
    """Draw a figure as a mark over the bar."""
    value = value_of(row.line, series)
    if value is None:
        return
    x, title = scale.at(value), f"{row.line.label}, {series.label}: {shown(value, unit)}"
    if shape == "diamond":
        canvas.diamond(x, row.y, 5.5, "mark", title)
    else:
        canvas.dot(x, row.y, 4.5, "mark" if shape == "dot" else "mark hollow", title)


def _legend(series: Series, others: Sequence[Series], lines: Sequence[Line]) -> tuple[Key, ...]:
    ranges = any(interval_of(line, series) for line in lines)
    keys: tuple[Key, ...] = (Key("bar", series.label),) if others else ()
    keys += tuple(Key("mark", other.label, shape) for other, shape in zip(others, MARKS, strict=False))
    return keys + ((Key("interval", "95% interval", "interval"),) if ranges else ())
