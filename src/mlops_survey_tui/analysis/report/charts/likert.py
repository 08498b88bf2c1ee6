"""Points of a scale as bars of segments: centred on the neutral point, or from zero where a scale has no middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..results import Line, Result, Series
from .drawing import UNDER, WIDE, Drawing, Key
from .frame import MOST, Frame, Panel, Row, frame, left_out
from .scales import Scale, reach
from .segments import THICK, UNKNOWN, both_ways, one_way, row_of
from .values import PERCENT, tick, unit_of, value_of, why_hidden

_TABLE = "in the table only: points are hidden on both sides"


@dataclass(frozen=True, slots=True)
class _Points:
    """The points of the scale: their series, their styles, and the place of the neutral one, -1 without one."""

    series: tuple[Series, ...]
    styles: list[str]
    centre: int


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What is drawn of a line: shares, styles and names from left to right, and the percent left of the middle."""

    shares: list[float]
    styles: list[str]
    names: list[str]
    left: float


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw one bar a line, its segments in the order of the scale."""
    points = _points(result)
    lines = result.lines[:MOST]
    centred = points.centre >= 0
    heading = "Share of answers, centred on the middle of the scale" if centred else "Share of answers"
    drawn = frame(lines, width, (Panel(heading, before=14, after=18),), THICK)
    pieces = {row.line.id: _pieces(row.line, points) for row in drawn.rows}
    scale = _scale([one for one in pieces.values() if one], centred, drawn.panels[0])
    drawn.axis(scale, PERCENT, (lambda value, unit: tick(abs(value), unit)) if centred else tick)
    for row in drawn.rows:
        _bar(drawn, row, points, pieces[row.line.id], scale)
    legend = [Key(style, one.label) for one, style in zip(points.series, points.styles, strict=True)]
    if any(UNKNOWN in one.styles for one in pieces.values() if one):
        legend.append(Key(UNKNOWN, "points that may not be shown, together"))
    return Drawing(drawn.svg(), tuple(legend), left_out(result.lines))


def _points(result: Result) -> _Points:
    series = tuple(one for one in result.series if unit_of(result, one) == PERCENT)
    centre = next((at for at, one in enumerate(series) if one.id == result.centre), -1)
    styles = both_ways(len(series), centre) if centre >= 0 else one_way(len(series))
    return _Points(series, styles, centre)


def _pieces(line: Line, points: _Points) -> _Pieces | None:
    """Return what is drawn of a line, or None where that would be wrong.

    Points that may not be shown are one piece that fills up the whole, in their place if they are neighbours and else
    at the end. Of a centred scale they must lie on one side, for nobody knows how much of them is on which.
    """
    figures = [value_of(line, one) for one in points.series]
    hidden = [at for at, value in enumerate(figures) if value is None]
    if len(hidden) == len(figures):
        return None
    centre = points.centre
    if centre >= 0 and hidden and min(hidden) < centre < max(hidden):
        return None
    order = [at for at, value in enumerate(figures) if value is not None]
    shares = [max(figures[at] or 0.0, 0.0) for at in order]
    styles = [points.styles[at] for at in order]
    names = [f"{line.label}, {points.series[at].label}" for at in order]
    left = sum(share / (2 if at == centre else 1) for at, share in zip(order, shares, strict=True) if at <= centre)
    if hidden:
        rest = max(0.0, 100 - sum(shares))
        first = _place_of(hidden, order, centre)
        shares.insert(first, rest)
        styles.insert(first, UNKNOWN)
        names.insert(first, f"{line.label}, {len(hidden)} points that may not be shown")
        left += rest if centre >= 0 and max(hidden) <= centre else 0.0
    return _Pieces(shares, styles, names, left)


def _place_of(hidden: Sequence[int], order: Sequence[int], centre: int) -> int:
    """Return before which of the shown pieces the hidden ones are drawn."""
    neighbours = hidden[-1] - hidden[0] == len(hidden) - 1
    if neighbours:
        return sum(at < hidden[0] for at in order)
    return 0 if centre >= 0 and hidden[-1] <= centre else len(order)


def _scale(pieces: Sequence[_Pieces], centred: bool, place: tuple[float, float]) -> Scale:
    if not centred:
        return Scale(0, max([100.0, *(sum(one.shares) for one in pieces)]), *place)
    left = reach([one.left for one in pieces], 20)
    right = reach([sum(one.shares) - one.left for one in pieces], 20)
    return Scale(-left, right, *place)


def _bar(drawn: Frame, row: Row, points: _Points, pieces: _Pieces | None, scale: Scale) -> None:
    if pieces is None:
        absent = next((one for one in points.series if value_of(row.line, one) is None), "")
        if all(value_of(row.line, one) is None for one in points.series):
            drawn.missing(row, absent)
        else:
            title = why_hidden(row.line, absent)
            drawn.canvas.words(drawn.panels[0][0] + 4, row.y + UNDER, _TABLE, "absent", title=title)
        return
    pixels = (scale.right - scale.left) / (scale.high - scale.low)
    start = scale.at(-pieces.left)
    row_of(drawn.canvas, start, row.y, pieces.shares, pieces.styles, pieces.names, pixels)
