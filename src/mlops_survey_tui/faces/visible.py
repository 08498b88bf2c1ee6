"""Text from people made safe to draw and to keep: it reaches the screen as literal text, never as control.

A control character can move the cursor, recolour the screen or turn the reading direction of what follows.
Drawing shows each one as a visible symbol; typing and pasting keep them out of what is stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from .widths import cell_len

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that draw nothing: controls, formats (bidi marks among them), surrogates, separators."""
_JOINERS = frozenset("\u200c\u200d")
"""Zero-width joiners shape letters in several scripts and join emoji; they move nothing and stay."""
_UNSTORABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def visible(text: str) -> str:
    """Return the text with every character that would draw nothing replaced by a symbol that says its name.

    C0 controls and delete become their control pictures (U+2400 ...), all others ``‹U+202E›``. The result
    is printable, so applying it twice changes nothing.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def visible_lines(text: str) -> str:
    """Return the text with control characters made visible; line breaks stay."""
    return "\n".join(map(visible, text.split("\n")))


def visible_message(text: str, words: Sequence[str]) -> str:
    """Return :func:`visible_lines` of a message in which no name among the words of a command makes a line of its own.

    A file may be named so that a message that quotes it seems to say something else on its next line.
    """
    names = (name for word in words if "\n" in word for name in word.split("/"))
    for name in names:
        if "\n" in name and not name.isspace():
            text = text.replace(name, visible(name))
    return visible_lines(text)


def cells(text: str) -> int:
    """Return how many terminal cells the text takes when drawn through :func:`visible`."""
    return cell_len(visible(text))


def storable(text: str, lines: bool = False) -> str:
    """Return typed or pasted text as it may be stored: no control characters and no lone surrogates.

    Line ends become newlines, or spaces unless ``lines``. Other controls become their visible pictures, so
    that nothing vanishes unseen; what cannot be encoded becomes U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = text.replace("\n", " ")
    return _UNSTORABLE.sub(_replacement, text)


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"‹U+{code:04X}›" if unicodedata.category(character) in _HIDDEN else character


def _replacement(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\t":
        return " "
    return _shown(character) if character < "\x80" else "\ufffd"
