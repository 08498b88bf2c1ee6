"""Lines of styled text: what a kind's view hands to the widget that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..keymap import STANDARD, Keymap


class Target(NamedTuple):
    """What a click on a span means, for example ``("row", 3, 0)`` or ``("cell", 3, 1)``."""

    name: str
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of literal text in one style; never markup.

    Styles are names of the theme: "" (plain), "muted", "accent", "strong", "cursor" (the row the keyboard is
    on), "selected", "field" (a text field), "caret" (the cell the next character goes to), "error", "warning",
    "bar", "bar_empty", "heading".
    """

    text: str
    style: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen; ``fill`` is the style of the cells right of the last span."""

    spans: tuple[Span, ...] = ()
    fill: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a view may know of the terminal: cells available, whether glyphs must be ASCII, and the keys in force."""

    width: int
    height: int
    ascii: bool = False
    keymap: Keymap = STANDARD
