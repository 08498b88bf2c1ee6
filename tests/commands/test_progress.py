"""Bars take nothing of the terminal that a signal could keep from being given back."""

from __future__ import annotations

import sys

import pytest

from tests.terminal.terminal import Terminal

_WORK = """
import sys
from mlops_survey_tui.commands.progress import bars
with bars() as progress:
    progress.add_task("Working", total=3)
    sys.stderr.write("said meanwhile\\n")
    assert sys.stderr is sys.__stderr__
"""


@pytest.mark.terminal
def test_a_bar_is_shown_and_hides_no_cursor_and_takes_no_stream() -> None:
    terminal = Terminal([sys.executable, "-c", _WORK])
    try:
        assert terminal.exit_code() == 0
    finally:
        terminal.close()
    assert b"Working" in terminal.output
    assert b"said meanwhile" in terminal.output
    assert b"\x1b[?25l" not in terminal.output
