"""Takes the survey over standard input and output, and returns the exit code."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from ... import exit_codes
from ...language import _
from ...store.errors import StorageError
from ..terminal import NO_INPUT
from ..tui.crash import crash_of
from ..tui.start import Start
from .conversation import Ending
from .interruption import Interrupted, Interruption, listening
from .sitting import Sitting


def run(start: Start) -> int:
    """Take the survey line by line; faults are said on standard error."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        with listening() as interruption:
            ending = converse(start, sys.stdin, sys.stdout, interruption)
    except StorageError as error:
        ending = Ending(exit_codes.STORAGE, str(error))
    except Exception as error:  # noqa: BLE001 - the one crash boundary: a traceback may show answers
        ending = Ending(exit_codes.CRASH, crash_of(error).report())
    if ending.error:
        print(ending.error, file=sys.stderr)
    return ending.code


def converse(start: Start, source: TextIO, target: TextIO, interruption: Interruption) -> Ending:
    """Read line by line until the sitting ends, the input ends, or a signal comes."""
    sitting = Sitting(start, lambda line: _write(target, line))
    code = taken = 0
    try:
        sitting.begin()
        while sitting.ending is None:
            target.flush()
            with interruption.waiting():
                line = source.readline()
            if not line:
                break
            taken += 1
            sitting.take(line)
    except Interrupted as interrupted:
        code = interrupted.code
    except BrokenPipeError:
        _silence(target)
    sitting.end_of_input()
    target.flush()
    ending = sitting.ending or Ending()
    if not (taken or code or start.resume_first):
        return Ending(exit_codes.USAGE, _(NO_INPUT))
    return Ending(ending.code or code, ending.error)


def _write(target: TextIO, line: str) -> None:
    target.write(f"{line}\n")


def _silence(target: TextIO) -> None:
    """Give what is still to be said to nobody, as nobody listens."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), target.fileno())
