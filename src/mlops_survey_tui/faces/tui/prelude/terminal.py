"""The terminal from the first byte written until Textual takes over: on the other screen, handing over each key."""

from __future__ import annotations

import os
import select
import sys
import time
from _thread import start_new_thread  # the signal may come while threading is being loaded

from ....ending_signals import ending_numbers

TYPE_CHECKING = False  # typing, and signal with its enumerations, take longer to load than the first screen to write
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from types import FrameType
    from typing import Any
else:
    import _signal as signal

ALTERNATE = "\x1b[?1049h"
_INPUT, _OUTPUT = 0, 2
_TAKE = f"{ALTERNATE}\x1b[?25l\x1b[?2004h\x1b[?7l".encode()
"""The other screen, no cursor, pastes in brackets, no wrapping of lines: as Textual has it."""
_GIVE_BACK = b"\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"
_FORCED = b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2048l\x1b[<u"
"""No mouse, no other keyboard, and no word of focus and size, which Textual asks for."""
_DEADLINE = 0.9
"""Seconds after a signal in which the program ends by itself, before it is ended."""


class Ended(BaseException):
    """A signal has asked the program to end, with this exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Terminal:
    """Standard input and error as one terminal. Making the object takes it over and shows a screen, if one is given.

    ``typed`` is what had been typed by then. ``wake`` is set by who holds something entered: it is called when a signal
    asks the program to end, which is to be heeded soon. Before that a signal ends the program on the spot: an exception
    out of nowhere is lost where Python loads modules or takes objects apart, and told as a fault.

    Raises:
        OSError: it is no terminal, or has gone.
    """

    def __init__(self, screen: bytes = b"") -> None:
        import termios

        self.wake: Callable[[], object] | None = None
        self._mine, self._ended, self._written = True, 0, b""
        self._heeded = tuple(ending_numbers(signal))
        try:
            self.attributes: list[Any] = termios.tcgetattr(_INPUT)
            self._listen()
            termios.tcsetattr(_INPUT, termios.TCSANOW, _raw(self.attributes))
        except termios.error as error:
            raise OSError(*error.args) from error
        self.write(_TAKE + screen)
        self.typed = _typed_ahead()

    def write(self, data: bytes) -> None:
        """Write all of this, and keep it for drawing anew."""
        self._written += data
        _write(data)

    def heed(self) -> None:
        """End if a signal has asked for it.

        Raises:
            Ended: one has.
        """
        if self._ended:
            raise Ended(self._ended)

    def hand_over(self) -> list[Any]:
        """Leave the terminal to another, which is told the attributes to go back to."""
        self._mine = False
        return self.attributes

    def give_back(self) -> None:
        """Leave the terminal as it was found, unless another has it by now.

        A signal may come at any moment in here, and begin all of it again.
        """
        if not self._mine:
            return
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        _write_if_there(_GIVE_BACK)
        self.restore()
        self._mine = False
        for number in () if self._ended else self._heeded:
            signal.signal(number, signal.SIG_DFL)

    def take_back(self) -> None:
        """Leave the terminal as it was found, whoever has it by now."""
        take_back(self.attributes)

    def restore(self) -> None:
        """Set the attributes that were found, whoever has the terminal."""
        _restore(self.attributes)

    def _listen(self) -> None:
        for number in self._heeded:
            signal.signal(number, self._asked_to_end)
        signal.signal(signal.SIGTSTP, self._suspended)

    def _suspended(self, *_: object) -> None:
        """Stop with the terminal as it was found, and go on with it as it was left, unless it has gone meanwhile."""
        import termios

        try:
            _write(_GIVE_BACK)
            self.restore()
            os.kill(os.getpid(), signal.SIGSTOP)
            termios.tcsetattr(_INPUT, termios.TCSANOW, _raw(self.attributes))
            _write(self._written)
        except (OSError, termios.error):
            os.kill(os.getpid(), signal.SIGHUP)

    def _asked_to_end(self, number: int, _: FrameType | None) -> None:
        """Heed the first signal. Others may be under way, of which Python complains if they are ignored by then."""
        if self._ended:
            return
        self._ended = 128 + number
        if self.wake is None:
            self.give_back()
            os._exit(self._ended)
        self.wake()
        try:
            start_new_thread(self._end_late, ())
        except RuntimeError:  # no more threads: it ends by itself
            return

    def _end_late(self) -> None:
        """End by force what has not ended by itself, whoever has the terminal by now."""
        time.sleep(_DEADLINE)
        self.take_back()
        os._exit(self._ended)


def take_back(attributes: list[Any]) -> None:
    """Leave the terminal as it was found with these attributes, whoever has it; never wait for one that is stuck."""
    _restore(attributes)
    try:
        for byte in _FORCED + _GIVE_BACK:
            if not select.select((), (_OUTPUT,), (), 0)[1]:
                return
            os.write(_OUTPUT, bytes((byte,)))
    except OSError:
        return


def _restore(attributes: list[Any]) -> None:
    """Set attributes; a terminal that has gone needs none."""
    import termios

    try:
        termios.tcsetattr(_INPUT, termios.TCSANOW, attributes)
    except (OSError, termios.error):
        return


def _write(data: bytes) -> None:
    """Write all of this."""
    while data:
        data = data[os.write(_OUTPUT, data) :]


def _write_if_there(data: bytes) -> None:
    """Write all of this, unless the terminal has gone."""
    try:
        _write(data)
    except OSError:
        return


def _typed_ahead() -> bytes:
    """Return what was typed while the terminal still turned Enter into the end of a line."""
    typed = b""
    while select.select((_INPUT,), (), (), 0)[0] and (data := os.read(_INPUT, 4096)):
        typed += data
    return typed.replace(b"\n", b"\r")


def can_be_taken() -> bool:
    """Return whether this is a system with terminals as Unix has them, and this process is in front of one."""
    if sys.platform == "win32":
        return False
    try:
        return all(map(os.isatty, (0, 1, 2))) and os.tcgetpgrp(_INPUT) == os.getpgrp()
    except OSError:
        return False


def _raw(attributes: list[Any]) -> list[Any]:
    """Return attributes with which every key comes at once, unchanged and unseen."""
    import termios

    raw = [*attributes[:6], list(attributes[6])]
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
    return raw
