"""A program in a real pseudo-terminal, with a screen to read."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pyte

PROGRAM = Path(__file__).with_name("program.py")
ALTERNATE_SCREEN_OFF, MOUSE_ON, MOUSE_OFF = b"\x1b[?1049l", b"\x1b[?1000h", b"\x1b[?1000l"
_PASSED_ON = ("PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")


def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    """Return what is seen of a cell: of a space neither weight nor the colour of the text."""
    if cell.data == " " and not (cell.reverse or cell.underscore):
        return (" ", cell.bg)
    return tuple(cell)


def _cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    return [[seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _heed_signals() -> None:
    """Heed the signals that whoever runs the tests ignores, as a shell does for what runs in the background."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """Runs a program, feeds its output to a screen, and waits for what is to appear there."""

    def __init__(
        self,
        command: list[str] | None = None,
        environ: Mapping[str, str] | None = None,
        width: int = 80,
        height: int = 24,
    ) -> None:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", **(environ or {})}
        program, *arguments = command or [sys.executable, str(PROGRAM)]
        self.output, self.echoed = b"", True
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.process = pexpect.spawn(
            program, arguments, env=environment, dimensions=(height, width), timeout=10, maxread=65536,
            preexec_fn=_heed_signals,
        )  # fmt: skip
        self.process.delaybeforesend = None

    def read(self, seconds: float = 0.05) -> None:
        """Take what the program has written, for at most so many seconds."""
        try:
            data: bytes = self.process.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.output += data
        self._stream.feed(data.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))

    def wait_for(self, text: str, seconds: float = 30.0) -> float:
        """Wait until a text is on the screen, on one line or wrapped; return the seconds it took."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if text in self.text() or text in " ".join(self.text().split()):
                return time.monotonic() - begun
            self.read()
        raise AssertionError(f"{text!r} did not appear in:\n{self.text()}")

    def settle(self, seconds: float = 0.3) -> None:
        """Read until nothing has been written for so long."""
        before = -1
        while len(self.output) != before:
            before = len(self.output)
            self.read(seconds)

    def text(self) -> str:
        """Return the screen as text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Return what is seen of every cell of the screen."""
        return _cells(self.screen)

    def cells_before(self, mark: bytes) -> list[list[tuple[object, ...]]]:
        """Return what was seen of every cell before this was written, if it has been."""
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        pyte.ByteStream(screen).feed(self.output.partition(mark)[0].replace(b"\x1b[?2026$p", b""))
        return _cells(screen)

    def send(self, keys: str | bytes) -> None:
        """Write to the program's input."""
        self.process.send(keys)

    def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        self.screen.resize(height, width)
        self.process.setwinsize(height, width)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.process.pid, number)

    def state(self) -> str:
        """Return the state of the process as the kernel names it (T is stopped)."""
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0]

    def exit_code(self, seconds: float = 10.0) -> int:
        """Wait for the end and return the exit code, as a shell would say it."""
        begun = time.monotonic()
        while self.process.isalive():
            if time.monotonic() - begun > seconds:
                raise AssertionError(f"still running; the screen shows:\n{self.text()}")
            self.read()
        self.settle(0.05)
        self.echoed = self.echoes()
        self.process.close()
        if self.process.signalstatus is not None:
            return 128 + int(self.process.signalstatus)
        return int(self.process.exitstatus)

    def echoes(self) -> bool:
        """Return whether the terminal shows what is typed, line by line, and sends signals, as shells expect."""
        flags: int = termios.tcgetattr(self.process.child_fd)[3]
        wanted = termios.ECHO | termios.ICANON | termios.ISIG
        return flags & wanted == wanted

    def keep_output(self) -> None:
        """Keep what the program has written where Ctrl+C is typed: the system drops what was not read until then."""
        attributes = termios.tcgetattr(self.process.child_fd)
        attributes[3] |= termios.NOFLSH
        termios.tcsetattr(self.process.child_fd, termios.TCSANOW, attributes)

    def is_restored(self) -> bool:
        """Return whether the program has left the alternate screen, with mouse reporting off, a cursor and echo."""
        left = self.output.rfind(ALTERNATE_SCREEN_OFF)
        mouse_off = self.output.rfind(MOUSE_OFF) >= self.output.rfind(MOUSE_ON)
        shown = left > self.output.rfind(b"\x1b[?1049h") and b"\x1b[?25h" in self.output[left:]
        return shown and mouse_off and (self.echoed if self.process.closed else self.echoes())

    def close(self) -> None:
        """End the program if it still runs."""
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
            self.process.wait()
        self.process.close(force=True)


def answer_three(terminal: Terminal) -> None:
    """Agree, and answer two questions; the third is on the screen."""
    for question, keys in (
        ("Start the survey", "\r"),
        ("Do you agree", "1\r"),
        ("best describes your paid work", "1\r"),
        ("best describes your current job", "2\r"),
    ):
        terminal.wait_for(question)
        terminal.settle(0.2)
        terminal.send(keys)
    terminal.wait_for("What is your level?")
