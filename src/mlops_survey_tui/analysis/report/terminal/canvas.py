"""What plots of text are drawn with: glyphs, styles, and a row of cells to put them into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from ....faces.visible import visible
from ....faces.widths import cell_len

LABEL_SHARE = 0.38
"""The share of the width that labels take."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs of plots. ``parts`` fill stacked bars one after another, so that they differ without colour."""

    bar: str
    low: str
    line: str
    high: str
    dot: str
    ring: str
    axis: str
    rule: str
    ellipsis: str
    parts: Sequence[str]


UNICODE = Glyphs("█", "├", "─", "┤", "●", "○", "│", "─", "…", "█▓▒░▚▞▤▥▦▧")
ASCII = Glyphs("#", "|", "-", "|", "*", "o", ":", "-", ".", "#=+-.:%@xo")


@dataclass(frozen=True, slots=True)
class Look:
    """How to draw: the width in columns, whether ASCII only."""

    width: int = 80
    ascii: bool = False

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return ASCII if self.ascii else UNICODE

    @property
    def label_width(self) -> int:
        """Columns for labels."""
        return max(12, int(self.width * LABEL_SHARE))

    @property
    def plot_width(self) -> int:
        """Columns for the plot between labels and figures."""
        return max(10, self.width - self.label_width - FIGURES - 2)


FIGURES = 21
"""Columns for the figures at the end of a row."""
_PLAIN = {"–": "-", "−": "-", "…": ".", "‹": "<", "›": ">", "“": '"', "”": '"', "’": "'", "·": "-", "×": "x", " ": " "}


def plain(text: str, look: Look) -> str:
    """Return text that can be shown as it is: control characters visible, on ASCII terminals in ASCII."""
    safe = visible(" ".join(text.split()))
    if not look.ascii:
        return safe
    return "".join(_PLAIN.get(character, character) for character in safe).encode("ascii", "replace").decode("ascii")


def fitted(text: str, width: int, look: Look) -> str:
    """Return text in exactly so many columns, cut where it is too long."""
    shown = plain(text, look)
    if cell_len(shown) > width:
        while shown and cell_len(shown) > width - 1:
            shown = shown[:-1]
        shown += look.glyphs.ellipsis
    return shown + " " * (width - cell_len(shown))


def wrapped(text: str, width: int, look: Look) -> tuple[str, ...]:
    """Return text on one or two lines of exactly so many columns, broken at a word; what is longer still is cut."""
    shown = plain(text, look)
    if cell_len(shown) <= width:
        return (fitted(shown, width, look),)
    first = ""
    for word in shown.split(" "):
        longer = f"{first} {word}" if first else word
        if cell_len(longer) > width:
            break
        first = longer
    if not first:
        return (fitted(shown, width, look),)
    return fitted(first, width, look), fitted(shown[len(first) :].strip(), width, look)


class Cells:
    """A row of single cells with styles; what lies outside is not drawn."""

    def __init__(self, width: int) -> None:
        self.signs, self.styles = [" "] * width, [""] * width

    def put(self, at: int, sign: str, style: str = "") -> None:
        """Draw a sign."""
        if 0 <= at < len(self.signs):
            self.signs[at], self.styles[at] = sign, style

    def fill(self, first: int, last: int, sign: str, style: str = "") -> None:
        """Draw a sign from the first to the last cell."""
        for at in range(max(first, 0), min(last, len(self.signs) - 1) + 1):
            self.put(at, sign, style)

    def text(self) -> Text:
        """Return the row."""
        found = Text()
        for sign, style in zip(self.signs, self.styles, strict=True):
            found.append(sign, style or None)
        return found


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale of a plot, from its lowest to its highest number."""

    low: float
    high: float
    width: int

    def at(self, value: float) -> int:
        """Return the cell of a number."""
        span = self.high - self.low or 1.0
        return min(max(round((value - self.low) / span * (self.width - 1)), 0), self.width - 1)
