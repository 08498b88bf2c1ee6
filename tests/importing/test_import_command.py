"""`mlops-survey import` as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.importing import mending
from mlops_survey_tui.questionnaire.errors import Fault
from tests.importing.sources import FILES

RUNNER = CliRunner()


def test_the_report_is_printed_and_the_folder_passes_the_check(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["import", str(FILES / "household"), "--out", str(tmp_path / "out"), "--id", "My visit"])
    assert done.exit_code == 0
    assert "Questions: 26 carried, 3 carried with loss, 2 not carried" in done.stdout
    assert "survey.csv row 50 column type: image photo: files are not taken; left out" in done.stdout
    assert "fruits/none -> fruits/option_none" in done.stdout
    assert (tmp_path / "out" / "survey.yaml").read_text("utf-8").startswith("id: my_visit\n")
    assert RUNNER.invoke(app, ["check", str(tmp_path / "out")]).exit_code == 0


def test_the_report_can_be_had_as_json(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["import", str(FILES / "fruit.qsf"), "--out", str(tmp_path / "out"), "--json"])
    report = json.loads(done.stdout)
    assert report["format"] == "Qualtrics"
    assert report["counts"] == {"carried": 23, "carried_with_loss": 6, "not_carried": 1}
    assert {"place", "what", "why", "became", "note"} == set(report["remarks"][0])
    assert {"place": "QID13", "old": "rank", "new": "q_rank"} in report["renamed"]
    assert report["faults"] == []


def test_the_folder_is_named_by_the_survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert RUNNER.invoke(app, ["import", str(FILES / "household")]).exit_code == 0
    assert (tmp_path / "household_visit" / "survey.yaml").is_file()
    again = RUNNER.invoke(app, ["import", str(FILES / "household")])
    assert (again.exit_code, "is not empty" in again.stderr) == (2, True)


def test_a_file_with_faults_ends_as_one_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.qsf").write_text("{")
    done = RUNNER.invoke(app, ["import", str(tmp_path / "a.qsf"), "--out", str(tmp_path / "out")])
    assert (done.exit_code, done.stdout) == (3, "")
    assert "no readable JSON" in done.stderr
    assert not (tmp_path / "out").exists()


def test_faults_that_are_left_are_printed_and_end_with_invalid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(mender: object, fault: Fault, steps: object) -> bool:
        return False

    monkeypatch.setattr(mending._Mender, "mend", no_way)
    (tmp_path / "survey.csv").write_text("type,name,label\nnote,a,A\ntext,b,B\n")
    monkeypatch.setattr("mlops_survey_tui.importing.xlsform.questions.question", lambda *a, **k: {"id": a[1], "kind": a[0],
                        "text": "{", "sensitivity": "none"})  # fmt: skip
    done = RUNNER.invoke(app, ["import", str(tmp_path / "survey.csv"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 3
    assert "T401" in done.stdout
