"""Shares by two facts, as a table whose cells are the darker the larger the share."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import Line, Result, Series
from .drawing import LEADING, NARROW, UNDER, WIDE, Canvas, Drawing
from .frame import MOST, left_out
from .lettering import SIZE, SMALL, lines_of, room
from .values import base_of, bases_differ, shown, unit_of, value_of, why_hidden

SHADES = 5
CELL = 26.0
_TALL = 130.0
"""Pixels that the headings of columns may take when they are written upwards."""


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw a row a line and a column a series, with the figure in each cell."""
    canvas, lines, narrow = Canvas(width), result.lines[:MOST], width <= NARROW
    based = bases_differ(lines)
    side = max((room(f"{base_of(line):,}") for line in lines), default=0) + 14 if based else 0
    left = 2.0 if narrow else min(max((room(line.label, SIZE) for line in lines), default=0) + 12, width * 0.34)
    wide = (width - left - side - 2) / max(len(result.series), 1)
    top = _headings(canvas, result.series, left, wide)
    if based:
        canvas.words(width - 2, top - 6, "n", "heading", "end")
    steps = _steps(result, lines)
    y = top
    for line in lines:
        y = _row(canvas, result, line, (left, y, wide), steps, narrow)
        if based:
            canvas.words(width - 2, y - CELL / 2 + UNDER, f"{base_of(line):,}", "base", "end")
    remark = "The darker a cell, the larger its figure." if steps else ""
    return Drawing(canvas.svg(y + 4), (), (*((remark,) if remark else ()), *left_out(result.lines)))


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
    canvas: Canvas, result: Result, line: Line, place: tuple[float, float, float],
    steps: tuple[float, float] | None, narrow: bool,
) -> float:  # fmt: skip
    left, y, wide = place
    label = lines_of(line.label, canvas.width - 4 if narrow else left - 10, SIZE)
    style = "label strong" if line.marked else "label"
    tall = len(label) * LEADING
    if narrow:
        canvas.paragraph(2, y + SIZE + 2, label, style, title=line.label)
        y += tall + 5
    height = CELL if narrow else max(CELL, tall + 6)
    if not narrow:
        canvas.paragraph(left - 8, y + (height - tall) / 2 + SIZE - 1, label, style, "end", line.label)
    for at, series in enumerate(result.series):
        value, x = value_of(line, series), left + at * wide
        words = shown(value, unit_of(result, series))
        title = f"{line.label}, {series.label}: {words if value is not None else why_hidden(line, series)}"
        shade = _shade(value, steps)
        canvas.box(x + 0.5, y + 0.5, wide - 1, height - 1, shade, title)
        said = words if room(words) <= wide else shown(value, "").removesuffix(".0") if value is not None else "–"
        canvas.words(x + wide / 2, y + height - CELL / 2 + UNDER if narrow else y + height / 2 + UNDER,
                     said, f"on {shade}", "middle")  # fmt: skip
    return y + height


def _shade(value: float | None, steps: tuple[float, float] | None) -> str:
    if value is None:
        return "heat0"
    low, high = steps or (0.0, 1.0)
    return f"heat{1 + min(SHADES - 1, int(SHADES * (value - low) / ((high - low) or 1.0)))}"
