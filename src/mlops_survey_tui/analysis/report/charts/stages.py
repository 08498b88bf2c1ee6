"""Steps of the work in their order, with a panel for each thing that is measured of them."""

from __future__ import annotations

from ..results import Result
from .bars import THICK, axis_from_zero, bar, label_room
from .drawing import NARROW, WIDE, Drawing, Key
from .frame import MOST, Panel, frame, left_out
from .values import interval_of, unit_of

_STYLES = ("bar", "other")


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw each series as bars in a panel of its own: three at most, two where it is narrow."""
    lines = result.lines[:MOST]
    series = result.series[: 2 if width <= NARROW else 3]
    panels = [Panel(one.label, after=label_room(lines, one, unit_of(result, one))) for one in series]
    drawn = frame(lines, width, panels, THICK)
    for at, one in enumerate(series):
        unit = unit_of(result, one)
        scale = axis_from_zero(lines, [one], unit, drawn.panels[at])
        drawn.axis(scale, unit, apart=52)
        for row in drawn.rows:
            bar(drawn, row, one, unit, scale, _STYLES[at % 2], at)
    ranges = any(interval_of(line, one) for line in lines for one in series)
    legend = (Key("interval", "95% interval", "interval"),) if ranges else ()
    return Drawing(drawn.svg(), legend, left_out(result.lines))
