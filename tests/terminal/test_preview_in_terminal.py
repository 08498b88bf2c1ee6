"""An author saves files, and the preview in a real terminal follows."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.questionnaire.writing import QUESTIONS

from .terminal import Terminal

pytestmark = pytest.mark.terminal
WORDING = "Where do you drink these"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A questionnaire to write on."""
    return Path(shutil.copytree(QUESTIONS / "examples" / "coffee", tmp_path / "coffee"))


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    """The preview of it."""
    command = [sys.executable, "-m", "mlops_survey_tui", "preview", str(folder), "--at", "places"]
    opened = Terminal(command)
    try:
        opened.wait_for(WORDING, 20)
        yield opened
    finally:
        opened.close()


def _save(folder: Path, old: str, new: str) -> None:
    file = folder / "survey.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_save_is_seen_a_fault_is_shown_and_mending_it_goes_on(folder: Path, terminal: Terminal) -> None:
    assert "PREVIEW  places · allocation · survey.yaml:" in terminal.text()
    terminal.settle()
    terminal.send("1")
    terminal.settle()
    _save(folder, WORDING, "At which places do you drink these")
    terminal.wait_for("At which places do you drink these", 5)
    assert "1" in next(line for line in terminal.text().split("\n") if "At home" in line)
    _save(folder, "total: cups", "total: cupz")
    terminal.wait_for("Faults in the files", 5)
    assert "did you mean 'cups'?" in terminal.text()
    terminal.send("\x1b")
    terminal.wait_for("At which places do you drink these")
    terminal.wait_for("e 1 fault")
    _save(folder, "total: cupz", "total: cups # mended")
    terminal.wait_for("The files were read again.", 5)
    terminal.settle()
    assert "fault" not in terminal.text()
    terminal.send("w")
    terminal.wait_for("question places is shown")
    terminal.send("\x1b")
    terminal.wait_for("At which places")
    terminal.send(b"\x03\x03")
    assert terminal.exit_code() == 0
    assert terminal.is_restored()
    assert b"Nothing was kept" in terminal.output


def test_nothing_is_written_anywhere(folder: Path, terminal: Terminal) -> None:
    before = [file.name for file in folder.iterdir()]
    terminal.settle()
    terminal.send("4\r")
    terminal.settle()
    terminal.send(b"\x03\x03")
    assert terminal.exit_code() == 0
    assert sorted(file.name for file in folder.iterdir()) == sorted(before)
    assert [file for file in Path.home().rglob("*") if file.is_file()] == []


def test_what_cannot_be_previewed_is_said(tmp_path: Path) -> None:
    for arguments, says in ((["nowhere"], "There is no folder nowhere"), ([".", "--answers", "none"], "F101")):
        opened = Terminal([sys.executable, "-m", "mlops_survey_tui", "preview", *arguments])
        opened.wait_for(says, 20)
        opened.close()
