"""How much room words take, before any browser draws them, and where they are broken into lines.

The page uses the fonts of the reader's machine. Widths here are those of DejaVu Sans, the widest of the usual system
fonts (measured from its ``hmtx`` table, rounded up), so that words take less room than was kept for them, never more.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ....faces.visible import visible

_WIDTHS = {
    "'ijl": 0.29, "IJ": 0.3, " ,.": 0.32, "/:;\\|": 0.34, "f": 0.36, "-": 0.37, "()[]t": 0.4, "!": 0.41, "r": 0.42,
    '"': 0.46, "*_`": 0.5, "sz": 0.53, "?": 0.54, "c": 0.55, "L": 0.56, "Fk": 0.58, "vxy": 0.6, "P": 0.61,
    "TYaeo": 0.62, "$0123456789ESbdghnpqu{}": 0.64, "K": 0.66, "ABVXZ": 0.69, "CR": 0.7, "U": 0.74, "N": 0.75,
    "H": 0.77, "D": 0.78, "&G": 0.79, "OQ": 0.8, "w": 0.82, "#+<=>^~": 0.84, "M": 0.87, "%": 0.96, "m": 0.98,
    "W": 0.99, "@": 1.0,
}  # fmt: skip
_WIDTH = {character: width for characters, width in _WIDTHS.items() for character in characters}
_OTHER, _WIDE, _BOLD = 0.75, 1.15, 1.12
"""Ems of a letter that is not in the table, of a letter that East Asian scripts draw in a square or of a picture, and
how much more bold letters take."""
SIZE, SMALL = 13.0, 12.0
"""Pixels of the letters of labels, and of figures and axes."""


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    return sum(_WIDTH[character] if character in _WIDTH else _ems_beyond(character) for character in text)


def _ems_beyond(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    wide = unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF
    return _WIDE if wide else _OTHER if ord(character) < 0x2000 else 1.0


def room(text: str, size: float = SMALL, bold: bool = False) -> float:
    """Return the pixels that a text takes at most, on one line."""
    return _ems(visible(text)) * size * (_BOLD if bold else 1.0)


def lines_of(text: str, width: float, size: float = SIZE, most: int = 8, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit the width; words that do not fit are broken, lines beyond ``most`` end in dots.

    Whoever draws a text that may be cut gives the whole of it as the title of the element too.
    """
    size *= _BOLD if bold else 1.0
    lines: list[str] = []
    for word in visible(text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and room(joined, size) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width, size)
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width, size)]
    return tuple(lines) or ("",)


def shortened(text: str, width: float, size: float = SIZE) -> str:
    """Return the text, or as much of it as fits the width with three dots after it."""
    text = visible(text)
    if room(text, size) <= width:
        return text
    while text and room(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Return a word, in pieces where it is longer than a line: after a stroke or a hyphen, else anywhere."""
    pieces: list[str] = []
    while word and room(word, size) > width:
        fits = next((end for end in range(len(word) - 1, 1, -1) if room(word[:end], size) <= width), 1)
        stroke = max(word.rfind(mark, 1, fits) for mark in "/-_.")
        end = stroke + 1 if stroke > 0 else fits
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word] if word else pieces
