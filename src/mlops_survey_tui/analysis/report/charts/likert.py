"""Points of a scale as bars of segments: centred on the neutral point, or from zero where a scale has no middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..results import Line, Result, Series
from .drawing import WIDE, Drawing, Key
from .frame import MOST, Frame, Panel, Row, frame, left_out
from .scales import Scale, reach
from .segments import THICK, both_ways, one_way, row_of
from .values import PERCENT, tick, unit_of, value_of


@dataclass(frozen=True, slots=True)
class _Points:
    series: tuple[Series, ...]
    styles: list[str]
    centre: int

    def shares(self, line: Line) -> list[float]:
        return [max(value_of(line, one) or 0.0, 0.0) for one in self.series]

    def left(self, line: Line) -> float:
        """Percent to the left of the middle of the neutral point."""
        shares = self.shares(line)
        return sum(shares[: self.centre]) + shares[self.centre] / 2 if self.centre >= 0 else 0.0


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw one bar a line, its segments in the order of the scale."""
    points = _points(result)
    lines = result.lines[:MOST]
    centred = points.centre >= 0
    heading = "Share of answers, centred on the middle of the scale" if centred else "Share of answers"
    drawn = frame(lines, width, (Panel(heading, before=14, after=18),), THICK)
    scale = _scale(lines, points, drawn.panels[0])
    drawn.axis(scale, PERCENT, (lambda value, unit: tick(abs(value), unit)) if centred else tick)
    for row in drawn.rows:
        _bar(drawn, row, points, scale)
    legend = tuple(Key(style, one.label) for one, style in zip(points.series, points.styles, strict=True))
    return Drawing(drawn.svg(), legend, left_out(result.lines))


def _points(result: Result) -> _Points:
    series = tuple(one for one in result.series if unit_of(result, one) == PERCENT)
    centre = next((at for at, one in enumerate(series) if one.id == result.centre), -1)
    styles = both_ways(len(series), centre) if centre >= 0 else one_way(len(series))
    return _Points(series, styles, centre)


def _scale(lines: Sequence[Line], points: _Points, place: tuple[float, float]) -> Scale:
    if points.centre < 0:
        return Scale(0, max([100.0, *(sum(points.shares(line)) for line in lines)]), *place)
    left = reach([points.left(line) for line in lines], 20)
    right = reach([sum(points.shares(line)) - points.left(line) for line in lines], 20)
    return Scale(-left, right, *place)


def _bar(drawn: Frame, row: Row, points: _Points, scale: Scale) -> None:
    shown = [one for one in points.series if value_of(row.line, one) is not None]
    if not shown:
        drawn.missing(row, points.series[0] if points.series else "")
        return
    names = [f"{row.line.label}, {one.label}" for one in points.series]
    pixels = (scale.right - scale.left) / (scale.high - scale.low)
    start = scale.at(-points.left(row.line))
    row_of(drawn.canvas, start, row.y, points.shares(row.line), points.styles, names, pixels)
