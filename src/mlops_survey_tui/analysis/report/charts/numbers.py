"""Quantiles of numbers: a mark at the median, a bar between the quartiles; logarithmic where figures lie far apart."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import MEDIAN, QUARTER, THREE_QUARTERS, Line, Result
from .drawing import UNDER, WIDE, Drawing, Key
from .frame import MOST, Frame, Panel, Row, frame, left_out
from .lettering import SMALL, room
from .scales import Scale, reach
from .values import interval_of, shown, unit_of, value_of

_IDS = ("p10", QUARTER, MEDIAN, THREE_QUARTERS, "p90")
_FAR = 30.0
"""How many times the least figure the largest must be for a logarithmic axis."""


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw median and quartiles of each line."""
    lines = result.lines[:MOST]
    median = next((one for one in result.series if one.id == MEDIAN), result.series[0])
    unit = unit_of(result, median)
    after = max((room(shown(value_of(line, median), unit), SMALL) for line in lines), default=0) + 10
    drawn = frame(
        lines,
        width,
        (Panel(f"Median and quartiles{f', {unit}' if unit not in ('', 'number') else ''}", 1, 6, after),),
        16,
    )
    scale = _scale(lines, drawn.panels[0])
    drawn.axis(scale, unit)
    for row in drawn.rows:
        _box(drawn, row, scale, unit)
    remarks = left_out(result.lines)
    if scale.logarithmic:
        remarks = ("The axis is logarithmic: the same distance is the same ratio.", *remarks)
    return Drawing(drawn.svg(), _legend(lines), remarks)


def _scale(lines: Sequence[Line], place: tuple[float, float]) -> Scale:
    values = [value for line in lines for one in _IDS if (value := value_of(line, one)) is not None]
    ends = [*values, *(end for line in lines for end in interval_of(line, MEDIAN) or ())]
    least, most = min(ends, default=0.0), max(ends, default=1.0)
    if least > 0 and most / least >= _FAR:
        return Scale(least / 1.15, most * 1.15, *place, logarithmic=True)
    return Scale(min(0.0, least), reach(ends, 1e-9), *place)


def _box(drawn: Frame, row: Row, scale: Scale, unit: str) -> None:
    if drawn.missing(row, MEDIAN):
        return
    canvas, (tenth, quarter, _, three, ninety) = drawn.canvas, (value_of(row.line, one) for one in _IDS)
    middle = value_of(row.line, MEDIAN) or 0.0
    right = scale.at(middle) + 6
    if tenth is not None and ninety is not None:
        canvas.line(scale.at(tenth), row.y, scale.at(ninety), row.y, "same stroke")
        right = max(right, scale.at(ninety))
    if quarter is not None and three is not None:
        left, end = scale.at(quarter), scale.at(three)
        title = f"{row.line.label}: half of the answers from {shown(quarter, unit)} to {shown(three, unit)}"
        canvas.box(left, row.y - 6, max(end - left, 1), 12, "range", title, 2)
        right = max(right, end)
    canvas.diamond(scale.at(middle), row.y, 6.5, "mark", f"{row.line.label}: median {shown(middle, unit)}")
    canvas.words(right + 5, row.y + UNDER, shown(middle, unit))


def _legend(lines: Sequence[Line]) -> tuple[Key, ...]:
    keys = (Key("mark", "Median (the figure beside it)", "diamond"), Key("range", "Middle half of the answers"))
    tails = any(value_of(line, "p10") is not None for line in lines)
    return (*keys, Key("same", "From the lowest to the highest tenth", "line")) if tails else keys
