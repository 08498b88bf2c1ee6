"""Signals that end the program: what was entered is saved, and the exit code is the usual one.

A signal never breaks into the work on an answer: it ends the wait for the next line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ...exit_codes import by_signal
from ..ending import handled_by


class Interrupted(BaseException):
    """A signal asks the program to end; ``code`` is 128 and its number."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Interruption:
    """Holds a signal back until the program waits."""

    def __init__(self) -> None:
        self._number = 0
        self._waiting = False

    def caught(self, number: int, frame: FrameType | None) -> None:
        """Note the signal; end the wait if there is one."""
        self._number = number
        if self._waiting:
            self._waiting = False
            raise Interrupted(by_signal(number))

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let signals through while input is waited for.

        Raises:
            Interrupted: a signal came before, or comes now.
        """
        self._waiting = True
        try:
            if self._number:
                raise Interrupted(by_signal(self._number))
            yield
        finally:
            self._waiting = False


@contextmanager
def listening() -> Iterator[Interruption]:
    """Catch the signals that end the program, as far as the platform has them."""
    interruption = Interruption()
    undo = handled_by(interruption.caught)
    try:
        yield interruption
    finally:
        undo()
