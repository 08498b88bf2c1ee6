"""`mlops-survey report`: what it writes where, and what it says when it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app
from tests.analysis.report.releases import Made, whole


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A small release."""
    method = {"received": 80, "kept": 60, "removed": {"duplicate": 20}, "channels": {"community": 40, "social": 20}}
    return whole(tmp_path_factory.mktemp("release"), 60, method=method)


def test_json_goes_to_standard_output(release: Made) -> None:
    done = CliRunner().invoke(app, ["report", "--from", str(release.folder), "--format", "json", "--topic", "main"])
    assert done.exit_code == 0
    data = json.loads(done.stdout)
    assert [topic["id"] for topic in data["topics"]] == ["main"]
    assert data["respondents"] == 60


@pytest.mark.parametrize(("format", "ending"), [("html", "html"), ("md", "md"), ("terminal", "txt"), ("json", "json")])
def test_every_format_is_written_into_a_folder(format: str, ending: str, release: Made, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    arguments = ["report", "--from", str(release.folder), "--format", format, "--out", str(out), "--topic", "mod"]
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.stdout) == (0, "")
    assert (out / f"report.{ending}").stat().st_size > 500


def test_a_channel_above_forty_percent_is_pointed_out(release: Made) -> None:
    done = CliRunner().invoke(app, ["report", "--from", str(release.folder), "--topic", "mod"])
    assert "One channel brought more than 40 %" in " ".join(done.stdout.split())
    assert "duplicate: 20" in done.stdout


def test_an_unknown_topic_is_told_with_those_there_are(release: Made) -> None:
    done = CliRunner().invoke(app, ["report", "--from", str(release.folder), "--topic", "weather"])
    assert done.exit_code == exit_codes.USAGE
    assert "Topics: main, mod" in done.stderr


def test_a_folder_without_a_release_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["report", "--from", str(tmp_path)])
    assert done.exit_code == exit_codes.INVALID
    assert "no release" in done.stderr


def test_a_table_that_is_missing_is_told_by_its_path(tmp_path: Path) -> None:
    made = whole(tmp_path, 30)
    (made.folder / "data" / "profile.parquet").unlink()
    done = CliRunner().invoke(app, ["report", "--from", str(made.folder)])
    assert done.exit_code == exit_codes.INVALID
    assert "profile.parquet" in done.stderr


def test_a_broken_codebook_and_broken_aggregates_are_told_with_their_place(tmp_path: Path) -> None:
    made = whole(tmp_path, 30, aggregates="question,part,code\nx,y,z\n")
    done = CliRunner().invoke(app, ["report", "--from", str(made.folder)])
    assert done.exit_code == exit_codes.INVALID
    assert "aggregates.csv, line 2" in done.stderr
    (made.folder / "codebook" / "codebook.json").write_text('{"format": 1, "edition": ', "utf-8")
    done = CliRunner().invoke(app, ["report", "--from", str(made.folder)])
    assert done.exit_code == exit_codes.INVALID
    assert "codebook.json" in done.stderr
