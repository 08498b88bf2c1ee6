"""A group's medians drawn on logarithmic axes, one for each unit: equal distances are equal ratios."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from mlops_survey_tui.analysis.report.charts.drawing import LEADING, UNDER, Canvas
from mlops_survey_tui.analysis.report.charts.lettering import lines_of
from mlops_survey_tui.analysis.report.charts.scales import Scale
from mlops_survey_tui.analysis.report.pages.palette import DARK, LIGHT

Row = Mapping[str, Any]

_WIDTH, _LABELS, _FIGURES = 760.0, 320.0, 90.0
"""Pixels of the whole, of the names on the left, and of the figures on the right."""
_LEGEND, _TITLE, _AXIS, _GAP, _EDGE = 26.0, 22.0, 24.0, 10.0, 12.0
_USED = ("paper", "ink", "soft", "hair", "edge", "bar", "down")
_STYLE = """text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--ink)}
.label{font-size:13px}.axis{fill:var(--soft)}.heading{fill:var(--soft);font-weight:600}.paper{fill:var(--paper)}
.grid{stroke:var(--hair)}.interval{stroke:var(--edge);stroke-width:1.4;fill:none}.ours{fill:var(--bar)}
.peer{fill:var(--edge)}.floor{fill:var(--paper);stroke:var(--edge);stroke-width:2}
.goal{stroke:var(--down);stroke-width:2.5}"""
_LEGENDS = (("ours", "this program"), ("peer", "peer"), ("floor", "floor"), ("goal", "goal"), ("interval", "to 95 %"))


def plot(rows: Sequence[Row]) -> str:
    """Return the results of a group as SVG that needs no other file and is read in light and dark."""
    canvas = Canvas(_WIDTH)
    canvas.box(0, 0, _WIDTH, 1e4, "paper")
    _legend(canvas)
    roles = _roles(rows)
    top = _LEGEND
    for unit in dict.fromkeys(row["unit"] for row in rows):
        top = _panel(canvas, unit, [row for row in rows if row["unit"] == unit], roles, top)
    return standalone(canvas.svg(top + _GAP), _STYLE, _USED)


def _roles(rows: Sequence[Row]) -> Mapping[str, str]:
    """Return the role of each line: a floor or a peer of another line, or one of this program's own."""
    compared = {name for row in rows for name in (row["peer"], row["floor"]) if name}
    for row in rows:
        compared.update(name for one in row["verdicts"] for name in one["goal"]["beside"])
    own = {row["name"] for row in rows if row["peer"] or row["floor"] or row["verdicts"]}
    floors = {row["floor"] for row in rows}
    return {name: "ours" if name in own else "floor" if name in floors else "peer" for name in compared}


def _panel(canvas: Canvas, unit: str, rows: Sequence[Row], roles: Mapping[str, str], top: float) -> float:
    """Draw the lines of one unit from ``top``; return where they end."""
    labels = [lines_of(row["name"], _LABELS - _EDGE) for row in rows]
    heights = [len(label) * LEADING + _GAP for label in labels]
    low, bottom = top + _TITLE, top + _TITLE + sum(heights)
    goals = [_goals(row, rows) for row in rows]
    scale = _scale(rows, goals)
    canvas.words(_EDGE, top + 15, unit, "heading")
    for mark in scale.marks():
        canvas.line(scale.at(mark), low, scale.at(mark), bottom, "grid")
        canvas.words(scale.at(mark), bottom + 14, f"{mark:,g}", "axis", "middle")
    y = low
    for row, label, height, bounds in zip(rows, labels, heights, goals, strict=True):
        canvas.paragraph(_EDGE, y + (height - (len(label) - 1) * LEADING) / 2 + UNDER, label)
        _line(canvas, row, roles.get(row["name"], "ours"), scale, y + height / 2, bounds)
        y += height
    return bottom + _AXIS


def _line(canvas: Canvas, row: Row, role: str, scale: Scale, y: float, bounds: Sequence[float]) -> None:
    middle, high = scale.at(row["median"]), scale.at(row["high"])
    canvas.line(min(middle, high), y, max(middle, high), y, "interval")
    for bound in bounds:
        canvas.line(scale.at(bound), y - 8, scale.at(bound), y + 8, "goal")
    words = f"{row['median']:,.0f}" if row["median"] >= 100 else f"{row['median']:.3g}"
    _mark(canvas, middle, y, role, f"{row['name']}: {words} {row['unit']}")
    canvas.words(_WIDTH - _EDGE, y + UNDER, words, anchor="end")


def _mark(canvas: Canvas, x: float, y: float, role: str, title: str = "") -> None:
    if role == "peer":
        canvas.diamond(x, y, 5.5, role, title)
    else:
        canvas.dot(x, y, 5, role, title)


def _goals(row: Row, rows: Sequence[Row]) -> list[float]:
    """Return the medians that the goals of a line allow, as figures of its own unit."""
    medians = {other["name"]: other["median"] for other in rows}
    found = []
    for goal in (one["goal"] for one in row["verdicts"] if one["goal"]["figure"] == "median"):
        others = [medians[name] for name in goal["beside"] if name in medians]
        if others or not goal["beside"]:
            found.append(goal["bound"] * ((max if goal["least"] else min)(others) if others else 1.0))
    return found


def _scale(rows: Sequence[Row], goals: Sequence[Sequence[float]]) -> Scale:
    """Return an axis that holds all figures, of half a decade at least, so that noise does not look large."""
    values = [value for row in rows for value in (row["median"], row["high"])] + [one for each in goals for one in each]
    least = min((value for value in values if value > 0), default=1.0)
    most = max([*values, least * math.sqrt(10)])
    return Scale(least / 1.15, most * 1.15, _LABELS + _EDGE, _WIDTH - _FIGURES, logarithmic=True)


def _legend(canvas: Canvas) -> None:
    x = _EDGE + 6
    for role, words in _LEGENDS:
        if role in ("goal", "interval"):
            canvas.line(x, 8, x, 22, role) if role == "goal" else canvas.line(x - 6, 15, x + 8, 15, role)
        else:
            _mark(canvas, x, 15, role)
        canvas.words(x + 12, 15 + UNDER, words, "axis")
        x += 30 + 7.5 * len(words)


def standalone(svg: str, style: str, used: Sequence[str]) -> str:
    """Return a picture as a file of its own, with the colours that its style uses, for light and for dark."""
    light, dark = (";".join(f"--{name}:{palette[name]}" for name in used) for palette in (LIGHT, DARK))
    style = f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{style}"
    start, _, rest = svg.partition(">")
    start = start.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    return "\n".join([f"{start}>", f"<style>{style}</style>", *rest.replace("><", ">\n<").splitlines(), ""])
