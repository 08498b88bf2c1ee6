"""Keeps a paste one paste, whatever is in it.

Textual reads an escape character inside a bracketed paste as the beginning of a key, so that pasted text could press
keys: Ctrl+C in a copied log would leave the survey. Such characters are taken out before Textual sees them.
"""

from __future__ import annotations

from collections.abc import Iterable

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


class PasteSafeParser(XTermParser):
    """Textual's parser of terminal input behind a :class:`PasteFilter`."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._filter = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        """Parse input; an empty string is its end."""
        passed = self._filter(data)
        return super().feed(passed) if passed or not data else ()


def install() -> None:
    """Let Textual's driver for terminals use the safe parser; on Windows pastes arrive another way."""
    from textual.drivers import linux_driver

    vars(linux_driver)["XTermParser"] = PasteSafeParser  # the driver offers no other place
