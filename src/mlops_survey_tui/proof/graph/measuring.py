"""How wide text is, estimated without a font so that a picture is the same everywhere, and text broken into lines."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("fijlrtI.,:;'|!()[]{} /-`\"")
_BROAD = frozenset("mwMW@%—…")
MONOSPACE = 0.62
"""Width of a letter of a monospaced font, as a share of its size."""


def width_of(text: str, size: float, mono: bool = False) -> float:
    """Return how wide a text is at most in common fonts, in the units of ``size``."""
    return size * sum(_share(letter, mono) for letter in text)


def _share(letter: str, mono: bool) -> float:
    """Return the width of a letter as a share of the font's size, on the large side."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    if unicodedata.combining(letter):
        return 0.0
    if mono:
        return MONOSPACE if letter.isascii() else 0.75
    if letter in _NARROW:
        return 0.38
    if letter in _BROAD:
        return 1.0
    if not letter.isascii() and not letter.isalpha():
        return 1.0
    return 0.72 if letter.isupper() else 0.6


def wrapped(text: str, size: float, width: float, mono: bool = False) -> list[str]:
    """Return text in lines that fit a width; a word that is too long for one is broken."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, size, width, mono):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, mono) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def _pieces(text: str, size: float, width: float, mono: bool) -> list[str]:
    """Return the words of a text, those that are too long in pieces."""
    pieces = []
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and width_of(piece + letter, size, mono) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return pieces
