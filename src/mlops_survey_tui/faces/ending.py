"""Signals that end a command which shows what it does: the first by way of ``finally``, others change nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from ..exit_codes import by_signal

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


def handled_by(handler: Callable[[int, FrameType | None], None]) -> Callable[[], None]:
    """Handle the signals that end a program, as far as the platform has them; return what undoes it."""
    numbers = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.signal(number, handler) for number in numbers}

    def undo() -> None:
        for number, former in before.items():
            signal.signal(number, former)

    return undo


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

    undo = handled_by(end)
    try:
        yield
    finally:
        if not ended:
            undo()
