"""The survey's own colours: dark, light and high contrast; and none, for terminals and people without.

No built-in light theme of Textual reaches a contrast of 4.5, and an ANSI theme under ``NO_COLOR`` turns
black on black; so every cell is drawn in colours from here. A test computes the contrast of every pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.style import Style


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours and weight of one named style; what is None comes from the line below it.

    ``reverse`` exchanges the terminal's own two colours, for themes without any.
    """

    text: str | None = None
    ground: str | None = None
    bold: bool = False
    underline: bool = False
    reverse: bool | None = None

    def over(self, below: Paint) -> Paint:
        """Return this paint laid over another."""
        return Paint(
            self.text or below.text,
            self.ground or below.ground,
            self.bold or below.bold,
            self.underline or below.underline,
            below.reverse if self.reverse is None else self.reverse,
        )


@dataclass(frozen=True, eq=False)
class Palette:
    """A theme: its name, whether it is dark, and a paint for each style name of ``lines.Span``."""

    name: str
    dark: bool
    base: Paint
    paints: Mapping[str, Paint]
    contrast: float = 4.5
    cache: dict[tuple[str, str], Style] = field(default_factory=dict, repr=False)

    def paint(self, name: str, fill: str = "") -> Paint:
        """Return the paint of a span in a line with this fill; an unknown name is plain."""
        below = self.paints.get(fill, Paint()).over(self.base)
        return self.paints.get(name, Paint()).over(below)

    def style(self, name: str, fill: str = "") -> Style:
        """Return the same as a Rich style, made once."""
        key = (name, fill)
        if key not in self.cache:
            from rich.style import Style

            paint = self.paint(name, fill)
            self.cache[key] = Style(
                color=paint.text,
                bgcolor=paint.ground,
                bold=paint.bold or None,
                underline=paint.underline or None,
                reverse=paint.reverse or None,
            )
        return self.cache[key]


def _palette(name: str, *, dark: bool, contrast: float = 4.5, **colours: str) -> Palette:
    accent, selected = Paint(colours["accent"]), Paint(colours["selected"], bold=True)
    paints = {
        "": Paint(),
        "muted": Paint(colours["muted"]),
        "accent": accent,
        "strong": Paint(bold=True),
        "cursor": Paint(colours["cursor_text"], colours["cursor"], bold=True),
        "selected": selected,
        "field": Paint(colours["text"], colours["field"]),
        "caret": Paint(colours["ground"], colours["text"]),
        "error": Paint(colours["error"], bold=True),
        "warning": Paint(colours["warning"]),
        "bar": accent,
        "bar_empty": Paint(colours["bar_empty"]),
        "heading": Paint(colours["accent"], bold=True),
        "title": Paint(colours["muted"]),
        "key": Paint(colours["text"], bold=True),
        "track": Paint(colours["bar_empty"]),
    }
    return Palette(name, dark, Paint(colours["text"], colours["ground"]), paints, contrast)


DARK = _palette(
    "survey-dark",
    dark=True,
    ground="#14181f",
    text="#e4e8ee",
    muted="#a3afbd",
    accent="#7cc4ff",
    cursor="#2d333b",
    cursor_text="#ffffff",
    selected="#8fe3b0",
    field="#262b31",
    error="#ffa198",
    warning="#f0c674",
    bar_empty="#94a1b0",
)
LIGHT = _palette(
    "survey-light",
    dark=False,
    ground="#fbfaf7",
    text="#1d232b",
    muted="#4f5a66",
    accent="#0a559f",
    cursor="#e4e7eb",
    cursor_text="#000000",
    selected="#0c6236",
    field="#edece9",
    error="#a3211b",
    warning="#633c00",
    bar_empty="#4f5964",
)
CONTRAST = _palette(
    "survey-contrast",
    dark=True,
    contrast=7.0,
    ground="#000000",
    text="#ffffff",
    muted="#d6d6d6",
    accent="#7fd8ff",
    cursor="#303030",
    cursor_text="#ffffff",
    selected="#8dffb4",
    field="#1f1f1f",
    error="#ffb9b3",
    warning="#ffe08a",
    bar_empty="#d0d0d0",
)
PALETTES: Mapping[str, Palette] = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
_BOLD, _LINE = Paint(bold=True), Paint(underline=True)
MONO = Palette(
    "survey-mono",
    True,
    Paint(),
    {
        "": Paint(),
        "muted": Paint(),
        "accent": _BOLD,
        "strong": _BOLD,
        "cursor": Paint(bold=True, reverse=True),
        "selected": _BOLD,
        "field": Paint(underline=True, reverse=False),
        "caret": Paint(bold=True, reverse=True),
        "error": Paint(bold=True, underline=True),
        "warning": _BOLD,
        "bar": _BOLD,
        "bar_empty": Paint(),
        "heading": Paint(bold=True, underline=True),
        "title": Paint(),
        "key": _BOLD,
        "track": Paint(),
    },
)
"""No colours at all: the terminal's own two, and weight, underline and reversal."""


def palette_of(theme: str) -> Palette:
    """Return the palette of a theme; what is no theme is dark."""
    return MONO if theme == "mono" else PALETTES.get(theme, DARK)


def contrast_ratio(text: str, ground: str) -> float:
    """Return the contrast of two colours (``#rrggbb``), 1 to 21, as WCAG 2.2 defines it."""
    brighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@lru_cache(256)
def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
