"""Best-worst scores: a dot with its interval, and how often an item was called the most and the least, back to back."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import BEST, SCORE, WORST, Line, Result, Series
from .drawing import UNDER, WIDE, Drawing, Key
from .frame import MOST, Frame, Panel, frame, left_out
from .lettering import SMALL, room
from .scales import Scale, reach
from .values import PERCENT, interval_of, shown, tick, unit_of, value_of

THICK = 15.0


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw the scores in one panel, and best against worst in another where they are given."""
    by_id = {one.id: one for one in result.series}
    score = by_id.get(SCORE, result.series[0])
    best, worst = by_id.get(BEST), by_id.get(WORST)
    lines = result.lines[:MOST]
    panels = [Panel(score.label, 1.2, after=room("−0.88", SMALL) + 8)]
    if best and worst:
        side = room("88%", SMALL) + 8
        panels.append(Panel("Share of times shown", 1.0, side, side))
    drawn = frame(lines, width, panels, THICK)
    _scores(drawn, lines, score, unit_of(result, score))
    legend = [Key("interval", "95% interval", "interval")] if any(interval_of(line, score) for line in lines) else []
    if best and worst:
        _back_to_back(drawn, lines, best, worst)
        legend = [Key("down", worst.label), Key("up", best.label), *legend]
    return Drawing(drawn.svg(), tuple(legend), left_out(result.lines))


def _scores(drawn: Frame, lines: Sequence[Line], series: Series, unit: str) -> None:
    scale = _axis(lines, series, unit, drawn.panels[0])
    drawn.axis(scale, unit, lambda value, unit: tick(value, unit if unit == PERCENT else ""), 40)
    for row in drawn.rows:
        value = value_of(row.line, series)
        if value is None:
            drawn.missing(row, series)
            continue
        x = right = scale.at(value)
        if interval := interval_of(row.line, series):
            drawn.canvas.interval(scale.at(interval[0]), scale.at(interval[1]), row.y, "interval")
            right = scale.at(interval[1])
        words = shown(value, unit)
        drawn.canvas.dot(x, row.y, 5, "dot", f"{row.line.label}: {words}")
        drawn.canvas.words(max(right, x + 5) + 5, row.y + UNDER, words)


def _axis(lines: Sequence[Line], series: Series, unit: str, place: tuple[float, float]) -> Scale:
    """Return an axis that holds all scores and zero, and reaches equally far to both sides where both occur."""
    ends = [
        end for line in lines for end in (value_of(line, series), *(interval_of(line, series) or ())) if end is not None
    ]
    high = reach([abs(end) for end in ends], 0.1 if unit != PERCENT else 5)
    return Scale(-high if min(ends, default=0) < 0 else 0, high, *place)


def _back_to_back(drawn: Frame, lines: Sequence[Line], best: Series, worst: Series) -> None:
    high = reach([value_of(line, one) or 0.0 for line in lines for one in (best, worst)], 10, 100)
    scale = Scale(-high, high, *drawn.panels[1])
    drawn.axis(scale, PERCENT, lambda value, unit: tick(abs(value), unit), 52)
    for row in drawn.rows:
        for series, sign, style in ((worst, -1, "down"), (best, 1, "up")):
            value = value_of(row.line, series)
            if value is None:
                continue
            zero, end = scale.at(0), scale.at(sign * value)
            words = shown(value, PERCENT)
            title = f"{row.line.label}, {series.label}: {words}"
            drawn.canvas.box(min(zero, end), row.y - THICK / 2, abs(end - zero), THICK, style, title)
            anchor = "end" if sign < 0 else "start"
            drawn.canvas.words(end + sign * 5, row.y + UNDER, words, "value", anchor)
