"""Rankings: how often each item had which place, stacked from the first, and its mean place beside."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import MEAN, PLACE, WORTH, Line, Result, Series
from .drawing import UNDER, WIDE, Drawing, Key
from .frame import MOST, Frame, Panel, Row, frame, left_out
from .lettering import SMALL, room
from .scales import Scale, reach
from .segments import THICK, one_way, row_of
from .values import PERCENT, interval_of, shown, tick, unit_of, value_of

_PARTLY = "partly hidden"


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw the places as segments of one bar from zero, and the mean place in a panel of its own."""
    places = tuple(one for one in result.series if one.id.startswith(PLACE) or one.id.isdigit())
    mean = next((one for one in result.series if one.id == MEAN), None)
    worth = next((one for one in result.series if one.id == WORTH), None)
    side = mean or worth
    lines = result.lines[:MOST]
    panels = [Panel("Share of respondents by place", 2.0, after=16)]
    if side:
        panels.append(
            Panel(f"{side.label} (1 is first)" if side is mean else side.label, after=_room(lines, result, side))
        )
    drawn = frame(lines, width, panels, THICK)
    styles = one_way(len(places))[::-1]
    top = reach([sum(_shares(line, places)) for line in lines], 10)
    scale = Scale(0, top, *drawn.panels[0])
    drawn.axis(scale, PERCENT)
    for row in drawn.rows:
        _bar(drawn, row, places, styles, scale)
    if side:
        _beside(drawn, result, side)
    legend = tuple(Key(style, place.label) for place, style in zip(places, styles, strict=True))
    return Drawing(drawn.svg(), legend, left_out(result.lines))


def _room(lines: Sequence[Line], result: Result, series: Series) -> float:
    """Return the pixels that the longest figure beside a dot takes."""
    unit = unit_of(result, series)
    return max((room(shown(value_of(line, series), unit), SMALL) for line in lines), default=0) + 16


def _shares(line: Line, places: tuple[Series, ...]) -> list[float]:
    return [max(value_of(line, place) or 0.0, 0.0) for place in places]


def _bar(drawn: Frame, row: Row, places: tuple[Series, ...], styles: list[str], scale: Scale) -> None:
    if all(value_of(row.line, place) is None for place in places):
        drawn.missing(row, places[0] if places else "")
        return
    names = [f"{row.line.label}, {place.label}" for place in places]
    pixels = (scale.right - scale.left) / (scale.high - scale.low)
    row_of(drawn.canvas, scale.left, row.y, _shares(row.line, places), styles, names, pixels)
    if any(value_of(row.line, place) is None for place in places):
        end = scale.left + sum(_shares(row.line, places)) * pixels + 5
        if end + room(_PARTLY) <= drawn.canvas.width and end + room(_PARTLY) <= drawn.panels[-1][0] - 10:
            drawn.canvas.words(end, row.y + UNDER, _PARTLY, "absent", title="A place of few respondents is not shown")


def _beside(drawn: Frame, result: Result, series: Series) -> None:
    """Draw the mean place, or the worth, as a dot with its interval."""
    unit = unit_of(result, series)
    found = [end for row in drawn.rows for end in _ends(row.line, series)]
    low = 1.0 if unit == "rank" else 0.0
    scale = Scale(low, reach(found, low + 1), *drawn.panels[1])
    drawn.axis(scale, unit, lambda value, unit: tick(value, ""), 40)
    for row in drawn.rows:
        value = value_of(row.line, series)
        if value is None:
            drawn.missing(row, series, 1)
            continue
        right = scale.at(value) + 5
        if interval := interval_of(row.line, series):
            drawn.canvas.interval(scale.at(interval[0]), scale.at(interval[1]), row.y, "interval")
            right = max(right, scale.at(interval[1]))
        words = shown(value, unit)
        drawn.canvas.dot(scale.at(value), row.y, 4.5, "dot", f"{row.line.label}: {words}")
        drawn.canvas.words(right + 5, row.y + UNDER, words)


def _ends(line: Line, series: Series) -> list[float]:
    value = value_of(line, series)
    return [*([] if value is None else [value]), *(interval_of(line, series) or ())]
