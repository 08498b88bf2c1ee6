"""Signals at any moment, on top of each other, and terminals that go: the loop ``signals`` of ``make soak``, in short."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from soak.signals import run

from .terminal import MOUSE_ON, Terminal

pytestmark = pytest.mark.terminal
Opener = Callable[[list[str]], Terminal]
PROGRAM = [sys.executable, "-m", "mlops_survey_tui"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_survey(command: list[str]) -> Terminal:
        environ = {"HOME": str(tmp_path), "MLOPS_SURVEY_DATA_DIR": str(tmp_path / "data")}
        terminals.append(Terminal(command, environ))
        return terminals[-1]

    yield open_survey
    for terminal in terminals:
        terminal.close()


def test_a_signal_at_any_moment_gives_the_terminal_back_and_leaves_the_store_whole() -> None:
    assert run(6, seed=21).found == ()


@pytest.mark.parametrize("answered", [0, 2])
def test_where_hang_ups_are_ignored_a_terminal_that_has_gone_is_told_by_the_end_of_input(
    opened: Opener, answered: int
) -> None:
    terminal = opened(["/bin/sh", "-c", f"trap '' HUP; exec {' '.join(PROGRAM)} --plain"])
    terminal.wait_for("Start the survey")
    for lines, following in (("\n", "Do you agree"), ("1\n", "best describes your paid work"))[:answered]:
        terminal.send(lines)
        terminal.wait_for(following)
    terminal.process.ptyproc.fileobj.close()
    terminal.process.ptyproc.wait()
    assert (terminal.process.ptyproc.exitstatus, terminal.process.ptyproc.signalstatus) == (129, None)


def test_the_end_of_input_by_a_key_is_no_hang_up(opened: Opener) -> None:
    terminal = opened([*PROGRAM, "--plain"])
    terminal.wait_for("Start the survey")
    terminal.send("\n")
    terminal.wait_for("Do you agree")
    terminal.send("1\n")
    terminal.wait_for("best describes your paid work")
    terminal.send("\x04")
    assert terminal.exit_code() == 0


def test_a_terminal_that_goes_while_more_is_being_loaded_is_a_hang_up(opened: Opener) -> None:
    """Giving the terminal back, which is not there any more, was a fault of the program."""
    terminal = opened(PROGRAM)
    terminal.wait_for("Start the survey")
    terminal.send("\r")
    terminal.wait_for("Do you agree")
    terminal.process.ptyproc.fileobj.close()
    terminal.process.ptyproc.wait()
    assert terminal.process.ptyproc.exitstatus == 129


@pytest.mark.parametrize("others", [["SIGHUP"], ["SIGTERM"], ["SIGINT", "SIGHUP", "SIGTERM", "SIGINT"]])
def test_signals_on_top_of_each_other_end_it_once_and_quietly(opened: Opener, others: list[str]) -> None:
    terminal = opened(PROGRAM)
    terminal.wait_for("Start the survey")
    for name in ("SIGTERM", *others):
        terminal.signal(signal.Signals[name])
    assert terminal.exit_code() in {128 + signal.Signals[name] for name in ("SIGTERM", *others)}
    assert terminal.is_restored()
    assert b"Traceback" not in terminal.output
    assert b"ignored" not in terminal.output


@pytest.mark.parametrize("where", ["raise_signal(signal.SIGINT)", "make_a_class()"])
def test_an_interrupt_before_anything_is_shown_is_no_traceback(opened: Opener, where: str) -> None:
    """While a class is being made, Python 3.11 tells an interrupt as a fault of the class."""
    script = (
        "import runpy, signal, sys; sys.argv[1:] = ['--plain']\n"
        "class Interrupted:\n"
        "    def __set_name__(self, *_): signal.raise_signal(signal.SIGINT)\n"
        "signal.make_a_class = lambda: type('Class', (), {'attribute': Interrupted()})\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.endswith('.taking'): signal.WHERE\n"
        "sys.meta_path.insert(0, Finder())\n"
        "runpy.run_module('mlops_survey_tui', run_name='__main__')"
    )
    terminal = opened([sys.executable, "-c", script.replace("WHERE", where)])
    assert terminal.exit_code() == 130
    assert b"Traceback" not in terminal.output
    assert terminal.echoed


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("module", [".navigator", ".app"])
def test_a_signal_where_python_loses_exceptions_ends_it_all_the_same_and_quietly(
    opened: Opener, name: str, module: str
) -> None:
    """An exception from the signal was told as ignored, and the survey went on with a terminal it had given back."""
    script = (
        "import runpy, signal, sys; sys.argv[1:] = []\n"
        "class Left:\n"
        f"    def __del__(self): signal.raise_signal(signal.{name})\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name.endswith('faces.tui{module}'): Left()\n"
        "sys.meta_path.insert(0, Finder())\n"
        "runpy.run_module('mlops_survey_tui', run_name='__main__')"
    )
    first = opened(PROGRAM)
    first.wait_for("Start the survey")
    first.send("\x03\x03")
    assert first.exit_code() == 0
    again = opened([sys.executable, "-c", script])
    assert again.exit_code() == 128 + signal.Signals[name]
    assert again.is_restored()
    assert b"ignored" not in again.output


@pytest.mark.parametrize("drawn_by", ["the first screens", "the app"])
def test_a_terminal_that_takes_nothing_more_holds_up_no_end(opened: Opener, drawn_by: str) -> None:
    """As over a connection that is stuck: what is to be drawn is waited for, and the program was too."""
    terminal = opened(PROGRAM)
    terminal.wait_for("Start the survey")
    terminal.settle(1.0 if drawn_by == "the app" else 0.0)
    for number in range(100):
        terminal.process.setwinsize(60 - number % 2 * 20, 200 - number % 3 * 30)
        time.sleep(0.01)
    terminal.signal(signal.SIGTERM)
    begun = time.monotonic()
    while os.waitid(os.P_PID, terminal.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        assert time.monotonic() - begun < 3, "the program waits for its terminal"
        time.sleep(0.01)
    assert terminal.exit_code() == 143


def test_what_has_to_be_ended_by_force_gives_the_terminal_back(opened: Opener) -> None:
    """A disk that does not answer holds up the ordinary way out."""
    script = (
        "import runpy, sys, time; from mlops_survey_tui.faces.tui.navigator import Navigator\n"
        "Navigator.save = lambda _: time.sleep(30)\n"
        "sys.argv[1:] = []; runpy.run_module('mlops_survey_tui', run_name='__main__')"
    )
    terminal = opened([sys.executable, "-c", script])
    terminal.wait_for("Start the survey")
    terminal.settle(1.0)
    assert MOUSE_ON in terminal.output
    terminal.signal(signal.SIGTERM)
    assert terminal.exit_code(3) == 143
    assert terminal.is_restored()
