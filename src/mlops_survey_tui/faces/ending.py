"""Signals that end a command which shows what it does: the first by way of ``finally``, others change nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from ..ending_signals import ending_numbers
from ..exit_codes import by_signal


def ending_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that end a program: see :func:`ending_numbers`."""
    return tuple(map(signal.Signals, ending_numbers(signal)))


def handled_by(handler: Callable[[int, FrameType | None], None]) -> Callable[[], None]:
    """Handle the signals that end a program; return what undoes it."""
    before = {number: signal.signal(number, handler) for number in ending_signals()}

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
