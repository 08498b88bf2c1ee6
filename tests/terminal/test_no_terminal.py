"""Where the survey cannot draw it asks line by line, and where nobody can answer it says so and exits with 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .terminal import Terminal

pytestmark = pytest.mark.terminal
COFFEE = Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee"
SURVEY = [sys.executable, "-m", "mlops_survey_tui", "--questions", str(COFFEE), "--memory"]


def _run(sent: str | None, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        SURVEY,
        input=sent,
        stdin=subprocess.DEVNULL if sent is None else None,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
        env={**os.environ, "TERM": "xterm-256color", **environ},
    )


@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}, {"NO_COLOR": "1"}, {"LC_ALL": "C"}])
def test_without_anything_to_read_it_says_so_and_exits_with_2(environ: dict[str, str]) -> None:
    done = _run(None, **environ)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "mlops-survey" in done.stderr
    assert "\x1b" not in done.stderr


def test_who_asked_for_lines_is_not_told_to_use_no_pipes() -> None:
    done = _run(None, MLOPS_SURVEY_PLAIN="1")
    assert done.returncode == 2
    assert done.stderr.startswith("There is nothing to read on standard input")


@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}, {"LC_ALL": "C"}])
def test_through_a_pipe_it_asks_line_by_line(environ: dict[str, str]) -> None:
    done = _run("\n1\n", **environ)
    assert done.returncode == 0, done.stderr
    assert "May we keep" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "line by line instead" in done.stderr


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_draw_is_asked_line_by_line(term: str) -> None:
    terminal = Terminal(SURVEY, {"TERM": term})
    try:
        terminal.wait_for("Enter is 1")
        assert b"line by line instead" in terminal.output
        assert b"\x1b" not in terminal.output
    finally:
        terminal.close()
