"""A file of keys on a real terminal: the footer names its keys, they work, and the old ones do not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .terminal import Terminal

pytestmark = pytest.mark.terminal
F9 = "\x1b[20~"
Opener = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_survey(keys: str, *arguments: str) -> Terminal:
        file = tmp_path / "config" / "mlops-survey" / "keys.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(keys)
        environ = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
        environ |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_DATA_HOME": str(tmp_path / "data")}
        terminals.append(Terminal([sys.executable, "-m", "mlops_survey_tui", *arguments], environ, width=100))
        return terminals[-1]

    yield open_survey
    for terminal in terminals:
        terminal.close()


def test_a_key_of_the_users_own_file_is_named_and_works_and_the_old_one_does_not(opened: Opener) -> None:
    terminal = opened('[keys]\nback = "F9"\n')
    terminal.wait_for("Start the survey")
    terminal.settle()
    terminal.send("\r")
    terminal.wait_for("Do you agree")
    terminal.wait_for("F9 back")
    terminal.settle()
    terminal.send("1\r")
    terminal.wait_for("best describes your paid work")
    terminal.settle()
    terminal.send("\x1b")
    terminal.settle()
    assert "best describes your paid work" in terminal.text()
    terminal.send(F9)
    terminal.wait_for("Do you agree")
    terminal.send("\x03\x03")
    assert terminal.exit_code() == 0


@pytest.mark.parametrize("command", ["--memory", "preview", "record never.yaml", "moderate", "moderate --console"])
def test_a_file_that_does_not_work_is_told_before_anything_is_painted(opened: Opener, command: str) -> None:
    terminal = opened('[keys]\nreview = "u"\nbakc = "F5"\n', *command.split())
    assert terminal.exit_code() == 3
    assert b"\x1b[?1049h" not in terminal.output
    assert b"keys.toml:2: u is given to review" in terminal.output
    assert b"keys.toml:3: There is no action bakc." in terminal.output


def test_line_by_line_no_file_of_keys_is_read(opened: Opener) -> None:
    terminal = opened("no keys at all", "--plain", "--memory")
    terminal.wait_for("Type one number")
    terminal.close()
