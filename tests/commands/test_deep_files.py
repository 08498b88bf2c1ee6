"""Files of JSON that nest without end, wherever a command reads one: said, or passed over where they are only kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.raffle.entering.queue import _read

COFFEE = Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee"
DEEP = "[" * 200_000


@pytest.mark.parametrize(
    "words",
    [
        ["raffle", "verify"],
        ["raffle", "serve", "--database", "sqlite:///entries.sqlite3", "--key"],
        ["collect", "admin", "restore"],
        ["replay", "--questions", str(COFFEE)],
        ["analyse", "weight", "--margins", "deep.json"],
        ["report", "--from", "release", "--weights"],
        ["keys", "--keys"],
    ],
    ids=" ".join,
)
def test_a_command_says_of_a_file_without_end_what_is_wrong(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep.json").write_text(DEEP)
    (tmp_path / "release" / "codebook").mkdir(parents=True)
    (tmp_path / "release" / "codebook" / "codebook.json").write_text(DEEP)
    with pytest.raises(SystemExit) as left:
        get_command(app).main([*words, "deep.json"], prog_name="mlops-survey")
    assert left.value.code in (2, 3, 4)
    assert len("".join(capfd.readouterr())) > 20


def test_a_line_that_is_not_of_a_backup_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backup").write_text('{"id": "a", "withdrawal": "00"}\n{"a": 1}\n')
    with pytest.raises(SystemExit):
        get_command(app).main(["collect", "admin", "restore", "backup"], prog_name="mlops-survey")
    assert "backup, line 2" in capfd.readouterr().err


@pytest.mark.parametrize("kept", [DEEP, "", "[]", "null", '{"format": 0}', "pipe", "folder"], ids=lambda kept: kept[:9])
def test_whatever_is_in_the_place_of_a_compiled_questionnaire_is_passed_over(kept: str, tmp_path: Path) -> None:
    fresh = load(COFFEE, tmp_path)
    (file,) = tmp_path.iterdir()
    file.unlink()
    if kept == "pipe":
        os.mkfifo(file)
    elif kept == "folder":
        file.mkdir()
    else:
        file.write_text(kept)
    assert load(COFFEE, tmp_path) == fresh


def test_an_entry_that_waits_and_nests_without_end_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text(DEEP)
    assert _read(tmp_path / "deep.json") is None
