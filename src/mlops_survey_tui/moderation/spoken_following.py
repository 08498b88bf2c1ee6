"""Lines of a terminal or a pipe for the spoken console, while it looks at the interview."""

from __future__ import annotations

import queue
import sys
import threading
from typing import TextIO

from .. import exit_codes
from ..faces.plain.interruption import Interrupted, Interruption, listening
from ..faces.plain.streams import Voice, forgive_bytes, next_line
from ..faces.terminal import complain
from ..faces.tui.crash import crash_of
from ..language import _
from ..store.errors import StorageError
from ..store.store import Store
from .spoken_console import WORDS, SpokenConsole
from .watching import EVERY, Watching

_MOST_WAITING = 100
"""Lines that are read ahead: an input that never ends fills no memory."""


def follow_plain(store: Store, interview_id: str) -> int:
    """Follow an interview line by line until the input ends or a signal comes; return the exit code."""
    forgive_bytes()
    try:
        with listening() as interruption:
            return _followed(Watching(store, interview_id), interruption)
    except StorageError as error:
        complain(str(error))
        return exit_codes.STORAGE
    except Exception as error:  # noqa: BLE001 - the one crash boundary: a traceback may show notes
        complain(crash_of(error).report())
        return exit_codes.CRASH


def _followed(watching: Watching, interruption: Interruption) -> int:
    voice = Voice(sys.stdout)
    console = SpokenConsole(watching, voice)
    voice(_(WORDS))
    lines = _lines_of(sys.stdin)
    code = exit_codes.DONE
    try:
        while not console.ended and voice.heard():
            console.look()
            voice.heard()
            with interruption.waiting():
                line = _next(lines)
            if line is None:
                break
            if line:
                console.look()
                console.take(line)
    except Interrupted as interrupted:
        code = interrupted.code
    console.close()
    voice.heard()
    return code


def _next(lines: queue.Queue[str]) -> str | None:
    """Return the next line; nothing if none came in time, None at the end of the input."""
    try:
        return lines.get(timeout=EVERY) or None
    except queue.Empty:
        return ""


def _lines_of(source: TextIO) -> queue.Queue[str]:
    """Return the lines of an input as they come, and '' at its end; reading must not hold up the looking."""
    lines: queue.Queue[str] = queue.Queue(_MOST_WAITING)

    def read() -> None:
        while line := next_line(source):
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, name="console-input", daemon=True).start()
    return lines
