"""A process of its own that checks bodies, so that checking and receiving share no interpreter.

It reads frames from its input, first the questionnaires, then one body after the other, and answers each body with a
line.
``python -m mlops_survey_tui.collector.checker``
"""

from __future__ import annotations

import gc
import json
import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO

from ..questionnaire.model import Questionnaire
from .checking import check
from .verdicts import LENGTH

_BUFFER = 1 << 18


def _frames(stream: BinaryIO) -> Iterator[bytes]:
    while len(head := stream.read(LENGTH)) == LENGTH:
        yield stream.read(int.from_bytes(head, "big"))


def main() -> int:
    """Check until the input ends; a signal to stop is for the collector, which closes the input when it is done."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    given, answers = _frames(open(sys.stdin.fileno(), "rb", _BUFFER, closefd=False)), sys.stdout.buffer  # noqa: SIM115
    found = [Questionnaire.from_json(text) for text in json.loads(next(given))]
    questionnaires = {one.source_hash: one for one in found}
    del found
    _settle()
    for body in given:
        answers.write(check(questionnaires, body).line())
        answers.flush()
    return 0


def _settle() -> None:
    """Keep what stays for good out of the garbage collector's rounds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


if __name__ == "__main__":
    sys.exit(main())
