"""What a program that was killed leaves of a text is gone with the interview, and what others use stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_survey_tui.faces.editing_folders import editing_folder, remove_left_folders
from mlops_survey_tui.store.opening import open_store
from tests.sharing.finished import coffee, finished_in
from tests.terminal.terminal import PROGRAM, Terminal

F6 = "\x1b[17~"
MARKER = "zebra"


@pytest.mark.terminal
def test_a_text_in_an_editor_that_was_killed_is_gone_with_the_interview(tmp_path: Path) -> None:
    editor, folder = tmp_path / "editor", tmp_path / "temporary"
    editor.write_text('#!/bin/sh\nprintf "EDITOR: "; while :; do sleep 0.02; done\n')
    editor.chmod(0o700)
    folder.mkdir()
    terminal = Terminal([sys.executable, str(PROGRAM)], {"POSITION": "5", "VISUAL": str(editor), "TMPDIR": str(folder)})
    terminal.wait_for("What is missing?")
    terminal.send(MARKER)
    terminal.wait_for(MARKER)
    terminal.send(F6)
    terminal.wait_for("EDITOR: ")
    terminal.signal(signal.SIGKILL)
    terminal.close()
    assert any(MARKER in path.read_text() for path in folder.rglob("answer.txt"))
    with open_store(tmp_path / "data") as store:
        name = finished_in(store, coffee())
    command = [sys.executable, "-m", "mlops_survey_tui", "responses", "delete", name, "--yes"]
    environment = os.environ | {"TMPDIR": str(folder), "MLOPS_SURVEY_DATA_DIR": str(tmp_path / "data")}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert list(folder.iterdir()) == []


def test_a_folder_in_use_and_what_only_looks_like_one_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "in-use.lock").touch()
    (tmp_path / "mlops-survey-edit-link").symlink_to(tmp_path / "kept")
    (tmp_path / "mlops-survey-edit-file").touch()
    with editing_folder() as folder:
        remove_left_folders()
        assert folder.is_dir()
    assert not folder.exists()
    remove_left_folders()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kept",
        "mlops-survey-edit-file",
        "mlops-survey-edit-link",
    ]
