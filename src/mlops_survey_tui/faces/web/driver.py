"""Textual's driver for the web, for a process that must save when nobody is at the other end any more."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import App
from textual.drivers import web_driver

from ..tui.pasting import PasteSafeParser

vars(web_driver)["XTermParser"] = PasteSafeParser  # the driver offers no other place


class BrowserDriver(web_driver.WebDriver):
    """Takes the end of the input as a hang-up, as a terminal that is closed sends one."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(_written, self.fileno)

    def run_input_thread(self) -> None:
        """Read until the server ends the input."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            os.kill(os.getpid(), getattr(signal, "SIGHUP", signal.SIGTERM))


def _written(descriptor: int, data: bytes) -> int:
    """Write everything, or as much as there is a server to read it; return its length."""
    written = 0
    with suppress(BrokenPipeError):
        while written < len(data):
            written += os.write(descriptor, data[written:])
    return len(data)
