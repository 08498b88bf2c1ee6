"""The survey in a real terminal, told to end at random moments, or its terminal taken away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from mlops_survey_tui.store.opening import open_store
from tests.store.sitting import COFFEE
from tests.terminal.terminal import Terminal

from .outcome import Failure, Outcome

_PROGRAM = [sys.executable, "-m", "mlops_survey_tui"]
_TAKEN_OVER = b"\x1b[?1049h"
_WAYS = (
    "SIGTERM", "SIGHUP", "SIGINT", "SIGTERM SIGTERM", "SIGHUP SIGTERM", "SIGINT SIGINT", "gone", "stopped", "resized",
)  # fmt: skip
_FACES: Mapping[str, tuple[str, ...]] = {
    "new": ("--questions", str(COFFEE)), "plain": ("--plain", "--questions", str(COFFEE)), "again": (), "resumed": (),
}  # fmt: skip
"""How the survey is started; ``again`` shows a screen that was kept, ``resumed`` goes on with an interview."""
_SIZES = ((1, 1), (2, 3), (40, 12), (80, 24), (200, 60))
_KEYS = ("\r", "1", "\r", "1", "\r", "3", "\r")
_LATEST = 1.8
"""Seconds after the start until which the end may come."""


def run(count: int, seed: int) -> Outcome:
    """End the survey so many times."""
    found, times = [], []
    for number in range(count):
        random = Random(f"{seed} {number}")
        way, face = random.choice(_WAYS), random.choice(list(_FACES))
        wrong, seconds = tried(way, face, Random(f"{seed} {number}"))
        times.append(seconds)
        if wrong:
            again = f"soak.signals.tried({way!r}, {face!r}, Random('{seed} {number}'))"
            found.append(Failure(f"{face}, {way}: {wrong}", again))
    figures = {"seconds to end, median": median(times), "slowest": max(times)}
    return Outcome(count, tuple(found), figures)


def tried(way: str, face: str, random: Random) -> tuple[str, float]:
    """Start the survey, press keys, end it; return what was wrong and the seconds it took to end."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        environ = {"HOME": folder, "MLOPS_SURVEY_DATA_DIR": str(data)}
        terminal = Terminal([*_PROGRAM, *_FACES[face], *_before(face, environ)], environ)
        try:
            _press(terminal, random)
            begun = time.monotonic()
            wrong = _ended(terminal, way, random) or _wrong(terminal, way)
            seconds = time.monotonic() - begun
        except AssertionError as error:
            return f"it did not end: {error}", 10.0
        finally:
            terminal.close()
        return wrong or _unreadable(data), seconds


def _before(face: str, environ: dict[str, str]) -> tuple[str, ...]:
    """Do what a face needs to have been done before, and return how it goes on with it."""
    if face == "again":
        first = Terminal(_PROGRAM, environ)
        first.wait_for("Start the survey")
        first.send("\x03\x03")
        first.exit_code()
    if face != "resumed":
        return ()
    lines = "1\n1\n1\n2\nsave\n"
    subprocess.run([*_PROGRAM, "--plain"], input=lines, env=os.environ | environ, text=True, capture_output=True)
    with open_store(Path(environ["MLOPS_SURVEY_DATA_DIR"]), read_only=True) as store:
        return "--resume", store.list()[0].id


def _press(terminal: Terminal, random: Random) -> None:
    until, keys = time.monotonic() + random.uniform(0, _LATEST), list(_KEYS)
    while time.monotonic() < until:
        terminal.read(random.uniform(0.0, 0.2))
        if keys and ("Start the survey" in terminal.text() or keys[0] != _KEYS[0]):
            terminal.send(keys.pop(0))


def _ended(terminal: Terminal, way: str, random: Random) -> str:
    """End the program in a way, and say what is wrong on the way there."""
    if way == "gone":
        terminal.process.ptyproc.fileobj.close()
        return ""
    if way == "stopped":
        return _stopped(terminal)
    if way == "resized":
        for width, height in random.choices(_SIZES, k=20):
            terminal.resize(width, height)
            terminal.read(random.uniform(0.0, 0.01))
    for name in way.split() if way.startswith("SIG") else ["SIGTERM"]:
        os.kill(terminal.process.pid, getattr(signal, name))
    return ""


def _stopped(terminal: Terminal) -> str:
    """Suspend the program, let it go on, and end it. One that has not got as far as to heed this is not stopped."""
    terminal.signal(signal.SIGTSTP)
    deadline = time.monotonic() + 0.5
    while terminal.state() != "T" and time.monotonic() < deadline:
        terminal.read(0.01)
    terminal.settle(0.05)
    held = terminal.state() == "T" and _TAKEN_OVER in terminal.output and not terminal.is_restored()
    terminal.signal(signal.SIGCONT)
    terminal.settle(0.1)
    terminal.signal(signal.SIGTERM)
    return "suspended, it kept the terminal" if held else ""


def _wrong(terminal: Terminal, way: str) -> str:
    """Wait for the end; say what is wrong with it. A program that has not got as far may die of the signal itself."""
    if way == "gone":
        deadline = time.monotonic() + 10
        while terminal.process.ptyproc.isalive():
            assert time.monotonic() < deadline, "it outlived its terminal"
            time.sleep(0.01)
        code = terminal.process.ptyproc.exitstatus
        return "" if code in (129, None) else f"it ended with {code}"
    code = terminal.exit_code()
    if _is_of_python(terminal.output):
        return ""
    allowed = {128 + getattr(signal, name) for name in (way.split() if way.startswith("SIG") else ["SIGTERM"])}
    if code not in allowed:
        return f"it ended with {code}"
    if b"Traceback" in terminal.output:
        return "it ended with a traceback"
    restored = terminal.is_restored() if _TAKEN_OVER in terminal.output else terminal.echoed
    return "" if restored else "the terminal was not restored"


def _is_of_python(output: bytes) -> bool:
    """Return whether Python itself was interrupted while it started, before it knew of the program."""
    return output.rstrip().endswith(b"KeyboardInterrupt") and b"mlops_survey_tui" not in output


def _unreadable(data: Path) -> str:
    with open_store(data) as store:
        faults = [str(problem) for _, problem in store.check() if problem]
        return " ".join([*store.notices, *faults])
