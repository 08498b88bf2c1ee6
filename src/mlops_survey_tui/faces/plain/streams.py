"""The two ends of a conversation: lines of any length and any bytes come in, and what is said goes out."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from ..terminal import silence

LONGEST_LINE = 20_000
"""Characters of a line that are read; no answer is as long, and what is beyond them is cut."""
_MOST_PIECES = 10_000
_NOBODY = (errno.EPIPE, errno.EIO, errno.ENXIO)
"""How the system tells that the other end of a pipe, or the terminal, has gone."""


def forgive_bytes() -> None:
    """Take bytes that are no text as marks in their place, and say them so, in whatever encoding is spoken."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def next_line(source: TextIO) -> str:
    """Return the next line, or its beginning; none where the input cannot be read any more, or a line has no end."""
    with suppress(OSError):
        line = rest = source.readline(LONGEST_LINE)
        for _ in range(_MOST_PIECES):
            if len(rest) < LONGEST_LINE or rest.endswith("\n"):
                return line
            rest = source.readline(LONGEST_LINE)
    return ""


class Voice:
    """Says lines; when the pipe or the terminal has gone, the rest is said to nobody."""

    def __init__(self, target: TextIO) -> None:
        self._target, self._lost = target, False
        self.obstacle = ""
        """Why nothing can be said any more, unless nobody is there to hear it."""

    def __call__(self, line: str) -> None:
        self._do(lambda: self._target.write(f"{line}\n"))

    def heard(self) -> bool:
        """Let out all that was said, and return whether there is still somebody to hear it."""
        self._do(self._target.flush)
        return not self._lost

    def _do(self, speak: Callable[[], object]) -> None:
        try:
            speak()
        except OSError as error:
            self._lost = True
            if error.errno not in _NOBODY:
                self.obstacle = error.strerror or str(error)
            silence(self._target)
