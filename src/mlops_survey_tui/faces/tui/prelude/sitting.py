"""Draws the navigator's rows and hands it keys until what comes after the prelude is loaded."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread

from ....shortage import is_shortage
from ..frame import Row
from ..navigator import Navigator
from ..painting.painter import Painter
from .keys import Typed
from .size import drawn_size
from .terminal import Terminal

_INPUT = 0
_SIZE = 4096


class Prelude:
    """One navigator on a terminal, and the thread that loads what takes over."""

    def __init__(self, terminal: Terminal, navigator: Navigator, painter: Painter) -> None:
        self._terminal, self._navigator, self._painter = terminal, navigator, painter
        self._ready, self._tell = os.pipe()
        self._rows: Sequence[Row] = ()
        self._width = 0

    def run(self, typed: bytes, load: Callable[[], object]) -> bytes:
        """Hold the sitting until ``load`` has returned or the respondent has left; return what is yet to be read.

        Raises:
            Ended: by a signal.
        """
        held = Typed(typed)
        loading = Thread(target=self._load, args=(load,), daemon=True)
        self._terminal.wake = lambda: os.write(self._tell, b"e")
        before = signal.signal(signal.SIGWINCH, lambda *_: os.write(self._tell, b"s"))
        self._draw()
        loading.start()
        try:
            while not self._take(held) and self._waited(held):
                self._terminal.heed()
        finally:
            signal.signal(signal.SIGWINCH, before)
        if self._navigator.departure is None:
            loading.join()
        return held.rest

    def _load(self, load: Callable[[], object]) -> None:
        """Load; what cannot be loaded for lack of memory is loaded again by who needs it, and told there."""
        try:
            load()
        except (ImportError, MemoryError, RuntimeError, SystemError, OSError) as error:
            if not is_shortage(error):
                raise
        finally:
            os.write(self._tell, b"l")

    def _take(self, held: Typed) -> bool:
        """Hand over the keys that are clear; return whether the rest is for what comes after."""
        navigator = self._navigator
        for key in held.taken():
            self._terminal.heed()
            navigator.key(key.name, key.character)
            self._draw()
            if navigator.departure is not None or navigator.wants_terminal:
                return True
        return bool(held.rest)

    def _waited(self, held: Typed) -> bool:
        """Wait for keys, a new size, or the end of loading; return whether the sitting goes on."""
        ready = select.select((_INPUT, self._ready), (), ())[0]
        if self._ready in ready:
            if b"l" in os.read(self._ready, _SIZE):
                return False
            self._draw()
        elif data := self._read():
            held.feed(data)
        else:
            os.kill(os.getpid(), signal.SIGHUP)
        return True

    def _read(self) -> bytes:
        """Return what was typed, or nothing if the terminal has gone."""
        with suppress(OSError):
            return os.read(_INPUT, _SIZE)
        return b""

    def _draw(self) -> None:
        width, height = drawn_size()
        self._navigator.resize(width, height)
        rows = self._navigator.rows
        if width == self._width and len(rows) == len(self._rows):
            painted = self._painter.repaint(self._rows, rows, width)
        else:
            painted = self._painter.paint(rows, width)
        self._rows, self._width = rows, width
        self._terminal.write(painted)
