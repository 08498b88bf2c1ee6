"""How keys are written: as Textual names them inside the program, as keyboards have them for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from ...language import _, mark

NAMED: Mapping[str, str] = {
    "enter": mark("Enter"),
    "escape": mark("Esc"),
    "tab": mark("Tab"),
    "space": mark("Space"),
    "backspace": "⌫",
    "delete": mark("Del"),
    "insert": mark("Ins"),
    "home": mark("Home"),
    "end": mark("End"),
    "pageup": mark("PgUp"),
    "pagedown": mark("PgDn"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
"""Keys that type no character, with Space, by Textual's name."""
MODIFIERS: Mapping[str, str] = {"ctrl": mark("Ctrl+"), "alt": mark("Alt+"), "shift": "⇧"}
_ARROWS = "↑↓←→"
_LEAST_RUN = 3
_OWN_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Characters that Textual does not call by their Unicode name."""
_TYPED = range(0x20, 0x300)
"""The codes of the characters that keys are named after."""
_ASCII = {
    "↑": mark("Up"),
    "↓": mark("Down"),
    "←": mark("Left"),
    "→": mark("Right"),
    "⇧": mark("Shift+"),
    "⌫": mark("Backspace"),
}


def key_of(character: str) -> str:
    """Return Textual's name of the key that types a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _OWN_NAMES.get(name, name)


def character_of(key: str) -> str:
    """Return the character that a key types, or an empty text."""
    if len(key) == 1:
        return key
    if key in NAMED and key != "space":
        return ""
    return _characters().get(key, "")


@cache
def _characters() -> Mapping[str, str]:
    """Return the characters of the keyboards of Europe by the names of their keys."""
    return {key_of(chr(code)): chr(code) for code in _TYPED if chr(code).isprintable()}


def key_name(key: str) -> str:
    """Return how people read a key: "Esc", "Ctrl+R", "⇧↑", "="."""
    *modifiers, base = key.split("+")
    name = _(NAMED[base]) if base in NAMED else character_of(base) or base
    return "".join(_(MODIFIERS.get(modifier, f"{modifier}+")) for modifier in modifiers) + (
        name.upper() if modifiers and len(name) == 1 else name
    )


def joined(names: Sequence[str]) -> str:
    """Return names of keys that do one thing, in few cells: "↑↓", "⇧↑↓", "1-9", "PgUp PgDn"."""
    if names and all(name in _ARROWS for name in names):
        return "".join(names)
    if names and all(len(name) == 2 and name[0] == "⇧" and name[1] in _ARROWS for name in names):
        return "⇧" + "".join(name[1] for name in names)
    return " ".join(_runs(names))


def _runs(names: Sequence[str]) -> Iterator[str]:
    """Yield names, with characters that follow each other as one."""
    start = 0
    for at, (one, other) in enumerate(pairwise([*names, ""]), start=1):
        if len(one) == len(other) == 1 and ord(other) == ord(one) + 1:
            continue
        run = names[start:at]
        yield from [f"{run[0]}-{run[-1]}"] if len(run) >= _LEAST_RUN else run
        start = at


def spelled(keys: str, ascii_only: bool) -> str:
    """Return names of keys in glyphs that the terminal has."""
    if not ascii_only:
        return keys
    said, arrows = "", tuple(_(_ASCII[arrow]) for arrow in _ARROWS)
    for glyph in keys:
        name = _(_ASCII[glyph]) if glyph in _ASCII else glyph
        said += f"/{name}" if glyph in _ARROWS and said.endswith(arrows) else name
    return said
