"""A chart as SVG: shapes and words with classes, to which the style of the page gives colours, light or dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ....faces.visible import visible
from .lettering import SIZE, SMALL

WIDE, NARROW = 720, 340
"""Pixels of the width for which charts are drawn: for screens and paper, and for phones of 360 pixels."""


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: the class that gives the colour, its shape, a letter in it, and what it means."""

    style: str
    label: str
    shape: str = "box"
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart: SVG text, the entries of its legend, and remarks to be read beside it."""

    svg: str
    legend: tuple[Key, ...] = ()
    remarks: tuple[str, ...] = ()


class Canvas:
    """Takes shapes, in pixels from the upper left corner, and gives SVG. All words are escaped here."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._parts: list[str] = []

    def box(
        self, x: float, y: float, width: float, height: float, style: str, title: str = "", radius: float = 0
    ) -> None:
        """Draw a rectangle; without a width, nothing."""
        if width > 0 and height > 0:
            rounded = {"rx": radius} if radius else {}
            self._shape("rect", {"x": x, "y": y, "width": width, "height": height, **rounded}, style, title)

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        """Draw a line."""
        self._shape("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}, style)

    def dot(self, x: float, y: float, radius: float, style: str, title: str = "") -> None:
        """Draw a disc."""
        self._shape("circle", {"cx": x, "cy": y, "r": radius}, style, title)

    def path(self, points: str, style: str, title: str = "") -> None:
        """Draw a path, given as SVG writes it."""
        self._parts.append(_element("path", f' d="{points}"', style, title))

    def diamond(self, x: float, y: float, radius: float, style: str, title: str = "") -> None:
        """Draw a square that stands on a corner."""
        shifts = ((0, -radius), (radius, 0), (0, radius), (-radius, 0))
        corners = (f"{number(x + right)} {number(y + down)}" for right, down in shifts)
        self.path("M" + "L".join(corners) + "Z", style, title)

    def interval(self, low: float, high: float, y: float, style: str, cap: float = 3) -> None:
        """Draw the line from the lower to the upper end of an interval, with caps."""
        ends = "".join(f"M{number(x)} {number(y - cap)}v{number(2 * cap)}" for x in (low, high))
        self.path(f"M{number(low)} {number(y)}H{number(high)}{ends}", style)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        style: str = "value",
        anchor: str = "start",
        title: str = "",
        turn: bool = False,
    ) -> None:
        """Write words with their base line at ``y``; ``anchor`` start, middle or end; ``turn`` writes them upwards."""
        place = f' x="{number(x)}" y="{number(y)}"'
        if turn:
            place += f' transform="rotate(-90 {number(x)} {number(y)})"'
        if anchor != "start":
            place += f' text-anchor="{anchor}"'
        hint = f"<title>{safe(title)}</title>" if title else ""
        self._parts.append(f'<text class="{style}"{place}>{hint}{safe(text)}</text>')

    def paragraph(
        self, x: float, y: float, lines: tuple[str, ...], style: str = "label", anchor: str = "start", title: str = ""
    ) -> None:
        """Write lines of words, the first with its base line at ``y``."""
        for at, text in enumerate(lines):
            self.words(x, y + at * LEADING, text, style, anchor, title)

    def svg(self, height: float) -> str:
        """Return the picture. What it says is said beside it in words, so readers of screens pass it by."""
        wide, high = number(self.width), number(height)
        size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        return f'<svg {size} aria-hidden="true" focusable="false">{"".join(self._parts)}</svg>'

    def _shape(self, name: str, places: Mapping[str, float], style: str, title: str = "") -> None:
        written = "".join(f' {key}="{number(value)}"' for key, value in places.items())
        self._parts.append(_element(name, written, style, title))


LEADING = SIZE + 3
"""Pixels from one line of words to the next."""
UNDER = SMALL * 0.36
"""Pixels from the middle of figures to their base line."""


def number(value: float) -> str:
    """Return a number as SVG writes it, with at most one decimal."""
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def safe(text: str) -> str:
    """Return words as text of HTML or SVG: never markup, and nothing that hides or turns what follows."""
    return escape(visible(text))


def _element(name: str, places: str, style: str, title: str) -> str:
    hint = f"><title>{safe(title)}</title></{name}>" if title else "/>"
    return f'<{name} class="{style}"{places}{hint}'
