"""Reads the terminal's input safely: a paste stays one paste, answers of the terminal are no keys, no byte is a fault.

Textual reads an escape character inside a bracketed paste as the beginning of a key, so that pasted text could press
keys: Ctrl+C in a copied log would leave the survey. Such characters are taken out before Textual sees them.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable, Iterable
from functools import partial

from textual._xterm_parser import XTermParser
from textual.message import Message

_BEGIN, _END = "\x1b[200~", "\x1b[201~"


class PasteFilter:
    """Passes terminal input on, without the escape characters between the marks of a paste.

    Input may be cut anywhere. Outside a paste nothing is held back, so that the Esc key answers at once.
    """

    def __init__(self) -> None:
        self._inside = False
        self._held = ""
        self._tail = ""

    def __call__(self, data: str) -> str:
        """Return what of the input is to be read now."""
        passed: list[str] = []
        while data:
            part, data = self._pasted(data) if self._inside else self._typed(data)
            passed.append(part)
        return "".join(passed)

    def _typed(self, data: str) -> tuple[str, str]:
        """Return the input up to the beginning of a paste, and the rest."""
        seen = self._tail + data
        found = seen.find(_BEGIN)
        if found < 0:
            self._tail = seen[-len(_BEGIN) + 1 :]
            return data, ""
        self._inside, self._tail = True, ""
        cut = found + len(_BEGIN) - (len(seen) - len(data))
        return data[:cut], data[cut:]

    def _pasted(self, data: str) -> tuple[str, str]:
        """Return the text of a paste without escape characters, with its end if that came, and the rest."""
        text, self._held = self._held + data, ""
        found = text.find(_END)
        if found >= 0:
            self._inside = False
            return text[:found].replace("\x1b", "") + _END, text[found + len(_END) :]
        cut = next((n for n in range(len(_END) - 1, 0, -1) if text.endswith(_END[:n])), 0)
        self._held = text[len(text) - cut :]
        return text[: len(text) - cut].replace("\x1b", ""), ""


class LateReplies:
    """Takes out what a slow terminal says of its background after the survey has stopped waiting for it.

    Without this its digits would choose answers. A single Esc is never held back.
    """

    _WHOLE = re.compile(r"\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?[\d;]*c")
    _BEGUN = re.compile(r"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,40}\x1b?)?)?)?|\[(?:\?[\d;]{0,40})?)\Z")

    def __init__(self) -> None:
        self._held = ""

    def __call__(self, data: str) -> str:
        """Return the input without such replies; one that has only begun is kept until the rest comes."""
        text = self._WHOLE.sub("", self._held + data)
        begun = self._BEGUN.search(text) if data else None
        cut = begun.start() if begun else len(text)
        self._held = text[cut:]
        return text[:cut]


class PasteSafeParser(XTermParser):
    """Textual's parser of terminal input behind filters; it begins with what was typed before it was there."""

    typed = ""
    late = False

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._filter, self._replies = PasteFilter(), LateReplies() if self.late else None

    def tick(self) -> Iterable[Message]:
        """Parse what was typed before the survey was there, then look for keys that have timed out."""
        typed, PasteSafeParser.typed = PasteSafeParser.typed, ""
        if typed:
            yield from self.feed(typed)
        yield from super().tick()

    def feed(self, data: str) -> Iterable[Message]:
        """Parse input; an empty string is its end."""
        passed = self._filter(self._replies(data) if self._replies else data)
        return super().feed(passed) if passed or not data else ()


def install(typed: bytes = b"", late: bool = False) -> None:
    """Let Textual's driver for terminals use the safe parser; on Windows pastes arrive another way.

    ``typed`` was read before, and ``late`` says that the terminal may still answer what it was asked.
    """
    from textual.drivers import linux_driver

    PasteSafeParser.typed, PasteSafeParser.late = _decoder()().decode(typed), late
    offered = vars(linux_driver)  # the driver offers no other place
    offered["XTermParser"], offered["getincrementaldecoder"] = PasteSafeParser, _decoder


def _decoder(_: str = "") -> Callable[[], codecs.IncrementalDecoder]:
    """Return a decoder of input that shows what it cannot read; Textual's own ends the program over it."""
    encoding = getattr(sys.__stdin__, "encoding", "") or "utf-8"
    known = "utf-8" if codecs.lookup(encoding).name == "ascii" else encoding
    return partial(codecs.getincrementaldecoder(known), errors="replace")
