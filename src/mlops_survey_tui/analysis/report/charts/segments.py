"""Bars made of segments: their colours by the number of points, and the figure in each segment that has room for it."""

from __future__ import annotations

from collections.abc import Sequence

from .drawing import UNDER, Canvas
from .lettering import SMALL, room
from .values import PERCENT, shown

THICK = 22.0
SHADES = 5
"""Shades of a scale that goes one way: ``way1`` is the lightest, ``way5`` the darkest."""
PARTS = 8
"""Colours of parts of a whole, ``part1`` to ``part8``; further parts begin again, and their letters tell them apart."""


UNKNOWN = "unknown"
"""The style of a segment for figures that may not be shown one by one."""


def both_ways(points: int, centre: int) -> list[str]:
    """Return the styles of the points of a scale with a middle: the further from it, the stronger."""
    return [
        "middle" if at == centre else _towards("less", centre - at, centre) if at < centre
        else _towards("more", at - centre, points - 1 - centre)
        for at in range(points)
    ]  # fmt: skip


def one_way(points: int) -> list[str]:
    """Return the styles of the points of a scale that goes one way, evenly over the shades."""
    if points == 1:
        return [f"way{SHADES - 1}"]
    return [f"way{1 + round(at * (SHADES - 1) / (points - 1))}" for at in range(points)]


def part(at: int) -> str:
    """Return the style of a part of a whole."""
    return f"part{at % PARTS + 1}"


def letter(at: int) -> str:
    """Return the letter of a part: A to Z, then AA and so on."""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _towards(side: str, far: int, most: int) -> str:
    return f"{side}{2 if far > most / 2 else 1}"


def row_of(
    canvas: Canvas, x: float, y: float, shares: Sequence[float], styles: Sequence[str], names: Sequence[str],
    pixels: float, letters: Sequence[str] = (),
) -> None:  # fmt: skip
    """Draw segments from ``x`` to the right, ``pixels`` a percent, with their figure (and letter) where it fits."""
    for at, share in enumerate(shares):
        wide = share * pixels
        words = shown(share, PERCENT)
        canvas.box(x, y - THICK / 2, max(wide - 1, 0.6 if share > 0 else 0), THICK, styles[at], f"{names[at]}: {words}")
        said = [f"{letters[at]} {words}", letters[at]] if letters else [words]
        fits = next((one for one in said if room(one, SMALL) + 6 <= wide), "")
        if fits:
            canvas.words(x + (wide - 1) / 2, y + UNDER, fits, f"on {styles[at]}", "middle")
        x += wide
