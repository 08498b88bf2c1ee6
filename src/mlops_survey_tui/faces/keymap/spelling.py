"""How people write keys into a file: as Textual names them, as they stand on the keyboard, or by their character."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain

from .naming import NAMED, character_of, key_of

_WRITTEN: Mapping[str, str] = {
    **{name: name for name in NAMED},
    "esc": "escape", "return": "enter", "spacebar": "space", "del": "delete", "ins": "insert",
    "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown",
    "uparrow": "up", "downarrow": "down", "leftarrow": "left", "rightarrow": "right",
    "arrowup": "up", "arrowdown": "down", "arrowleft": "left", "arrowright": "right",
    "↑": "up", "↓": "down", "←": "left", "→": "right", "⌫": "backspace", "⏎": "enter",
}  # fmt: skip
"""Spellings of keys that type no character, without case, spaces, hyphens and underscores."""
_MODIFIERS: Mapping[str, str] = {
    "ctrl": "ctrl", "control": "ctrl", "alt": "alt", "option": "alt", "meta": "alt", "shift": "shift",
}  # fmt: skip
_ORDER = ("alt", "ctrl", "shift")
_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+at",
    "shift+space": "space",
}
"""What terminals send alike."""
_SPELT = {"escape": "Esc", "pageup": "PageUp", "pagedown": "PageDown"}
_FILLING = re.compile(r"[\s_-]+")
_GLYPHS = "↑↓←→⌫⏎"


def key_written(text: str) -> str:
    """Return Textual's name of a key as people write it ("Esc", "Ctrl+R", "?"), or an empty text for none."""
    text = "space" if text == " " else text.strip()
    if text and text[0] == "⇧":
        text = f"shift+{text[1:]}"
    before, plus, base = text.rpartition("+")
    if plus and not base:
        before, base = before.removesuffix("+"), "+"
        if text != "+" and (not before or text != f"{before}++"):
            return ""
    modifiers = [_MODIFIERS.get(part.strip().casefold(), "") for part in before.split("+")] if before else []
    if len(set(modifiers)) < len(modifiers) or "" in modifiers:
        return ""
    return _combined(frozenset(modifiers), _base(base.strip()))


def spelling(key: str) -> str:
    """Return a key as it is written into a file, in ASCII where it can be."""
    if character := character_of(key):
        return "Space" if character == " " else character
    *modifiers, base = key.split("+")
    character = character_of(base)
    name = _SPELT.get(base) or (character.upper() if character.strip() else base.capitalize())
    return "+".join(chain((modifier.capitalize() for modifier in modifiers), (name,)))


def _base(text: str) -> str:
    """Return Textual's name of a key without modifiers."""
    if len(text) == 1 and text not in _GLYPHS:
        return key_of(text) if text.isprintable() and character_of(key_of(text)) else ""
    named = _WRITTEN.get(_FILLING.sub("", text.casefold()), "")
    name = text.casefold()
    return named or (name if len(name) > 1 and character_of(name) else "")


def _combined(modifiers: frozenset[str], base: str) -> str:
    """Return the name of a key with modifiers; Shift with a letter is the capital letter."""
    if not base or not modifiers:
        return base
    character = character_of(base)
    if character.isalpha():
        if modifiers == {"shift"}:
            return character.upper() if len(character.upper()) == 1 else ""
        base = character.lower()
    elif character and modifiers == {"shift"} and base != "space":
        return ""
    name = "+".join((*(modifier for modifier in _ORDER if modifier in modifiers), base))
    return _SAME.get(name, name)
