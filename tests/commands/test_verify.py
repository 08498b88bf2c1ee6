"""`mlops-survey verify` says nothing but good of a release as it was published, and what is wrong with any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app
from mlops_survey_tui.publication.release.writing import write_release
from tests.publication.release.made import made

RUNNER = CliRunner()


@pytest.fixture
def release(tmp_path: Path) -> Path:
    write_release(made(5), tmp_path / "2026")
    return tmp_path / "2026"


def test_a_release_as_it_was_published_passes(release: Path) -> None:
    done = RUNNER.invoke(app, ["verify", str(release)])
    assert (done.exit_code, done.stdout) == (exit_codes.DONE, "")
    assert done.stderr == f"{release} is as it was published.\n"


def test_a_changed_release_fails_and_standard_output_says_where(release: Path) -> None:
    (release / "data/mix.csv").write_text("row\n1\n")
    done = RUNNER.invoke(app, ["verify", str(release)])
    assert done.exit_code == exit_codes.FAILED
    assert done.stdout.startswith("data/mix.csv: was changed")


def test_what_is_no_release_is_said_to_be_none(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["verify", str(tmp_path)])
    assert done.exit_code == exit_codes.STORAGE
    assert "holds no release" in done.stderr
