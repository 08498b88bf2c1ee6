"""Counts of respondents as bars, with their share beside the count."""

from __future__ import annotations

from ..results import Result
from .bars import THICK, axis_from_zero, label_room
from .drawing import UNDER, WIDE, Drawing
from .frame import MOST, Panel, frame, left_out
from .lettering import room
from .values import PERCENT, shown, unit_of, value_of


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw the first series as bars; write a share, if there is one, behind the count."""
    lines = result.lines[:MOST]
    series, unit = result.series[0], unit_of(result, result.series[0])
    share = next((one for one in result.series[1:] if unit_of(result, one) == PERCENT), None)
    behind = room(" · 100%") if share else 0
    drawn = frame(lines, width, (Panel(series.label, after=label_room(lines, series, unit) + behind),), THICK)
    scale = axis_from_zero(lines, [series], unit, drawn.panels[0])
    drawn.axis(scale, "")
    for row in drawn.rows:
        if drawn.missing(row, series):
            continue
        value = value_of(row.line, series) or 0.0
        words = shown(value, unit)
        if share and (part := value_of(row.line, share)) is not None:
            words += f" · {shown(part, PERCENT)}"
        end = scale.at(value)
        drawn.canvas.box(
            scale.left, row.y - THICK / 2, end - scale.left, THICK, "bar", f"{row.line.label}: {words}", 1.5
        )
        drawn.canvas.words(end + 6, row.y + UNDER, words)
    return Drawing(drawn.svg(), remarks=left_out(result.lines))
