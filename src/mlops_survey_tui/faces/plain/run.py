"""Takes the survey over standard input and output, and returns the exit code."""

from __future__ import annotations

import signal
import sys
from typing import TextIO

from ... import exit_codes
from ...language import _, mark
from ...store.errors import StorageError
from ..terminal import NO_INPUT, has_gone, say_last
from ..tui.crash import crash_of
from ..tui.start import Start
from .conversation import Ending
from .interruption import Interrupted, Interruption, listening
from .sitting import Sitting
from .streams import Voice, forgive_bytes, next_line

_UNSAID = mark(
    "The questions cannot be written to standard output: {reason}. "
    "Free some space, or send them elsewhere, and start again."
)


def run(start: Start) -> int:
    """Take the survey line by line; faults are said on standard error."""
    forgive_bytes()
    try:
        with listening() as interruption:
            ending = converse(start, sys.stdin, sys.stdout, interruption)
    except StorageError as error:
        ending = Ending(exit_codes.STORAGE, str(error))
    except Exception as error:  # noqa: BLE001 - the one crash boundary: a traceback may show answers
        ending = Ending(exit_codes.CRASH, crash_of(error).report())
    say_last(ending.error, sys.stderr)
    return ending.code


def converse(start: Start, source: TextIO, target: TextIO, interruption: Interruption) -> Ending:
    """Read line by line until the sitting ends, the input ends, or a signal comes."""
    voice = Voice(target)
    sitting = Sitting(start, voice, interruption.waiting)
    code = taken = 0
    try:
        sitting.begin()
        while sitting.ending is None and voice.heard():
            with interruption.waiting():
                line = next_line(source)
            if not line:
                break
            taken += 1
            sitting.take(line)
    except Interrupted as interrupted:
        code = interrupted.code
    if sitting.ending is None and not code and has_gone(source):
        code = exit_codes.by_signal(signal.SIGHUP)
    sitting.end_of_input()
    voice.heard()
    ending = sitting.ending or Ending()
    if voice.obstacle and not code:
        return Ending(exit_codes.STORAGE, _(_UNSAID).format(reason=voice.obstacle))
    if not (taken or code or start.resume_first):
        return Ending(exit_codes.USAGE, _(NO_INPUT))
    return Ending(ending.code or code, ending.error)
