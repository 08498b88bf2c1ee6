"""Rows as escape sequences, in the colours that Textual would choose for this terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..frame import Row
from ..pieces import NOWHERE, pieces
from ..theme import Paint, Palette

TRUE_COLOUR, EIGHT_BIT = "truecolor", "256color"
_UNLIKE = ("TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER")
"""Environment variables that make Textual draw in another way."""


def depth_of(environ: Mapping[str, str]) -> str:
    """Return how many colours are drawn in; empty where Textual would choose from sixteen, or is told otherwise."""
    if any(environ.get(name) for name in _UNLIKE):
        return ""
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return TRUE_COLOUR
    kind = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return EIGHT_BIT if kind in ("256color", "kitty") else ""


class Painter:
    """Paints with one palette; what changes nothing on the screen is not written."""

    def __init__(self, palette: Palette, depth: str) -> None:
        self._palette, self._depth = palette, depth
        self._codes: dict[tuple[str, str], str] = {}
        self._shown: Sequence[Row] = ()
        self._width = 0

    def paint(self, rows: Sequence[Row], width: int) -> bytes:
        """Return what turns the rows painted before into these."""
        before = self._shown if width == self._width and len(rows) == len(self._shown) else (None,) * len(rows)
        self._shown, self._width = rows, width
        changed = (y for y, row in enumerate(rows) if row != before[y])
        return "".join(f"\x1b[{y + 1};1H{self._row(rows[y], width)}" for y in changed).encode()

    def _row(self, row: Row, width: int) -> str:
        written = []
        for text, style, fill, end in pieces(row, width):
            written.append(f"\x1b[{self._code(style, fill)}m{text}\x1b[0m")
            if end != NOWHERE:
                written.append(f"\x1b[{end + 1}G")
        return "".join(written)

    def _code(self, style: str, fill: str) -> str:
        key = (style, fill)
        if key not in self._codes:
            self._codes[key] = self._sequence(self._palette.paint(style, fill))
        return self._codes[key]

    def _sequence(self, paint: Paint) -> str:
        """Return a paint as the parameters of SGR (ECMA-48, 8.3.117)."""
        weights = ((paint.bold, "1"), (paint.underline, "4"), (paint.reverse, "7"))
        colours = ((paint.text, "38"), (paint.ground, "48"))
        codes = [code for is_on, code in weights if is_on]
        codes += [f"{place};{self._colour(colour)}" for colour, place in colours if colour]
        return ";".join(codes)

    def _colour(self, colour: str) -> str:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        if self._depth == TRUE_COLOUR:
            return f"2;{red};{green};{blue}"
        return f"5;{_nearest(red, green, blue)}"


def _nearest(red: int, green: int, blue: int) -> int:
    """Return the colour among 256 that Rich takes for this one: a grey where there is hardly any colour in it."""
    lightest, darkest = max(red, green, blue) / 255, min(red, green, blue) / 255
    total, span = lightest + darkest, lightest - darkest
    saturation = span / (total if total <= 1 else 2 - total) if span else 0.0
    if saturation < 0.15:
        grey = round(total / 2 * 25)
        return 16 if grey == 0 else 231 if grey == 25 else 231 + grey
    steps = (round(part / 95 if part < 95 else 1 + (part - 95) / 40) for part in (red, green, blue))
    return 16 + sum(step * weight for step, weight in zip(steps, (36, 6, 1), strict=True))
