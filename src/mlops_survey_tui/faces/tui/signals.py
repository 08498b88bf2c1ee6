"""Signals that end the program: save, give the terminal back, and leave with the usual exit code.

Without this, SIGTERM and SIGHUP leave the terminal in the alternate screen with mouse reporting on. A terminal that has
gone or takes no more output can block the ordinary way out, and so can a disk. So a thread ends the process after a
second whatever happens, and gives the terminal back as far as it can be done at once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from ...exit_codes import by_signal
from ..ending import ending_signals

DEADLINE = 0.9


@contextmanager
def held_back() -> Iterator[None]:
    """Let signals that end the program wait until ``let_through``, at the latest until the end of the block.

    Nobody would listen to them while Textual takes the terminal over. Threads that begin meanwhile heed none.
    """
    before = _mask("SIG_BLOCK")
    try:
        yield
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def let_through() -> None:
    """Let the signals through that were held back."""
    _mask("SIG_UNBLOCK")


def _mask(how: str) -> set[signal.Signals | int] | None:
    """Block the signals or let them through, where the platform can; return which were blocked before."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    return signal.pthread_sigmask(getattr(signal, how), set(ending_signals()))


def listen(
    loop: asyncio.AbstractEventLoop,
    leave: Callable[[int], None],
    is_for_another: Callable[[int], bool] = lambda _: False,
    take_back: Callable[[], None] = lambda: None,
    deadline: float = DEADLINE,
) -> None:
    """Call ``leave`` with the exit code (128 and the signal's number) when a signal ends the program.

    ``is_for_another`` tells the signals, by number, that are meant for a program that has the terminal at the moment.
    ``take_back`` gives the terminal back where the program has to be ended by force, ``deadline`` seconds later.
    Where the platform has no signals for event loops nothing is listened to.
    """

    def heard(number: int, _: FrameType | None = None) -> None:
        """Interrupt what the loop may be stuck in, and see to it that the program ends."""
        if not is_for_another(number):
            timer = threading.Timer(deadline, _end_by_force, (by_signal(number), take_back))
            timer.daemon = True
            with suppress(RuntimeError):  # no more threads
                timer.start()

    def ended(number: int) -> None:
        if not is_for_another(number):
            leave(by_signal(number))

    for number in ending_signals():
        try:
            loop.add_signal_handler(number, ended, number)
        except (NotImplementedError, RuntimeError):
            return
        signal.signal(number, heard)  # the loop, which is woken all the same, has none of its own


def _end_by_force(code: int, take_back: Callable[[], None]) -> None:
    try:
        take_back()
    finally:
        os._exit(code)
