"""Paints as escape sequences, in the colours that Textual would choose for this terminal."""

from __future__ import annotations

from collections.abc import Mapping

from ..theme import Paint, Palette

TRUE_COLOUR, EIGHT_BIT = "truecolor", "256color"
_UNLIKE = ("TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER")
"""Environment variables that make Textual draw in another way."""
Code = tuple[str, ...]
"""Parameters of SGR (ECMA-48, 8.3.117): weight, underline, reversal, colour of the text, colour of the ground.

What is empty may be as it likes.
"""
PLAIN: Code = ("22", "24", "27", "39", "49")
"""Nothing in force."""


def depth_of(environ: Mapping[str, str]) -> str:
    """Return how many colours are drawn in; empty where Textual would choose from sixteen, or is told otherwise."""
    if any(environ.get(name) for name in _UNLIKE):
        return ""
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return TRUE_COLOUR
    kind = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return EIGHT_BIT if kind in ("256color", "kitty") else ""


def blank_of(code: Code) -> Code:
    """Return the code of a space, on which neither weight nor colour of the text are seen unless it is marked."""
    _, underline, reverse, _, ground = code
    return code if (underline, reverse) != PLAIN[1:3] else ("", underline, reverse, "", ground)


def turned(before: Code, after: Code) -> Code:
    """Return the code that is in force after turning from one to another."""
    return tuple(new or old for old, new in zip(before, after, strict=True))


class Codes:
    """The codes of one palette in so many colours; one that turns another into it is made once."""

    def __init__(self, palette: Palette, depth: str) -> None:
        self._palette, self._depth = palette, depth
        self._codes: dict[tuple[str, str], Code] = {}
        self._turns: dict[tuple[Code, Code], str] = {}

    def of(self, style: str, fill: str = "") -> Code:
        """Return the code of a style over a fill."""
        key = (style, fill)
        if key not in self._codes:
            self._codes[key] = self._code(self._palette.paint(style, fill))
        return self._codes[key]

    def turn(self, before: Code, after: Code) -> str:
        """Return what is written to go from one code to the other: what they share is left alone."""
        key = (before, after)
        if key not in self._turns:
            changed = [new for old, new in zip(before, after, strict=True) if new not in ("", old)]
            self._turns[key] = f"\x1b[{';'.join(changed)}m" if changed else ""
        return self._turns[key]

    def _code(self, paint: Paint) -> Code:
        said = (
            "1" if paint.bold else "",
            "4" if paint.underline else "",
            "7" if paint.reverse else "",
            f"38;{self._colour(paint.text)}" if paint.text else "",
            f"48;{self._colour(paint.ground)}" if paint.ground else "",
        )
        return tuple(code or off for code, off in zip(said, PLAIN, strict=True))

    def _colour(self, colour: str) -> str:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        if self._depth == TRUE_COLOUR:
            return f"2;{red};{green};{blue}"
        return f"5;{nearest(red, green, blue)}"


def nearest(red: int, green: int, blue: int) -> int:
    """Return the colour among 256 that Rich takes for this one: a grey where there is hardly any colour in it."""
    lightest, darkest = max(red, green, blue) / 255, min(red, green, blue) / 255
    total, span = lightest + darkest, lightest - darkest
    saturation = span / (total if total <= 1 else 2 - total) if span else 0.0
    if saturation < 0.15:
        grey = round(total / 2 * 25)
        return 16 if grey == 0 else 231 if grey == 25 else 231 + grey
    steps = (round(part / 95 if part < 95 else 1 + (part - 95) / 40) for part in (red, green, blue))
    return 16 + sum(step * weight for step, weight in zip(steps, (36, 6, 1), strict=True))
