"""The survey in a real terminal, told to end at random moments, or its terminal taken away."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from mlops_survey_tui.store.opening import open_store
from tests.store.sitting import COFFEE
from tests.terminal.terminal import Terminal

from .outcome import Failure, Outcome

_WAYS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGTERM SIGTERM", "SIGHUP SIGTERM", "gone")
_KEYS = ("\r", "1", "\r", "1", "\r", "3", "\r")
_LATEST = 1.8
"""Seconds after the start until which the end may come."""


def run(count: int, seed: int) -> Outcome:
    """End the survey so many times."""
    found, times = [], []
    for number in range(count):
        random = Random(f"{seed} {number}")
        way = random.choice(_WAYS)
        wrong, seconds = tried(way, random)
        times.append(seconds)
        if wrong:
            found.append(Failure(f"{way}: {wrong}", f"soak.signals.tried({way!r}, Random('{seed} {number}'))"))
    figures = {"seconds to end, median": median(times), "slowest": max(times)}
    return Outcome(count, tuple(found), figures)


def tried(way: str, random: Random) -> tuple[str, float]:
    """Start the survey, press keys, end it; return what was wrong and the seconds it took to end."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        command = [sys.executable, "-m", "mlops_survey_tui", "--data-dir", str(data), "--questions", str(COFFEE)]
        terminal = Terminal(command)
        try:
            _press(terminal, random)
            begun = time.monotonic()
            _end(terminal, way)
            wrong = _wrong(terminal, way)
            seconds = time.monotonic() - begun
        except AssertionError as error:
            return f"it did not end: {error}", 10.0
        finally:
            terminal.close()
        return wrong or _unreadable(data), seconds


def _press(terminal: Terminal, random: Random) -> None:
    until, keys = time.monotonic() + random.uniform(0, _LATEST), list(_KEYS)
    while time.monotonic() < until:
        terminal.read(random.uniform(0.0, 0.2))
        if keys and "Start the survey" in terminal.text():
            terminal.send(keys.pop(0))


def _end(terminal: Terminal, way: str) -> None:
    if way == "gone":
        terminal.process.ptyproc.fileobj.close()
        return
    for name in way.split():
        os.kill(terminal.process.pid, getattr(signal, name))


def _wrong(terminal: Terminal, way: str) -> str:
    """Wait for the end; say what is wrong with it. A program that has not got as far may die of the signal itself."""
    if way == "gone":
        deadline = time.monotonic() + 10
        while terminal.process.ptyproc.isalive():
            assert time.monotonic() < deadline, "it outlived its terminal"
            time.sleep(0.01)
        return ""
    code = terminal.exit_code()
    allowed = {128 + getattr(signal, name) for name in way.split()}
    if code not in allowed:
        return f"it ended with {code}"
    taken_over = b"\x1b[?1049h" in terminal.output
    return "the terminal was not restored" if taken_over and not terminal.is_restored() else ""


def _unreadable(data: Path) -> str:
    with open_store(data) as store:
        faults = [str(problem) for _, problem in store.check() if problem]
        return " ".join([*store.notices, *faults])
