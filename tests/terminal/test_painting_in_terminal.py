"""What keys have left on the screen, painted bit by bit, is what Textual paints when it paints all of it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from .terminal import MOUSE_ON, Terminal

pytestmark = pytest.mark.terminal
KEYS = ["\x1b[A", "\x1b[B", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", " ", "\r", "3", "k"]
QUESTIONS = Path(__file__).resolve().parents[2] / "questions"
Opener = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_survey(questions: str, width: int, height: int, **environ: str) -> Terminal:
        home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
        command = [sys.executable, "-m", "mlops_survey_tui", "--questions", str(QUESTIONS / questions), "--new"]
        terminals.append(Terminal(command, home | environ, width, height))
        return terminals[-1]

    yield open_survey
    for terminal in terminals:
        terminal.close()


def painted_anew(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """Return the cells after Textual has painted all of them, as it does when the program goes on after a stop."""
    terminal.screen.reset()
    before = len(terminal.output)
    terminal.signal(signal.SIGSTOP)
    while terminal.state() != "T":
        time.sleep(0.01)
    terminal.signal(signal.SIGCONT)
    while MOUSE_ON not in terminal.output[before:]:
        terminal.read()
    terminal.settle(0.5)
    return terminal.cells()


@pytest.mark.parametrize(
    ("questions", "width", "height", "environ"),
    [
        ("2026", 80, 24, {}),
        ("2026", 120, 40, {"COLORTERM": "truecolor"}),
        ("2026", 60, 16, {"NO_COLOR": "1"}),
        ("examples/workshop", 80, 24, {"MLOPS_SURVEY_THEME": "light"}),
    ],
)
def test_random_keys_leave_what_painting_everything_would(
    opened: Opener, questions: str, width: int, height: int, environ: dict[str, str]
) -> None:
    random = Random(f"{questions} {width}")
    terminal = opened(questions, width, height, **environ)
    terminal.wait_for("Start the survey")
    terminal.settle()
    for key in ("\r", "1", "\r"):
        terminal.send(key)
        terminal.settle(0.4)
    compared = 0
    for _ in range(6):
        for key in random.choices(KEYS, k=20):
            terminal.send(key)
            terminal.read(0.02)
        terminal.settle(0.4)
        if not terminal.process.isalive():  # the keys have come to the end and left
            break
        before = terminal.cells()
        assert painted_anew(terminal) == before
        compared += 1
    assert compared
