"""Parts of a whole: the mean split as a stacked bar now and one later, then each part with who has any of it.

Where there is room, the mean among those who have any stands beside, so that the three figures are read together.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..results import AMONG, ANY, LATER_AMONG, LATER_ANY, LATER_OVERALL, OVERALL, Line, Result, Series
from .drawing import LEADING, NARROW, UNDER, WIDE, Drawing, Key
from .frame import MOST, Frame, Panel, Row, frame, left_out
from .lettering import SMALL, lines_of, room
from .scales import Scale, reach
from .segments import THICK, letter, part, row_of
from .values import PERCENT, interval_of, shown, value_of

BAR = 9.0
_ROLES = {
    "now": (OVERALL, "now"),
    "later": (LATER_OVERALL, "later"),
    "any": (ANY, LATER_ANY),
    "among": (AMONG, LATER_AMONG),
}
_STYLES = ("now", "later")


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw the stacked bars over rows of a part each: its mean now and later, and the share of those with any."""
    now, later, some, among = (_named(result, role) for role in _ROLES)
    beside = [one for one in ((some,) if width <= NARROW else (some, among)) if one]
    splits = [one for one in (now, later) if one] or [result.series[0]]
    lines = tuple(_lettered(line, at) for at, line in enumerate(result.lines[:MOST]))
    side = room("100%", SMALL) + 8
    panels = [Panel("Mean share of the whole", 1.4, after=side), *(Panel(one.label, 1.0, after=side) for one in beside)]
    above = len(splits) * (THICK + LEADING + 12) + 14
    drawn = frame(lines, width, panels, 2 * BAR + 3, above)
    _stacks(drawn, result, splits)
    _means(drawn, lines, splits)
    for at, one in enumerate(beside, start=1):
        _beside(drawn, lines, one, at)
    legend = (
        tuple(Key(style, one.label) for style, one in zip(_STYLES, splits, strict=False)) if len(splits) > 1 else ()
    )
    ranges = any(interval_of(line, one) for line in lines for one in splits)
    return Drawing(
        drawn.svg(),
        (*legend, *((Key("interval", "95% interval", "interval"),) if ranges else ())),
        left_out(result.lines),
    )


def _named(result: Result, role: str) -> Series | None:
    return next((one for one in result.series if one.id in _ROLES[role]), None)


def _lettered(line: Line, at: int) -> Line:
    return Line(line.id, f"{letter(at)}  {line.label}", line.estimates, line.note, line.marked)


def _stacks(drawn: Frame, result: Result, splits: Sequence[Series]) -> None:
    """Draw one bar of 100 percent a split; its parts have letters, which the rows below explain."""
    width = drawn.canvas.width
    for at, split in enumerate(splits):
        y = at * (THICK + LEADING + 12)
        shares = [max(value_of(line, split) or 0.0, 0.0) for line in result.lines]
        whole = "all parts, 100%" if sum(shares) > 99 else f"the parts shown, {sum(shares):.0f}%"
        heading = lines_of(f"{split.label}: {whole}", width - 6, SMALL, 1)
        drawn.canvas.paragraph(2, y + SMALL, heading, "heading")
        styles = [part(number) for number in range(len(shares))]
        letters = [letter(number) for number in range(len(shares))]
        names = [f"{letters[number]} {line.label}" for number, line in enumerate(result.lines)]
        pixels = (width - 4) / max(sum(shares), 100)
        row_of(drawn.canvas, 2, y + LEADING + 4 + THICK / 2, shares, styles, names, pixels, letters)


def _means(drawn: Frame, lines: Sequence[Line], splits: Sequence[Series]) -> None:
    ends = [
        end for line in lines for one in splits for end in (value_of(line, one) or 0, *(interval_of(line, one) or ()))
    ]
    scale = Scale(0, reach(ends, 5, 100), *drawn.panels[0])
    drawn.axis(scale, PERCENT, apart=48)
    for row in drawn.rows:
        for at, series in enumerate(splits):
            y = row.y + (at - (len(splits) - 1) / 2) * (BAR + 5)
            style = _STYLES[at] if len(splits) > 1 else "bar"
            _thin(drawn, Row(row.line, y), series, scale, style)


def _thin(drawn: Frame, row: Row, series: Series, scale: Scale, style: str, panel: int = 0) -> None:
    if drawn.missing(row, series, panel):
        return
    value = value_of(row.line, series) or 0.0
    words, end = shown(value, PERCENT), scale.at(value)
    drawn.canvas.box(
        scale.left, row.y - BAR / 2, end - scale.left, BAR, style, f"{row.line.label}, {series.label}: {words}"
    )
    if interval := interval_of(row.line, series):
        drawn.canvas.interval(scale.at(interval[0]), scale.at(interval[1]), row.y, "interval", 2.5)
        end = max(end, scale.at(interval[1]))
    drawn.canvas.words(end + 5, row.y + UNDER, words)


def _beside(drawn: Frame, lines: Sequence[Line], series: Series, panel: int) -> None:
    scale = Scale(0, reach([value_of(line, series) or 0.0 for line in lines], 10, 100), *drawn.panels[panel])
    drawn.axis(scale, PERCENT, apart=40)
    for row in drawn.rows:
        _thin(drawn, row, series, scale, "bar", panel)
