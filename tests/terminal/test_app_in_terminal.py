"""What only a real terminal shows: painting, leaving, signals, crashes, sizes and pastes."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from .terminal import MOUSE_ON, PROGRAM, Terminal

pytestmark = pytest.mark.terminal
Opener = Callable[..., Terminal]


@pytest.fixture
def opened() -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_terminal(environ: Mapping[str, str] | None = None, *arguments: str, **size: int) -> Terminal:
        command = [sys.executable, str(PROGRAM), *arguments]
        terminals.append(Terminal(command, environ, **size))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()


def test_ctrl_c_twice_while_typing_saves_and_restores_the_terminal(opened: Opener) -> None:
    terminal = opened({"POSITION": "5"})
    terminal.wait_for("What is missing?")
    terminal.send("hello")
    terminal.wait_for("hello")
    terminal.send("\x03")
    terminal.wait_for("Press Ctrl+C again")
    terminal.send("\x03")
    assert terminal.exit_code() == 0
    assert terminal.is_restored()
    assert b"mlops-survey --resume k7m2q" in terminal.output
    assert b"VERBS draft pause" in terminal.output


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131)])
def test_a_signal_saves_and_restores_within_a_second(opened: Opener, number: signal.Signals, code: int) -> None:
    terminal = opened({"POSITION": "5"})
    terminal.wait_for("What is missing?")
    terminal.send("hello")
    terminal.wait_for("hello")
    begun = time.monotonic()
    terminal.signal(number)
    assert terminal.exit_code() == code
    assert time.monotonic() - begun < 2.5
    assert terminal.is_restored()
    assert b"VERBS draft pause" in terminal.output


def test_a_signal_between_the_first_screens_and_the_app_saves(tmp_path: Path) -> None:
    """What was typed on the first screens was lost while the app was being made."""
    script = (
        "import runpy, signal, sys\n"
        "from mlops_survey_tui.faces.tui.app import SurveyApp\n"
        "make = SurveyApp.__init__\n"
        "SurveyApp.__init__ = lambda *given: (signal.raise_signal(signal.SIGTERM), make(*given))[1]\n"
        f"runpy.run_path({str(PROGRAM)!r}, run_name='__main__')"
    )
    terminal = Terminal([sys.executable, "-c", script], {"HOME": str(tmp_path), "POSITION": "5"})
    assert terminal.exit_code() == 143
    assert terminal.is_restored()
    assert b"VERBS pause" in terminal.output


def test_a_terminal_that_goes_away_ends_the_program(opened: Opener) -> None:
    terminal = opened()
    terminal.wait_for("Start the survey")
    terminal.process.ptyproc.fileobj.close()
    begun = time.monotonic()
    while terminal.process.ptyproc.isalive() and time.monotonic() - begun < 3:
        time.sleep(0.05)
    assert not terminal.process.ptyproc.isalive()
    assert time.monotonic() - begun < 2.5


def test_a_crash_prints_no_answer_and_exits_with_1(opened: Opener) -> None:
    terminal = opened({"CRASH": "1", "POSITION": "5"})
    terminal.wait_for("What is missing?")
    terminal.send("zebra")
    terminal.wait_for("zebra")
    terminal.send("\t\r")
    assert terminal.exit_code() == 1
    assert terminal.is_restored()
    after = terminal.output[terminal.output.rfind(b"\x1b[?1049l") :]
    assert b"fault in the program" in after
    assert b"RuntimeError" in after
    assert b"zebra" not in after
    assert b"canary" not in after


def test_no_mouse_leaves_the_mouse_to_the_terminal(opened: Opener) -> None:
    terminal = opened(None, "--no-mouse")
    terminal.wait_for("Start the survey")
    assert MOUSE_ON not in terminal.output


def test_a_click_of_the_mouse_chooses(opened: Opener) -> None:
    terminal = opened({"POSITION": "1"})
    terminal.wait_for("ML engineer")
    while MOUSE_ON not in terminal.output:  # no terminal reports clicks before it is asked to
        terminal.read()
    terminal.settle()
    row = next(y for y, line in enumerate(terminal.screen.display) if "ML engineer" in line)
    terminal.send(f"\x1b[<0;12;{row + 1}M\x1b[<0;12;{row + 1}m")
    terminal.wait_for("2 ● ML engineer")


def test_a_dumb_terminal_gets_a_message_and_exit_code_2(opened: Opener) -> None:
    terminal = opened({"TERM": "dumb"})
    assert terminal.exit_code() == 2
    assert b"TERM=dumb" in terminal.output
    assert b"\x1b" not in terminal.output


def test_a_locale_without_utf8_gets_ascii(opened: Opener) -> None:
    terminal = opened({"LC_ALL": "C"})
    terminal.wait_for("> Start the survey")
    assert terminal.text().isascii()


def test_resizing_in_a_storm_ends_with_a_whole_screen(opened: Opener) -> None:
    terminal = opened({"POSITION": "1"})
    terminal.wait_for("Which role")
    for step in range(300):
        terminal.resize(1 + step * 37 % 211, 1 + step * 17 % 67)
        terminal.read(0.0)
    terminal.resize(1, 1)
    terminal.settle()
    terminal.resize(28, 7)
    terminal.wait_for("window larger")
    terminal.settle()
    terminal.resize(60, 20)
    terminal.wait_for("Which role best describes your current job?")
    terminal.wait_for("? help")


def test_suspend_gives_the_terminal_back_and_resume_redraws(opened: Opener) -> None:
    terminal = opened({"POSITION": "1"})
    terminal.wait_for("Which role")
    terminal.send("\x1a")
    begun = time.monotonic()
    while terminal.state() != "T" and time.monotonic() - begun < 3:
        terminal.read()
    assert terminal.state() == "T"
    terminal.settle(0.05)
    assert terminal.is_restored()
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("Which role")


def test_a_paste_of_a_megabyte_is_capped_and_the_next_key_answered(opened: Opener) -> None:
    terminal = opened({"POSITION": "5"})
    terminal.wait_for("What is missing?")
    terminal.send("\x1b[200~")
    terminal.send("paste " * 175_000 + "\x00\x1b[31m")
    terminal.send("\x1b[201~")
    terminal.settle(1.0)
    terminal.send("\x03")
    assert terminal.wait_for("Press Ctrl+C again") < 1.0
    terminal.send("\x03")
    assert terminal.exit_code() == 0
    entered = terminal.output.rpartition(b"ENTERED ")[2].split()[0]
    assert int(entered) <= 4000


def test_a_flood_of_keys_is_answered(opened: Opener) -> None:
    terminal = opened({"POSITION": "1"})
    terminal.wait_for("Which role")
    terminal.send("\x1b[B\x1b[A" * 200 + "\x00\x00" + "2")
    terminal.wait_for("2 ● ML engineer")


@pytest.mark.parametrize("told", ["\x1b[48;0;0;0;0t", "\x1b[48;99999;99999;1;1t", "\x1b[1114112u"])
def test_what_no_terminal_can_mean_is_passed_over(opened: Opener, told: str) -> None:
    terminal = opened()
    terminal.settle()
    terminal.resize(2000, 600)
    terminal.send(told)
    terminal.resize(80, 24)
    terminal.send("\x1b[48;24;80;0;0t?")
    terminal.wait_for("Close the help")
