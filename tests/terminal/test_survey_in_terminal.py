"""The command itself on the current survey: leaving, kill -9 and a second window lose nothing."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .terminal import Terminal, answer_three

pytestmark = pytest.mark.terminal
Opener = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_survey(*arguments: str, **size: int) -> Terminal:
        command = [sys.executable, "-m", "mlops_survey_tui", "--data-dir", str(tmp_path / "data"), *arguments]
        environ = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
        terminals.append(Terminal(command, environ, **size))
        return terminals[-1]

    yield open_survey
    for terminal in terminals:
        terminal.close()


def test_leaving_on_a_question_comes_back_to_it_with_what_was_entered(opened: Opener) -> None:
    terminal = opened()
    answer_three(terminal)
    terminal.settle(0.2)
    terminal.send("3")
    terminal.settle(0.2)
    terminal.send("\x03\x03")
    assert terminal.exit_code() == 0
    message = terminal.output.rpartition(b"--resume ")[2].split()[0].decode()
    again = opened("--resume", message)
    again.wait_for("3 ●")
    assert "What is your level?" in again.text()


def test_kill_9_loses_nothing_of_a_former_screen(opened: Opener) -> None:
    terminal = opened()
    answer_three(terminal)
    terminal.signal(signal.SIGKILL)
    assert terminal.exit_code() == 137
    again = opened()
    again.wait_for("Go on with")
    again.settle(0.2)
    again.send("\r")
    again.wait_for("What is your level?")
    again.settle(0.2)
    again.send("\x1b")
    again.wait_for("2 ●")


def test_a_second_window_may_start_another_interview_but_not_enter_this_one(opened: Opener) -> None:
    first = opened()
    answer_three(first)
    second = opened()
    second.wait_for("open in another window")
    second.settle(0.2)
    second.send("\r")
    second.wait_for("cannot be opened")
    second.settle(0.2)
    second.send("\x1b")
    second.wait_for("Start a new survey")
    second.settle(0.2)
    second.send("\x1b[B\r")
    second.wait_for("Do you agree")


def test_disagreeing_keeps_nothing(opened: Opener, tmp_path: Path) -> None:
    terminal = opened()
    terminal.wait_for("Start the survey")
    terminal.settle(0.2)
    terminal.send("\r")
    terminal.wait_for("Do you agree")
    terminal.settle(0.2)
    terminal.send("2\r")
    terminal.wait_for("Nothing was kept")
    terminal.settle(0.2)
    terminal.send("\r")
    assert terminal.exit_code() == 0
    again = opened()
    again.wait_for("Start the survey")
    assert "Go on with" not in again.text()


def test_the_survey_at_40_by_12(opened: Opener) -> None:
    terminal = opened(width=40, height=12)
    terminal.wait_for("? help")
    for _ in range(6):
        terminal.settle(0.25)
        if "Do you agree" in terminal.text():
            break
        terminal.send("\r")
    assert "Do you agree" in terminal.text()


@pytest.mark.parametrize("face", [(), ("--plain",)])
def test_a_terminal_that_goes_away_leaves_what_was_answered_and_the_code_of_the_hangup(
    opened: Opener, tmp_path: Path, face: tuple[str, ...]
) -> None:
    terminal = opened(*face)
    terminal.wait_for("Start the survey")
    terminal.settle()
    terminal.send("\r")
    terminal.wait_for("Do you agree")
    terminal.settle()
    terminal.send("1\r")
    terminal.wait_for("best describes your paid work")
    terminal.process.ptyproc.fileobj.close()
    terminal.process.ptyproc.wait()
    assert (terminal.process.ptyproc.exitstatus, terminal.process.ptyproc.signalstatus) == (129, None)
    again = opened()
    again.wait_for("1 answer,")
