"""One sitting in a browser: a process that runs the app, from its start to its end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ...exit_codes import by_signal
from . import packets

DRIVER = "mlops_survey_tui.faces.web.driver:BrowserDriver"
_NOT_PASSED_ON = ("MLOPS_SURVEY_PLAIN", "EDITOR", "VISUAL", "TEXTUAL", "TEXTUAL_LOG")
"""Variables for a terminal: in a browser there are no lines to read, and there is no place for an editor."""
_PATIENCE = 3.0
"""Seconds that a process may take to save, and again to end once it was told to."""
_LONGEST_TEXT = 20_000
_MOST_WAITING = 1 << 25
"""Bytes that wait for a process which does not read; what comes after them is passed over."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code, what it said, and what it said of trouble."""

    code: int
    said: str = ""
    trouble: str = ""


class Sitting:
    """A process that draws the survey into a pipe.

    ``show`` takes what it draws, for as long as that may take; ``cut`` makes it give up, at the latest when the sitting
    has to end.
    """

    def __init__(
        self, command: Sequence[str], show: Callable[[bytes], Awaitable[None]], cut: Callable[[], None]
    ) -> None:
        self._command, self._show, self._cut = command, show, cut
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[Ended] | None = None
        self.leaving = False
        """Whether the process was told to end."""

    async def start(self, width: int, height: int) -> None:
        """Start the process, for a screen of so many cells.

        Raises:
            OSError: the system has no room for it.
        """
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, stderr=pipe,
            env=environment(width, height), start_new_session=True,
        )  # fmt: skip
        self._reading = asyncio.create_task(self._read(self._process))

    def type(self, text: str) -> None:
        """Hand over what was typed or clicked."""
        self._send(packets.packet(packets.DATA, text.encode("utf-8", "replace")))

    def resize(self, width: int, height: int) -> None:
        """Say that the screen has another size now."""
        self._send(packets.meta({"type": "resize", "width": width, "height": height}))

    async def end(self) -> Ended:
        """Wait until the process has ended by itself."""
        assert self._reading is not None
        return await asyncio.shield(self._reading)

    async def stop(self) -> Ended:
        """Have the process save and end; one that does not is ended."""
        if self._process is None or self._reading is None:
            return Ended(0)
        assert self._process.stdin is not None
        self.leaving = True
        self._process.stdin.close()
        for urge in (self._process.terminate, self._process.kill):
            with suppress(TimeoutError):
                return await asyncio.wait_for(self.end(), _PATIENCE)
            self._cut()
            with suppress(ProcessLookupError):
                urge()
        return await self.end()

    def _send(self, data: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        if self._process.stdin.transport.get_write_buffer_size() < _MOST_WAITING:
            with suppress(ConnectionError, RuntimeError):
                self._process.stdin.write(data)

    async def _read(self, process: asyncio.subprocess.Process) -> Ended:
        """Show what the process draws, then keep what it says at its end."""
        assert process.stdout is not None
        assert process.stderr is not None
        trouble = asyncio.create_task(_text(process.stderr))
        with suppress(asyncio.IncompleteReadError, ValueError):
            if await packets.begun(process.stdout):
                await self._forward(process.stdout)
        said = await _text(process.stdout)
        code = await process.wait()
        return Ended(code if code >= 0 else by_signal(-code), said, await trouble)

    async def _forward(self, stream: asyncio.StreamReader) -> None:
        while True:
            kind, payload = await packets.read(stream)
            if packets.is_exit(kind, payload):
                return
            if kind == packets.DATA and not self.leaving:
                await self._show(payload)


async def _text(stream: asyncio.StreamReader) -> str:
    """Return the end of what comes on a stream until it is closed."""
    kept = b""
    while data := await stream.read(4096):
        kept = (kept + data)[-_LONGEST_TEXT:]
    return kept.decode("utf-8", "replace").strip()


def environment(width: int, height: int, outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of the process: that of the server, with a browser in the place of a terminal."""
    passed_on = {name: value for name, value in outer.items() if name not in _NOT_PASSED_ON}
    return passed_on | {
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_FPS": "60",
        "TERM": "xterm-256color",
        "COLUMNS": str(width),
        "ROWS": str(height),
        "PYTHONUTF8": "1",
    }
