"""Reads the terminal's input safely: a paste stays one paste, answers of the terminal are no keys, no byte is a fault.

Textual reads an escape character inside a bracketed paste as the beginning of a key, so that pasted text could press
keys: Ctrl+C in a copied log would leave the survey. Such characters are taken out before Textual sees them.
"""

from __future__ import annotations

import codecs
import re
import sys
import time
from collections.abc import Callable, Iterable

from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
LONGEST = 20_000
"""Characters of a paste that are read, five times what any question takes; more would only take time."""

_QUIET, _LONGEST_KEY = 1.0, 8
"""Seconds without input, and characters at most, after which a key has been pressed within a paste."""


class PasteFilter:
    """Passes terminal input on, without the escape characters between the marks of a paste.

    Input may be cut anywhere. Outside a paste nothing is held back, so that the Esc key answers at once. A paste whose
    end never came, as over a line that was cut, is ended by the next key after a while.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._heard = clock, 0.0
        self._inside = False
        self._room = 0
        self._held = ""
        self._tail = ""

    def __call__(self, data: str) -> str:
        """Return what of the input is to be read now."""
        passed: list[str] = [self._ended_by(data)]
        while data:
            part, data = self._pasted(data) if self._inside else self._typed(data)
            passed.append(part)
        return "".join(passed)

    def _ended_by(self, data: str) -> str:
        """Return the end of a paste that has none, if this can only be a key: short, after nothing for a while."""
        quiet, self._heard = self._clock() - self._heard, self._clock()
        if not self._inside or self._held or quiet < _QUIET or len(data) > _LONGEST_KEY:
            return ""
        self._inside = False
        return _END

    def _typed(self, data: str) -> tuple[str, str]:
        """Return the input up to the beginning of a paste, and the rest."""
        seen = self._tail + data
        found = seen.find(_BEGIN)
        if found < 0:
            self._tail = seen[-len(_BEGIN) + 1 :]
            return data, ""
        self._inside, self._room, self._tail = True, LONGEST, ""
        cut = found + len(_BEGIN) - (len(seen) - len(data))
        return data[:cut], data[cut:]

    def _pasted(self, data: str) -> tuple[str, str]:
        """Return the text of a paste without escape characters, with its end if that came, and the rest."""
        text, self._held = self._held + data, ""
        found = text.find(_END)
        if found >= 0:
            self._inside = False
            return self._kept(text[:found]) + _END, text[found + len(_END) :]
        cut = next((n for n in range(len(_END) - 1, 0, -1) if text.endswith(_END[:n])), 0)
        self._held = text[len(text) - cut :]
        return self._kept(text[: len(text) - cut]), ""

    def _kept(self, text: str) -> str:
        kept = text.replace("\x1b", "")[: self._room]
        self._room -= len(kept)
        return kept


class LateReplies:
    """Takes out what a slow terminal says of its background after the survey has stopped waiting for it.

    Without this its digits would choose answers. A single Esc is never held back.
    """

    _WHOLE = re.compile(r"\x1b\]11;[\w:/#]*(?:\x07|\x1b\\|(?=[^\w:/#\x07\x1b]|\x1b[^\\]))|\x1b\[\?[\d;]*c")
    """One that ends before its end, on a line that was cut, is taken out with what had come of it."""
    _BEGUN = re.compile(r"\x1b(?:\](?:1(?:1(?:;[\w:/#]{0,40}\x1b?)?)?)?|\[(?:\?[\d;]{0,40})?)\Z")

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

    @property
    def waits(self) -> bool:
        """Whether something is to be parsed, or has only begun, so that :meth:`tick` is to be called soon."""
        return bool(PasteSafeParser.typed) or self._timeout_time is not None

    def tick(self) -> Iterable[Message]:
        """Parse what was typed before the survey was there, then look for keys that have timed out."""
        typed, PasteSafeParser.typed = PasteSafeParser.typed, ""
        if typed:
            yield from self.feed(typed)
        yield from super().tick()

    def parse_mouse_code(self, code: str) -> Message | None:
        """Return where the mouse is; nothing where the terminal has told of no size that this could be within."""
        try:
            return super().parse_mouse_code(code)
        except ZeroDivisionError:
            return None

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        """Yield the keys of a sequence; one with a character that there is not is ignored."""
        try:
            yield from super()._sequence_to_key_events(sequence, alt)
        except (ValueError, OverflowError):
            yield Key(Keys.Ignore, sequence)

    def feed(self, data: str) -> Iterable[Message]:
        """Parse input; an empty string is its end."""
        passed = self._filter(self._replies(data) if self._replies else data)
        return super().feed(passed) if passed or not data else ()


def begin_with(typed: bytes, late: bool) -> None:
    """Let the next parser begin with what was read before; ``late`` says that the terminal may still answer."""
    PasteSafeParser.typed, PasteSafeParser.late = decoder().decode(typed), late


def decoder() -> codecs.IncrementalDecoder:
    """Return a decoder of input that shows what it cannot read; Textual's own ends the program over it."""
    encoding = getattr(sys.__stdin__, "encoding", "") or "utf-8"
    known = "utf-8" if codecs.lookup(encoding).name == "ascii" else encoding
    return codecs.getincrementaldecoder(known)(errors="replace")
