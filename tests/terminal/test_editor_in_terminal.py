"""The respondent's own editor has the terminal for a while, and the survey takes it back whatever happens."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .terminal import ALTERNATE_SCREEN_OFF, PROGRAM, Terminal

pytestmark = pytest.mark.terminal
Opener = Callable[[str], Terminal]
F6 = "\x1b[17~"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Open the survey on its long text, with a shell script as the editor of ``$1``."""
    terminals: list[Terminal] = []

    def open_terminal(script: str) -> Terminal:
        editor = tmp_path / "editor"
        editor.write_text(f"#!/bin/sh\n{script}\n")
        editor.chmod(0o700)
        environ = {"POSITION": "5", "VISUAL": str(editor), "TMPDIR": str(tmp_path)}
        terminals.append(Terminal([sys.executable, str(PROGRAM)], environ))
        terminals[-1].wait_for("What is missing?")
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()
    assert list(tmp_path.glob("mlops-survey-*")) == [], "a file with an answer was left behind"


def test_a_text_goes_to_the_editor_and_comes_back(opened: Opener, tmp_path: Path) -> None:
    terminal = opened(f'cat "$1" > {tmp_path}/seen; stty -a > {tmp_path}/stty; printf "from the editor\\n" > "$1"')
    terminal.send("first")
    terminal.wait_for("first")
    terminal.send(F6)
    terminal.wait_for("This is the text from your editor.")
    terminal.wait_for("from the editor")
    assert (tmp_path / "seen").read_text() == "first\n"
    assert " echo " in (tmp_path / "stty").read_text(), "the editor got a terminal without echo"
    terminal.send(" and more")
    terminal.wait_for("from the editor and more")
    terminal.send("\x03\x03")
    assert terminal.exit_code() == 0
    assert terminal.is_restored()
    assert b"VERBS draft draft draft pause" in terminal.output


def test_the_editor_has_the_ordinary_screen_and_the_keys(opened: Opener) -> None:
    terminal = opened('printf "EDITOR: "; read line; printf "%s" "$line" > "$1"')
    terminal.send(F6)
    terminal.wait_for("EDITOR: ")
    assert ALTERNATE_SCREEN_OFF in terminal.output
    terminal.send("typed there\r")
    terminal.wait_for("typed there")
    terminal.wait_for("This is the text from your editor.")


def test_an_editor_that_fails_or_is_missing_is_said(opened: Opener, tmp_path: Path) -> None:
    terminal = opened("exit 3")
    terminal.send("kept")
    terminal.wait_for("kept")
    terminal.send(F6)
    terminal.wait_for("fault (3)")
    assert "kept" in terminal.text()
    (tmp_path / "editor").unlink()
    terminal.send(F6)
    terminal.wait_for("was not found. Your text is as it was.")
    assert "kept" in terminal.text()


def test_ctrl_c_in_the_editor_is_not_one_for_the_survey(opened: Opener) -> None:
    terminal = opened('trap "exit 4" INT; printf "EDITOR: "; while :; do sleep 0.02; done')
    terminal.send(F6)
    terminal.wait_for("EDITOR: ")
    terminal.send("\x03")
    terminal.wait_for("fault (4)")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_survey_and_editor_and_keeps_what_was_written(
    opened: Opener, number: signal.Signals, code: int
) -> None:
    terminal = opened('trap "" TERM; printf "EDITOR: "; while :; do sleep 0.02; done')
    terminal.send("kept")
    terminal.wait_for("kept")
    terminal.send(F6)
    terminal.wait_for("EDITOR: ")
    begun = time.monotonic()
    terminal.signal(number)
    assert terminal.exit_code() == code
    assert time.monotonic() - begun < 2.5
    assert terminal.is_restored()
    assert b"VERBS draft" in terminal.output
