"""A program in a real pseudo-terminal, with the times at which it writes.

The terminal answers the questions that programs ask it (its modes, its colours, where the cursor is), as a real one
does, so that no program waits for an answer that never comes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

QUIET = 0.025
"""Seconds without a byte after which a screen counts as settled."""

_PATIENCE = 10.0
_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[?u": b"\x1b[?0u",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
}


class Settled(NamedTuple):
    """What a key led to: milliseconds to the last byte, how many bytes there were, and milliseconds of processor time.

    The processor time is 0 where the system does not tell it of a program that runs.
    """

    milliseconds: float
    size: int
    cpu: float


class Ended(NamedTuple):
    """How a program ended, and the processor time it used until then."""

    code: int
    cpu_milliseconds: float


class Program:
    """A program that runs in a pseudo-terminal of 80×24 cells from the moment the object is made."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], width: int = 80, height: int = 24) -> None:
        self.begun = time.perf_counter()
        self.process, self.terminal = os.forkpty()
        if not self.process:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            os.execvpe(command[0], list(command), dict(environ))
        self.output = b""
        self.ended = False

    def read(self, seconds: float) -> int:
        """Take what is written within so many seconds; return how many bytes came first."""
        if self.ended or not select.select([self.terminal], [], [], seconds)[0]:
            return 0
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:
            data = b""
        self.ended = not data
        self.output += data
        self._answer(data)
        return len(data)

    def _answer(self, data: bytes) -> None:
        asked = sorted((place, answer) for question, answer in _ANSWERS.items() if (place := data.find(question)) >= 0)
        for _, answer in asked:
            self.write(answer)

    def write(self, data: bytes) -> None:
        """Send bytes as if they were typed."""
        with contextlib.suppress(OSError):
            os.write(self.terminal, data)

    def wait_for(self, text: str | re.Pattern[bytes]) -> float:
        """Wait until a text, or what fits a pattern, is written; return the milliseconds since the start.

        Raises:
            TimeoutError: it was not written.
        """
        wanted = re.compile(re.escape(text.encode())) if isinstance(text, str) else text
        while not wanted.search(self.output):
            if self.ended or time.perf_counter() - self.begun > _PATIENCE:
                raise TimeoutError(f"{text!r} was not written; this was: {self.output[-2000:]!r}")
            self.read(0.1)
        return (time.perf_counter() - self.begun) * 1000

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing has been written for so many seconds, or somebody writes on and on."""
        begun = time.perf_counter()
        while self.read(quiet) and time.perf_counter() - begun < _PATIENCE / 4:
            pass

    def press(self, key: bytes) -> Settled:
        """Send a key and wait until the screen is settled.

        Raises:
            TimeoutError: the key changed nothing on the screen.
        """
        self.output = b""
        spent, begun = self.cpu_milliseconds(), time.perf_counter()
        self.write(key)
        size, last, wait = 0, 0.0, 2.0
        while count := self.read(wait):
            size, last, wait = size + count, time.perf_counter(), QUIET
        if not size:
            raise TimeoutError(f"{key!r} changed nothing")
        return Settled((last - begun) * 1000, size, self.cpu_milliseconds() - spent)

    def cpu_milliseconds(self) -> float:
        """Return the processor time of all threads so far, as the scheduler counts it (in nanoseconds)."""
        tasks = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6

    def peak_megabytes(self) -> float:
        """Return the most memory that the running program has used so far; 0 where the system does not tell.

        What the system says after its end is no less than what this process used when it started the program.
        """
        status = Path(f"/proc/{self.process}/status")
        lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)

    def leave(self, *keys: bytes, settle: bool = True) -> Ended:
        """Send keys that end the program, if it does not end by itself, and wait for its end."""
        for key in keys:
            self.write(key)
            if settle:
                self.settle()
        return self._wait()

    def kill(self) -> None:
        """End the program at once."""
        os.kill(self.process, signal.SIGKILL)
        self._wait()

    def _wait(self) -> Ended:
        deadline = time.perf_counter() + _PATIENCE
        while not self.ended and time.perf_counter() < deadline:
            self.read(0.1)
        if not self.ended:
            os.kill(self.process, signal.SIGKILL)
        _, status, usage = os.wait4(self.process, 0)
        os.close(self.terminal)
        return Ended(os.waitstatus_to_exitcode(status), (usage.ru_utime + usage.ru_stime) * 1000)
