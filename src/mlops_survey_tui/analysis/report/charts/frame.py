"""The frame of charts in rows: labels beside the rows, or above them where it is narrow, panels, axes and bases.

Every form that compares lines is drawn in it, so that labels, bases and axes are in the same place everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..results import Line, Series
from .drawing import LEADING, NARROW, UNDER, Canvas
from .lettering import SIZE, SMALL, lines_of, room
from .scales import Scale
from .values import base_of, bases_differ, tick, value_of, why_hidden

MOST = 30
"""Lines that a chart draws; what is beyond is in the table."""
GAP = 28.0
"""Pixels between two panels."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What is drawn beside the labels: its heading, its share of the width, pixels kept at its sides for figures."""

    heading: str = ""
    share: float = 1.0
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """Where a line is drawn: ``y`` is the middle of its bar."""

    line: Line
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The room that is left for bars: rows, the left and right pixel of each panel, top and bottom."""

    canvas: Canvas
    rows: tuple[Row, ...]
    panels: tuple[tuple[float, float], ...]
    top: float
    bottom: float
    height: float
    bar: float

    def axis(self, scale: Scale, unit: str, name: Callable[[float, str], str] = tick, apart: float = 64) -> None:
        """Draw the axis of a panel: hair lines behind the rows, and figures below."""
        for mark, words in _fitting(scale, unit, name, apart):
            x = scale.at(mark)
            for top, bottom in self._stretches():
                self.canvas.line(x, top, x, bottom, "zero" if mark == 0 else "grid")
            half = room(words) / 2
            at = min(max(x, half + 1), self.canvas.width - half - 1)
            self.canvas.words(at, self.bottom + SMALL + 4, words, "axis", "middle")

    def _stretches(self) -> list[tuple[float, float]]:
        """Return where hair lines are drawn: from top to bottom, or only behind the bars where labels stand between."""
        if self.canvas.width > NARROW:
            return [(self.top, self.bottom)]
        half = self.bar / 2 + 3
        return [(row.y - half, row.y + half) for row in self.rows]

    def missing(self, row: Row, series: Series | str, panel: int = 0) -> bool:
        """Say in place of the bar why a line has no figure; return whether that was so."""
        if value_of(row.line, series) is not None:
            return False
        left, right = self.panels[panel]
        words = why_hidden(row.line, series)
        if room(words) > right - left:
            words = "not shown"
        self.canvas.words(left + 4, row.y + UNDER, words, "absent", title=why_hidden(row.line, series))
        return True

    def svg(self) -> str:
        """Return the picture."""
        return self.canvas.svg(self.height)


def frame(
    lines: Sequence[Line], width: float, panels: Sequence[Panel] = (Panel(),), bar: float = 16, above: float = 0
) -> Frame:
    """Lay out lines one below the other and draw their labels, bases and the headings of the panels.

    ``above`` keeps pixels free at the top, for something that is drawn over all rows.
    """
    canvas = Canvas(width)
    narrow = width <= NARROW
    based = bases_differ(lines)
    bases = max((room(_base(line, narrow)) for line in lines), default=0) + 10 if based else 0
    column = 0.0 if narrow else _column(lines, width)
    right = width - (0 if narrow else bases) - 4
    places = _places(panels, 4 if narrow else column + 12, right, GAP if not narrow else 18)
    top = above + _headings(canvas, panels, places, above)
    if based and not narrow:
        canvas.words(width - 2, top - 8, "n", "heading", "end")
    rows, bottom = _rows(canvas, lines, top, column if not narrow else width - bases - 4, narrow, bar, based)
    axis = tuple((left + panel.before, end - panel.after) for panel, (left, end) in zip(panels, places, strict=True))
    return Frame(canvas, rows, axis, top, bottom, bottom + SMALL + 12, bar)


def _column(lines: Sequence[Line], width: float) -> float:
    widest = max((room(line.label, SIZE, line.marked) for line in lines), default=0)
    return min(max(widest + 2, 60), width * 0.36)


def _places(panels: Sequence[Panel], left: float, right: float, gap: float) -> list[tuple[float, float]]:
    free = right - left - gap * (len(panels) - 1)
    total = sum(panel.share for panel in panels)
    places = []
    for panel in panels:
        places.append((left, left + free * panel.share / total))
        left = places[-1][1] + gap
    return places


def _headings(canvas: Canvas, panels: Sequence[Panel], places: Sequence[tuple[float, float]], above: float) -> float:
    """Write the headings of the panels and return how much room they take."""
    written = [
        lines_of(panel.heading, right - left, SMALL) for panel, (left, right) in zip(panels, places, strict=True)
    ]
    tallest = max(len(lines) for lines in written)
    for lines, (left, _) in zip(written, places, strict=True):
        canvas.paragraph(left, above + SMALL + (tallest - len(lines)) * LEADING, lines, "heading")
    return tallest * LEADING + 8


def _rows(
    canvas: Canvas, lines: Sequence[Line], y: float, column: float, narrow: bool, bar: float, based: bool
) -> tuple[tuple[Row, ...], float]:
    rows = []
    for line in lines:
        label = lines_of(line.label, column, SIZE, bold=line.marked)
        style = "label strong" if line.marked else "label"
        tall = len(label) * LEADING
        if narrow:
            canvas.paragraph(2, y + SIZE, label, style, title=line.label)
            middle, height = y + tall + 4 + bar / 2, tall + bar + 14
        else:
            height = max(bar + 10, tall + 8)
            middle = y + height / 2
            canvas.paragraph(column, middle - tall / 2 + SIZE - 1, label, style, "end", line.label)
        if based:
            at = y + SIZE if narrow else middle + UNDER
            canvas.words(canvas.width - 2, at, _base(line, narrow), "base", "end")
        rows.append(Row(line, middle))
        y += height
    return tuple(rows), y + 2


def _fitting(scale: Scale, unit: str, name: Callable[[float, str], str], apart: float) -> list[tuple[float, str]]:
    """Return the marks of an axis with their words, so far apart that the words do not touch."""
    while True:
        marks = [(mark, name(mark, unit)) for mark in scale.marks(apart)]
        widest = max((room(words) for _, words in marks), default=0) + 6
        places = [scale.at(mark) for mark, _ in marks]
        if all(abs(after - before) >= widest for before, after in pairwise(places)):
            return marks
        apart *= 1.4


def _base(line: Line, narrow: bool) -> str:
    return f"n {base_of(line):,}" if narrow else f"{base_of(line):,}"


def left_out(lines: Sequence[Line], most: int = MOST) -> tuple[str, ...]:
    """Return the remark on lines that are only in the table."""
    if len(lines) <= most:
        return ()
    return (f"The chart shows {most} of {len(lines)} lines; the table below has all of them.",)
