"""Shares by two facts, as a table whose cells have the stronger colour the larger the share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..results import Line, Result, Series
from .drawing import LEADING, NARROW, UNDER, WIDE, Canvas, Drawing
from .frame import MOST, left_out
from .lettering import SIZE, SMALL, lines_of, room
from .values import base_of, bases_differ, estimate_of, shown, unit_of, value_of, why_hidden

SHADES = 5
_LEAST, _WIDEST = 34.0, 96.0
"""Pixels of a column at least and at most."""
CELL = 26.0
_TALL = 130.0
"""Pixels that the headings of columns may take when they are written upwards."""


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw a row a line and a column a series, with the figure in each cell; turned where that fits better."""
    most = int(width * (1.0 if width <= NARROW else 0.6) // _LEAST)
    result = _turned(result) if len(result.series) > most >= len(result.lines) else result
    shown_columns = replace(result, series=result.series[:most])
    drawn = _draw(shown_columns, width)
    if len(result.series) <= most:
        return drawn
    remark = f"The chart shows {most} of {len(result.series)} columns; the table below has all of them."
    return replace(drawn, remarks=(*drawn.remarks, remark))


def _turned(result: Result) -> Result:
    """Return the result with its series as lines and its lines as series, each with its base."""
    series = tuple(Series(line.id, f"{line.label} (n {base_of(line):,})") for line in result.lines)
    lines = tuple(
        Line(one.id, one.label, {line.id: estimate_of(line, one) for line in result.lines}) for one in result.series
    )
    return replace(result, series=series, lines=lines)


def _draw(result: Result, width: float) -> Drawing:
    canvas, lines, narrow = Canvas(width), result.lines[:MOST], width <= NARROW
    based = bases_differ(lines) and not any("(n " in one.label for one in result.series)
    side = max((room(f"{base_of(line):,}") for line in lines), default=0) + 14 if based else 0
    left = 2.0 if narrow else min(max((room(line.label, SIZE) for line in lines), default=0) + 12, width * 0.34)
    wide = min((width - left - side - 2) / max(len(result.series), 1), _WIDEST)
    top = _headings(canvas, result.series, left, wide)
    if based:
        canvas.words(left + wide * len(result.series) + side, top - 6, "n", "heading", "end")
    steps = _steps(result, lines)
    y = top
    for line in lines:
        y, middle = _row(canvas, result, line, (left, y, wide), steps)
        if based:
            at = left + wide * len(result.series) + side
            canvas.words(at, middle + UNDER, f"{base_of(line):,}", "base", "end")
    remark = ("The stronger the colour of a cell, the larger its figure.",) if steps else ()
    return Drawing(canvas.svg(y + 4), (), (*remark, *left_out(result.lines)))


def _headings(canvas: Canvas, series: Sequence[Series], left: float, wide: float) -> float:
    """Write the headings of columns: across where each word fits, else upwards. Return where the rows begin."""
    words = [word for one in series for word in one.label.split()]
    if max((room(word) for word in words), default=0) <= wide - 6:
        broken = [lines_of(one.label, wide - 6, SMALL) for one in series]
        tall = max((len(lines) for lines in broken), default=1) * LEADING
        for at, lines in enumerate(broken):
            y = SMALL + tall - len(lines) * LEADING
            canvas.paragraph(left + (at + 0.5) * wide, y, lines, "heading", "middle")
        return tall + 8
    return _upwards(canvas, series, left, wide)


def _upwards(canvas: Canvas, series: Sequence[Series], left: float, wide: float) -> float:
    """Write headings from below to above, in as many lines as a column is wide."""
    most = max(1, int(wide // LEADING))
    broken = [lines_of(one.label, _TALL, SMALL, most) for one in series]
    tall = max(room(line) for lines in broken for line in lines)
    for at, lines in enumerate(broken):
        first = left + (at + 0.5) * wide + UNDER - (len(lines) - 1) * LEADING / 2
        for number, line in enumerate(lines):
            canvas.words(first + number * LEADING, tall + 4, line, "heading", title=series[at].label, turn=True)
    return tall + 12


def _steps(result: Result, lines: Sequence[Line]) -> tuple[float, float] | None:
    """Return the smallest and the largest figure, between which the shades lie."""
    values = [value for line in lines for one in result.series if (value := value_of(line, one)) is not None]
    return (min(0.0, *values), max(values)) if values and max(values) > 0 else None


def _row(
    canvas: Canvas, result: Result, line: Line, place: tuple[float, float, float], steps: tuple[float, float] | None
) -> tuple[float, float]:
    """Draw a row; return where it ends and the middle of its cells."""
    left, y, wide = place
    narrow = canvas.width <= NARROW
    label = lines_of(line.label, canvas.width - 4 if narrow else left - 10, SIZE, bold=line.marked)
    style = "label strong" if line.marked else "label"
    tall = len(label) * LEADING
    height = CELL if narrow else max(CELL, tall + 6)
    if narrow:
        canvas.paragraph(2, y + SIZE + 2, label, style, title=line.label)
        y += tall + 5
    else:
        canvas.paragraph(left - 8, y + (height - tall) / 2 + SIZE - 1, label, style, "end", line.label)
    for at, series in enumerate(result.series):
        _cell(canvas, result, line, series, (left + at * wide, y, wide, height), _shade(value_of(line, series), steps))
    return y + height, y + height / 2


def _cell(
    canvas: Canvas, result: Result, line: Line, series: Series, place: tuple[float, float, float, float], shade: str
) -> None:
    x, y, wide, height = place
    value = value_of(line, series)
    words = shown(value, unit_of(result, series))
    title = f"{line.label}, {series.label}: {words if value is not None else why_hidden(line, series)}"
    canvas.box(x + 0.5, y + 0.5, wide - 1, height - 1, shade, title)
    said = words if room(words) <= wide else words.rstrip("%")
    canvas.words(x + wide / 2, y + height / 2 + UNDER, said, f"on {shade}", "middle")


def _shade(value: float | None, steps: tuple[float, float] | None) -> str:
    if value is None:
        return "heat0"
    low, high = steps or (0.0, 1.0)
    return f"heat{1 + min(SHADES - 1, int(SHADES * (value - low) / ((high - low) or 1.0)))}"
