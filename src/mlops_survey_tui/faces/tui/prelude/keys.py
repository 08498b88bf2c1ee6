"""The keys that need no parser: each is one sequence of bytes that begins no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Key(NamedTuple):
    """A key by Textual's name, and the character that it types, if any."""

    name: str
    character: str | None = None


_CONTROLS: Mapping[bytes, Key] = {
    b"\r": Key("enter", "\r"),
    b"\t": Key("tab", "\t"),
    b" ": Key("space", " "),
    b"\x03": Key("ctrl+c", "\x03"),
    b"\x7f": Key("backspace", "\x7f"),
    b"\x1b[A": Key("up"),
    b"\x1b[B": Key("down"),
    b"\x1b[C": Key("right"),
    b"\x1b[D": Key("left"),
    b"\x1bOA": Key("up"),
    b"\x1bOB": Key("down"),
    b"\x1bOC": Key("right"),
    b"\x1bOD": Key("left"),
    b"\x1b[5~": Key("pageup"),
    b"\x1b[6~": Key("pagedown"),
    b"\x1b[H": Key("home"),
    b"\x1b[F": Key("end"),
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
KEYS: Mapping[bytes, Key] = {**_CONTROLS, **{letter.encode(): Key(letter, letter) for letter in _LETTERS}}
"""Sequences that terminals send as they are at first, and the keys that they stand for."""
_LONGEST = max(map(len, KEYS))


class Typed:
    """What was typed, as keys from the front while they are among :data:`KEYS`; all the rest is kept in order."""

    def __init__(self, rest: bytes = b"") -> None:
        self.rest = rest

    def feed(self, data: bytes) -> None:
        """Take more of what was typed."""
        self.rest += data

    def taken(self) -> Iterator[Key]:
        """Yield the keys at the front, each taken away as it is yielded."""
        while found := self._first():
            self.rest = self.rest[len(found) :]
            yield KEYS[found]

    def _first(self) -> bytes:
        fronts = (self.rest[:size] for size in range(1, _LONGEST + 1))
        return next((front for front in fronts if front in KEYS), b"")
