"""Draws the house: rooms from the doors down to the ground, layer by layer, and arrows for imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.plots import standalone
from mlops_survey_tui.analysis.report.charts.drawing import Canvas
from mlops_survey_tui.analysis.report.charts.lettering import lines_of

from .house import Room, imports, rooms, telling

PATH = "docs/images/house.svg"
_LEFT, _WIDTH, _NAME, _SIZE = 12.0, 620.0, 120.0, 90.0
"""Pixels before the rooms, their width, and of it what the name and the size take."""
_ROOM, _GAP, _BETWEEN, _LANE, _HEAD = 40.0, 5.0, 12.0, 15.0, 7.0
"""Pixels of a room's height, between rooms of a layer, between layers, between arrows, and of an arrow's head."""
_HEADING, _GROUND = 20.0, "The ground, which every room may use"
"""Pixels above the ground for what it is called, since no arrow leads there."""
_USED = ("paper", "surface", "ink", "soft", "hair", "edge", "link")
_STYLE = """text{font:12.5px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--ink)}
.name{font-weight:600;font-family:ui-monospace,Menlo,Consolas,monospace}.soft{fill:var(--soft)}.paper{fill:var(--paper)}
.layer{fill:var(--surface)}.room{fill:var(--paper);stroke:var(--edge)}.arrow{fill:none;stroke:var(--link);stroke-width:1.3}
.head{fill:var(--link)}"""


@dataclass(frozen=True)
class _Arrow:
    """From a room's right side down to another's, along a lane, which counts from the left."""

    source: str
    target: str
    start: float
    end: float
    lane: int = 0


def picture() -> str:
    """Return the house as SVG that needs no other file and is read in light and dark."""
    tops = _tops(rooms())
    arrows = _in_lanes(_arrows(tops))
    lanes = 1 + max(arrow.lane for arrow in arrows)
    canvas = Canvas(_LEFT + _WIDTH + (lanes + 1.5) * _LANE)
    height = max(tops.values()) + _ROOM + _BETWEEN
    canvas.box(0, 0, canvas.width, height, "paper")
    _layers(canvas, tops)
    for room in rooms():
        _room(canvas, room, tops[room.name])
    for arrow in arrows:
        _draw(canvas, arrow)
    return standalone(canvas.svg(height), _STYLE, _USED)


def _tops(found: Sequence[Room]) -> Mapping[str, float]:
    """Return where each room begins."""
    tops, y, layer = {}, _BETWEEN, found[0].layer
    for room in found:
        y += _BETWEEN if room.layer != layer else 0.0
        y += _HEADING if room.layer is None and layer is not None else 0.0
        tops[room.name], layer = y, room.layer
        y += _ROOM + _GAP
    return tops


def _layers(canvas: Canvas, tops: Mapping[str, float]) -> None:
    """Draw what is behind the rooms of one layer, and behind the ground."""
    for layer in {room.layer for room in rooms()}:
        inside = [tops[room.name] for room in rooms() if room.layer == layer]
        if len(inside) > 1:
            high = max(inside) - min(inside) + _ROOM + 2 * _GAP
            canvas.box(_LEFT - _GAP, min(inside) - _GAP, _WIDTH + 2 * _GAP, high, "layer", radius=6)
        if layer is None:
            canvas.words(_LEFT, min(inside) - _GAP - 8, _GROUND, "soft")


def _room(canvas: Canvas, room: Room, top: float) -> None:
    canvas.box(_LEFT, top, _WIDTH, _ROOM, "room", radius=4)
    canvas.words(_LEFT + 10, top + _ROOM / 2 + 4, room.name, "name")
    canvas.words(_LEFT + _WIDTH - 10, top + _ROOM / 2 + 4, room.size, "soft", "end")
    said = lines_of(room.sentence.replace("``", ""), _WIDTH - _NAME - _SIZE - 20, 12.5, 2)
    canvas.paragraph(_LEFT + _NAME + 10, top + _ROOM / 2 + 4 - 8 * (len(said) - 1), said, "words", title=room.sentence)


def _arrows(tops: Mapping[str, float]) -> list[_Arrow]:
    """Return the arrows between layers, the shortest first; on the side of a room each has a place of its own."""
    ground = {room.name for room in rooms() if room.layer is None}
    found = [(source, target) for source, target in telling(imports()) if target not in ground]
    found.sort(key=lambda one: (tops[one[1]] - tops[one[0]], tops[one[0]]))
    return [
        _Arrow(
            source, target, _place(tops[source], [to for at, to in found if at == source], target, 0.5),
            _place(tops[target], [at for at, to in reversed(found) if to == target], source, 0.0),
        )
        for source, target in found
    ]  # fmt: skip


def _place(top: float, others: Sequence[str], other: str, half: float) -> float:
    """Return where an arrow touches a room, in its upper or lower half: the shorter leave lower and arrive lower."""
    at = len(others) - others.index(other) if half else 1 + others.index(other)
    return top + _ROOM * (half + 0.5 * at / (1 + len(others)))


def _in_lanes(arrows: Sequence[_Arrow]) -> list[_Arrow]:
    """Give each arrow the first lane in which no other runs beside it."""
    placed: list[_Arrow] = []
    for arrow in arrows:
        taken = {one.lane for one in placed if one.start < arrow.end + 2 and arrow.start < one.end + 2}
        lane = next(number for number in range(len(arrows)) if number not in taken)
        placed.append(_Arrow(arrow.source, arrow.target, arrow.start, arrow.end, lane))
    return placed


def _draw(canvas: Canvas, arrow: _Arrow) -> None:
    side = _LEFT + _WIDTH
    out, end = side + (arrow.lane + 1.5) * _LANE, arrow.end
    canvas.path(
        f"M{side:.1f} {arrow.start:.1f}H{out:.1f}V{end:.1f}H{side + _HEAD:.1f}", "arrow",
        f"{arrow.source} imports {arrow.target}",
    )  # fmt: skip
    canvas.path(f"M{side:.1f} {end:.1f}l{_HEAD} -3.5v7z", "head")
