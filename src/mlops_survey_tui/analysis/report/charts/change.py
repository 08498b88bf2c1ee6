"""Two editions: a ring before, a disc after, the difference with its interval; only clear changes have colour."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import AFTER, BEFORE, DIFFERENCE, Line, Result, Series
from .bars import axis_from_zero
from .drawing import UNDER, WIDE, Drawing, Key
from .frame import MOST, Frame, Panel, frame, left_out
from .lettering import SMALL, room
from .scales import Scale, reach
from .values import POINTS, interval_of, shown, tick, unit_of, value_of


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw both editions on one axis, and their difference on another that has its zero in the middle."""
    by_id = {one.id: one for one in result.series}
    before, after = by_id.get(BEFORE, result.series[0]), by_id.get(AFTER, result.series[-1])
    difference = by_id.get(DIFFERENCE)
    lines = result.lines[:MOST]
    panels = [Panel(f"{before.label} and {after.label}", 1.3, 8, 14)]
    if difference:
        heading = difference.label if "point" in difference.label else f"{difference.label} in points"
        panels.append(Panel(heading, 1.0, before=8, after=_room(lines, difference)))
    drawn = frame(lines, width, panels, 16)
    _editions(drawn, lines, before, after, unit_of(result, after))
    if difference:
        _differences(drawn, lines, difference)
    return Drawing(drawn.svg(), _legend(before, after), left_out(result.lines))


def _room(lines: Sequence[Line], series: Series) -> float:
    """Return the pixels that the longest difference takes, with its sign."""
    longest = max((room(shown(value_of(line, series), POINTS), SMALL, bold=True) for line in lines), default=0)
    return longest + room(" ▲", SMALL, bold=True) + 12


def style_of(line: Line) -> str:
    """Return the colour of a line: that of its direction if it clearly changed, else none."""
    change = value_of(line, DIFFERENCE)
    if change is None:
        first, last = value_of(line, BEFORE), value_of(line, AFTER)
        change = last - first if first is not None and last is not None else 0.0
    return "same" if not line.marked or change == 0 else "up" if change > 0 else "down"


def _editions(drawn: Frame, lines: Sequence[Line], before: Series, after: Series, unit: str) -> None:
    scale = axis_from_zero(lines, [before, after], unit, drawn.panels[0])
    drawn.axis(scale, unit, apart=52)
    for row in drawn.rows:
        first, last = value_of(row.line, before), value_of(row.line, after)
        style = style_of(row.line)
        if first is None and last is None:
            drawn.missing(row, after)
            continue
        if first is not None and last is not None:
            drawn.canvas.line(scale.at(first), row.y, scale.at(last), row.y, f"{style} stroke")
        if first is not None:
            title = f"{row.line.label}, {before.label}: {shown(first, unit)}"
            drawn.canvas.dot(scale.at(first), row.y, 5, f"{style} hollow", title)
        if last is not None:
            drawn.canvas.dot(scale.at(last), row.y, 5, style, f"{row.line.label}, {after.label}: {shown(last, unit)}")


def _differences(drawn: Frame, lines: Sequence[Line], series: Series) -> None:
    ends = [abs(end) for line in lines for end in (value_of(line, series) or 0.0, *(interval_of(line, series) or ()))]
    high = reach(ends, 2)
    scale = Scale(-high, high, *drawn.panels[1])
    drawn.axis(scale, POINTS, tick, 36)
    for row in drawn.rows:
        value = value_of(row.line, series)
        if value is None:
            if series.id in row.line.estimates:
                drawn.missing(row, series, 1)
            continue
        style, right = style_of(row.line), scale.at(value) + 4
        if interval := interval_of(row.line, series):
            drawn.canvas.interval(scale.at(interval[0]), scale.at(interval[1]), row.y, f"interval {style}line")
            right = max(right, scale.at(interval[1]))
        words = shown(value, POINTS)
        drawn.canvas.dot(scale.at(value), row.y, 4, style, f"{row.line.label}: {words}")
        arrow = {"up": " ▲", "down": " ▼"}.get(style, "")
        drawn.canvas.words(right + 5, row.y + UNDER, words + arrow, "value strong" if arrow else "value")


def _legend(before: Series, after: Series) -> tuple[Key, ...]:
    return (
        Key("same hollow", before.label, "ring"),
        Key("same", after.label, "dot"),
        Key("up", "clearly more", "dot", "▲"),
        Key("down", "clearly less", "dot", "▼"),
        Key("same", "no clear change", "dot"),
        Key("interval", "95% interval", "interval"),
    )
