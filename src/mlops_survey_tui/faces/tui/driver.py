"""Textual's driver for terminals, which takes over from the prelude, wakes only for input, and leaves at once.

Textual's own looks ten times a second whether it should end, and so takes up to two tenths of a second to do so.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, MouseEvent, Resize
from textual.message import Message

from .backlog import Backlog
from .pasting import PasteSafeParser, decoder
from .prelude.size import HIGHEST, WIDEST, drawn_size
from .prelude.terminal import ALTERNATE, take_back

_TICK = 0.1
"""Seconds after which input that has only begun is read as what it is so far, an Esc key for example."""
_SIZE = 4096
_AT_ONCE = 512
"""Characters that no terminal draws by halves."""


@contextmanager
def _unsuspended() -> Iterator[None]:
    """Let a signal to suspend wait: it would give back a terminal that is not wholly taken over."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _bounded(said: Resize) -> Resize | None:
    """Return a size that the terminal tells among its keys as far as it is drawn on; nothing if it is no size."""
    width, height = said.size
    if width < 1 or height < 1:
        return None
    return Resize.from_dimensions((min(width, WIDEST), min(height, HIGHEST)), said.pixel_size)


class SurveyDriver(LinuxDriver):
    """Reads and writes the terminal as the app's ``handed`` has it, if there was a prelude."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._handed = getattr(app, "handed", None)
        self._wake: tuple[int, int] | None = None
        self._given_back = False
        self.lacks_memory = False
        self._backlog = Backlog(self.process_message, app.call_later)

    def start_application_mode(self) -> None:
        """Begin to draw and read; a prelude's terminal is taken over with the attributes to go back to."""
        self._wake = self._wake or os.pipe()
        with _unsuspended():
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if self._handed is not None:
                self.attrs_before, self._handed = self._handed.terminal.hand_over(), None

    def resume_application_mode(self) -> None:
        """Draw and read again after a stop, also after one that nobody announced, such as that of SIGSTOP.

        Textual's own would take the terminal over twice then, and give back what it had made of it itself.
        """
        if self._is_reading():
            self.suspend_application_mode()
            self._must_signal_resume = True
        super().resume_application_mode()

    def _is_reading(self) -> bool:
        return self._key_thread is not None and self._key_thread.is_alive()

    def write(self, data: str) -> None:
        """Write, but do not change to the other screen again: some terminals would clear it."""
        if self._handed is None or data != ALTERNATE:
            super().write(data)

    def paint(self, data: str) -> None:
        """Write a change of the screen as one, where the terminal can be told so."""
        if not data or self._writer_thread is None:
            return
        whole = self._app._sync_available and len(data) > _AT_ONCE  # Textual has asked, and says so nowhere else
        self._writer_thread.write(f"{SYNC_START}{data}{SYNC_END}" if whole else data)

    def disable_input(self) -> None:
        """End the reading of input, which wakes for it."""
        if self._wake is None:
            return
        os.write(self._wake[1], b"!")
        super().disable_input()
        for end in self._wake:
            os.close(end)
        self._wake = None

    def give_back(self) -> bool:
        """Leave the terminal as it was found, and let out all that is to be written.

        Return whether that could be written: Textual may have ended the writing before.
        """
        writes = self._writer_thread is not None and self._writer_thread.is_alive()
        if not self._given_back:
            self._given_back = True
            self.stop_application_mode()
            self.close()
        return writes

    def take_back(self) -> None:
        """Leave the terminal as it was found, from any thread, whatever is still to be written."""
        if self.attrs_before is not None:
            take_back(self.attrs_before)

    def run_input_thread(self) -> None:
        """Read keys, pastes and the mouse until the input is disabled, the terminal has gone, or memory lacks."""
        try:
            self._read_on()
        except MemoryError:
            self.lacks_memory = True
            os.kill(os.getpid(), signal.SIGTERM)

    def _read_on(self) -> None:
        assert self._wake is not None
        parser, decode = PasteSafeParser(self._debug), decoder().decode
        wake, ends = self._wake[0], (self.fileno, self._wake[0])
        self._process(parser.tick())
        while wake not in (ready := select.select(ends, (), (), _TICK if parser.waits else None)[0]):
            data = self._read() if ready else b""
            if ready and not data:
                os.kill(os.getpid(), signal.SIGHUP)
                return
            if text := decode(data):
                self._process(parser.feed(text))
            self._process(parser.tick())

    def _process(self, messages: Iterable[Message]) -> None:
        for message in messages:
            kept = _bounded(message) if isinstance(message, Resize) else message
            if isinstance(kept, Key | MouseEvent):
                self._backlog.put(kept)
            elif kept is not None:
                self.process_message(kept)

    def _get_terminal_size(self) -> tuple[int, int]:
        return drawn_size()

    def _read(self) -> bytes:
        with suppress(OSError):
            return os.read(self.fileno, _SIZE)
        return b""
