"""Signals that end a command which shows what it does: the first by way of ``finally``, others change nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ..exit_codes import by_signal

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def first_signal_ends() -> Iterator[None]:
    """Let the first signal end the program; one that comes while it is on its way out does not break into that.

    Raises:
        SystemExit: a signal came, with the code that says so.
    """
    ended = False

    def end(number: int, _: FrameType | None) -> None:
        nonlocal ended
        if not ended:
            ended = True
            raise SystemExit(by_signal(number))

    numbers = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items() if not ended else ():
            signal.signal(number, handler)
