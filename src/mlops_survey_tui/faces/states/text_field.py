"""A one-line text field: its text, the caret and the most characters it takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..visible import storable

_JOINING = "\u200c\u200d\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""Joiners, the mark of coloured pictures, and shades of skin: drawn with the character before."""


@dataclass(frozen=True, slots=True)
class TextField:
    """``caret`` is the position that the next character goes to; ``limit`` is in characters."""

    text: str = ""
    caret: int = 0
    limit: int = 80

    @property
    def room(self) -> int:
        """How many characters still fit."""
        return max(0, self.limit - len(self.text))


def field_of(text: str, limit: int) -> TextField:
    """Return a field that shows a text, with the caret at its end."""
    return TextField(text, len(text), limit)


def inserted(field: TextField, text: str, lines: bool = False) -> TextField:
    """Return the field after typing or pasting, cut to what fits; time does not grow with what is cut off."""
    text = storable(text[: 2 * field.room], lines)[: field.room]
    if not text:
        return field
    whole = field.text[: field.caret] + text + field.text[field.caret :]
    return replace(field, text=whole, caret=after(whole, field.caret + len(text) - 1))


def erased(field: TextField) -> TextField:
    """Return the field without the character before the caret."""
    return _without(field, before(field.text, field.caret), field.caret)


def deleted(field: TextField) -> TextField:
    """Return the field without the character at the caret."""
    return _without(field, field.caret, after(field.text, field.caret))


def placed(field: TextField, caret: int) -> TextField:
    """Return the field with the caret at a position, or as near as the text allows."""
    caret = max(0, min(caret, len(field.text)))
    return field if caret == field.caret else replace(field, caret=caret)


def after(text: str, position: int) -> int:
    """Return the next position that starts a character as people see it."""
    position += 1
    while position < len(text) and (_joins(text[position]) or text[position - 1] == "\u200d"):
        position += 1
    return min(position, len(text))


def before(text: str, position: int) -> int:
    """Return the previous position that starts a character as people see it."""
    position -= 1
    while position > 0 and (_joins(text[position]) or text[position - 1] == "\u200d"):
        position -= 1
    return max(position, 0)


EDITS: Mapping[str, Callable[[TextField], TextField]] = {
    "left": lambda field: placed(field, before(field.text, field.caret)),
    "right": lambda field: placed(field, after(field.text, field.caret)),
    "home": lambda field: placed(field, 0),
    "end": lambda field: placed(field, len(field.text)),
    "erase": erased,
    "delete": deleted,
    "toggle": lambda field: field,
}
"""What registered actions do to a field that has the focus; there is nothing to choose in it."""


def _joins(character: str) -> bool:
    """Whether a character is drawn together with the one before it."""
    return character in _JOINING or unicodedata.category(character) in ("Mn", "Mc", "Me")


def _without(field: TextField, start: int, end: int) -> TextField:
    if start == end:
        return field
    return replace(field, text=field.text[:start] + field.text[end:], caret=start)
