"""Use against satisfaction: a disc a tool, the larger the more ratings, with an arrow from its place of last year."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ..results import BEFORE, SATISFACTION, USAGE, Line, Result, Series
from .drawing import LEADING, NARROW, UNDER, WIDE, Canvas, Drawing, Key, number
from .lettering import SMALL, lines_of, room
from .placing import Box, Point, place
from .scales import Scale, reach
from .values import PERCENT, estimate_of, interval_of, shown, tick, unit_of, value_of

_FEW = 75
"""Ratings below which the interval is drawn instead of a point."""
_LABEL = 40
"""Labels that are tried at most, those with most users first."""
_CORNERS = ("few users, content", "many users, content", "few users, less content", "many users, less content")
_SHORT_CORNERS = ("few, content", "many, content", "few, less content", "many, less content")


@dataclass(frozen=True, slots=True)
class _Plane:
    """The two axes and what they measure."""

    across: Scale
    up: Scale
    usage: Series
    satisfaction: Series
    unit: str

    def at(self, line: Line, suffix: str = "") -> tuple[float, float] | None:
        """Return the pixels of a line, if both of its figures may be shown."""
        usage, liked = value_of(line, self.usage.id + suffix), value_of(line, self.satisfaction.id + suffix)
        return None if usage is None or liked is None else (self.across.at(usage), self.up.at(liked))


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw the lines that have both figures; name the others in the remarks."""
    usage, satisfaction = _axes_of(result)
    plotted = [
        line for line in result.lines if value_of(line, usage) is not None and value_of(line, satisfaction) is not None
    ]
    plotted.sort(key=lambda line: -(value_of(line, usage) or 0.0))
    canvas = Canvas(width)
    height = 470.0 if width > NARROW else 400.0
    top = _heading(canvas, result, satisfaction)
    plane = _plane(result, plotted, (usage, satisfaction), (50, width - 20, top + 22, height - 62))
    _grid(canvas, plane, height)
    _middles(canvas, plane, plotted)
    _arrows(canvas, plane, plotted)
    numbered = _discs(canvas, plane, plotted, width)
    return Drawing(canvas.svg(height), _legend(result, plotted, satisfaction), _remarks(result, plotted, numbered))


def _axes_of(result: Result) -> tuple[Series, Series]:
    by_id = {one.id: one for one in result.series}
    return by_id.get(USAGE, result.series[0]), by_id.get(SATISFACTION, result.series[-1])


def _heading(canvas: Canvas, result: Result, satisfaction: Series) -> float:
    words = f"↑ {satisfaction.label}"
    if len(result.ends) == 2 and unit_of(result, satisfaction) == "mean":
        words += f" (scale from 1, {result.ends[0]}, to {result.ends[1]})"
    lines = lines_of(words, canvas.width - 4, SMALL)
    canvas.paragraph(2, SMALL, lines, "heading")
    return len(lines) * LEADING + 4


def _plane(
    result: Result, lines: Sequence[Line], series: tuple[Series, Series], place: tuple[float, float, float, float]
) -> _Plane:
    usage, satisfaction = series
    unit = unit_of(result, satisfaction)
    left, right, top, bottom = place
    befores = (f"{usage.id}_{BEFORE}", f"{satisfaction.id}_{BEFORE}")
    used = [value_of(line, one) or 0.0 for line in lines for one in (usage.id, befores[0])]
    liked = [
        end for line in lines
        for end in (value_of(line, satisfaction), value_of(line, befores[1]), *_shown_interval(line, satisfaction))
        if end is not None
    ]  # fmt: skip
    step = 10.0 if unit == PERCENT else 0.5
    low = math.floor((min(liked, default=1.0) - step / 4) / step) * step
    high = math.ceil((max(liked, default=5.0) + step / 4) / step) * step
    across = Scale(0, reach(used, 5, 100), left, right)
    return _Plane(across, Scale(low, high, bottom, top), usage, satisfaction, unit)


def _grid(canvas: Canvas, plane: _Plane, height: float) -> None:
    across, up = plane.across, plane.up
    for mark in across.marks(52):
        x = across.at(mark)
        canvas.line(x, up.right, x, up.left, "grid")
        canvas.words(x, up.left + SMALL + 22, tick(mark, PERCENT), "axis", "middle")
    for mark in up.marks(44):
        y = up.at(mark)
        canvas.line(across.left, y, across.right, y, "grid")
        canvas.words(across.left - 8, y + UNDER, tick(mark, plane.unit if plane.unit == PERCENT else ""), "axis", "end")
    canvas.words(across.right, height - 6, f"{plane.usage.label} →", "heading", "end")


def _middles(canvas: Canvas, plane: _Plane, lines: Sequence[Line]) -> None:
    """Draw the medians of both figures, which divide the plane in four, and name the quarters outside of the plot."""
    if len(lines) < 4:
        return
    across, up = plane.across, plane.up
    x = across.at(median(value_of(line, plane.usage) or 0.0 for line in lines))
    y = up.at(median(value_of(line, plane.satisfaction) or 0.0 for line in lines))
    canvas.line(x, up.right, x, up.left, "half")
    canvas.line(across.left, y, across.right, y, "half")
    names = _CORNERS if room("".join(_CORNERS[2:])) + 12 < across.right - across.left else _SHORT_CORNERS
    for at, corner in enumerate((up.right - 7, up.left + SMALL + 4)):
        canvas.words(across.left, corner, names[2 * at], "corner")
        canvas.words(across.right, corner, names[2 * at + 1], "corner", "end")


def _arrows(canvas: Canvas, plane: _Plane, lines: Sequence[Line]) -> None:
    for line in lines:
        before, now = plane.at(line, f"_{BEFORE}"), plane.at(line)
        if before is None or now is None:
            continue
        length = math.dist(before, now)
        if length < 4:
            continue
        dx, dy = (now[0] - before[0]) / length, (now[1] - before[1]) / length
        canvas.line(*before, *now, "way")
        canvas.dot(*before, 2.2, "from")
        tip = min(length / 2, 7.0)
        x, y = before[0] + dx * (length + tip) / 2, before[1] + dy * (length + tip) / 2
        corners = (
            (x, y),
            (x - dx * tip - dy * 3.5, y - dy * tip + dx * 3.5),
            (x - dx * tip + dy * 3.5, y - dy * tip - dx * 3.5),
        )
        canvas.path("M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners) + "Z", "from")


def _discs(canvas: Canvas, plane: _Plane, lines: Sequence[Line], width: float) -> list[str]:
    """Draw discs and labels; return the numbered names for which there was no room."""
    most = max((estimate_of(line, plane.satisfaction).n for line in lines), default=1) or 1
    largest = 15.0 if width > NARROW else 10.0
    points = []
    for line in lines:
        x, y = plane.at(line) or (0.0, 0.0)
        radius = max(3.0, largest * math.sqrt(estimate_of(line, plane.satisfaction).n / most))
        points.append(Point(x, y, radius, room(line.label) + 2, SMALL + 3))
        _disc(canvas, plane, line, points[-1])
    area = Box(plane.across.left, plane.up.right + 1, plane.across.right, plane.up.left - 1)
    return _names(canvas, lines, points, area)


def _names(canvas: Canvas, lines: Sequence[Line], points: Sequence[Point], area: Box) -> list[str]:
    """Write names beside their discs, and numbers where no name fits; return what the numbers stand for."""
    discs = [point.disc() for point in points]
    boxes = place(points[:_LABEL], area, discs)
    for line, box in zip(lines, boxes, strict=False):
        if box:
            canvas.words(box.left + 1, box.bottom - 4, line.label, "name")
    named = {at for at, box in enumerate(boxes) if box}
    left = [at for at in range(len(lines)) if at not in named]
    small = [replace(points[at], wide=room(str(written)) + 2) for written, at in enumerate(left, start=1)]
    taken = [box for box in boxes if box]
    for written, box in enumerate(place(small, area, discs, taken), start=1):
        if box:
            canvas.words(box.left + 1, box.bottom - 4, str(written), "name")
    return [f"{written} {lines[at].label}" for written, at in enumerate(left, start=1)]


def _disc(canvas: Canvas, plane: _Plane, line: Line, point: Point) -> None:
    found = estimate_of(line, plane.satisfaction)
    title = (
        f"{line.label}: {plane.usage.label} {shown(value_of(line, plane.usage), PERCENT)}, {plane.satisfaction.label} "
    )
    title += f"{shown(found.value, plane.unit)}, n {found.n:,}"
    ends = _shown_interval(line, plane.satisfaction)
    if ends:
        low, high = (number(plane.up.at(end)) for end in ends)
        canvas.path(f"M{number(point.x)} {low}V{high}", "interval")
        canvas.dot(point.x, point.y, min(point.radius, 4), "disc hollow", title)
    else:
        canvas.dot(point.x, point.y, point.radius, "disc", title)


def _shown_interval(line: Line, satisfaction: Series) -> tuple[float, ...]:
    """Return the interval of a line that has so few ratings that it is drawn instead of a point."""
    return (interval_of(line, satisfaction) or ()) if estimate_of(line, satisfaction).n < _FEW else ()


def _legend(result: Result, lines: Sequence[Line], satisfaction: Series) -> tuple[Key, ...]:
    keys = [Key("disc", "one tool; the larger, the more ratings", "dot")]
    if any(_shown_interval(line, satisfaction) for line in lines):
        keys.append(Key("disc hollow", f"fewer than {_FEW} ratings: the line is the 95% interval", "ring"))
    if any(one.id.endswith(f"_{BEFORE}") for one in result.series):
        keys.append(Key("from", "from its place in the edition before", "arrow"))
    return (*keys, Key("half", "medians of the tools shown", "dashes"))


def _remarks(result: Result, plotted: Sequence[Line], numbered: Sequence[str]) -> tuple[str, ...]:
    remarks = ["The axes are cut to where the tools are."] if plotted else []
    if numbered:
        remarks.append(f"Numbers in the chart, for want of room: {', '.join(numbered)}.")
    names = {line.id for line in plotted}
    if absent := [line.label for line in result.lines if line.id not in names]:
        few = f"{', '.join(absent[:12])}{f' and {len(absent) - 12} more' if len(absent) > 12 else ''}"
        remarks.append(f"Not drawn, because a figure may not be shown: {few}.")
    return tuple(remarks)
