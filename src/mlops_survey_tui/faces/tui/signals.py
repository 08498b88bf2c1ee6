"""Signals that end the program: save, give the terminal back, and leave with the usual exit code.

Without this, SIGTERM and SIGHUP leave the terminal in the alternate screen with mouse reporting on. A
terminal that has gone can block the ordinary way out, so a thread ends the process after a second
whatever happens.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable

DEADLINE = 0.9
_NAMES = ("SIGTERM", "SIGHUP", "SIGINT")


def listen(
    loop: asyncio.AbstractEventLoop,
    leave: Callable[[int], None],
    is_for_another: Callable[[int], bool] = lambda _: False,
    deadline: float = DEADLINE,
) -> None:
    """Call ``leave`` with the exit code (128 and the signal's number) when a signal ends the program.

    ``is_for_another`` tells the signals, by number, that are meant for a program that has the terminal at the moment.
    Where the platform has no signals for event loops nothing is listened to.
    """
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, _ended_by, number, leave, is_for_another, deadline)
        except (NotImplementedError, RuntimeError):
            return


def _ended_by(
    number: int, leave: Callable[[int], None], is_for_another: Callable[[int], bool], deadline: float
) -> None:
    if is_for_another(number):
        return
    code = 128 + number
    timer = threading.Timer(deadline, os._exit, (code,))
    timer.daemon = True
    timer.start()
    leave(code)
