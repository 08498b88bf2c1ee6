"""`mlops-survey anonymity` measures any table, and says what is wrong with a wish or a file."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app

LINES = "role,region,pay\nengineer,north,1\nengineer,north,2\nengineer,,3\nscientist,south,5\nscientist,south,5\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of five people, one of them alone."""
    file = tmp_path / "people.csv"
    file.write_text(LINES)
    return file


def test_figures_are_printed_as_json(table: Path) -> None:
    done = CliRunner().invoke(app, ["anonymity", str(table), "--quasi", "role,region", "--sensitive", "pay", "--json"])
    facts = json.loads(done.stdout)
    assert facts["facts"] == {
        "rows": 5,
        "classes": 3,
        "k": 1,
        "highest_risk": 1.0,
        "average_risk": 0.6,
        "unique_rows": 1,
        "unique_share": 0.2,
    }
    assert facts["tables"]["sensitive"]["rows"][0]["distinct_l"] == 1
    assert facts["tables"]["sensitive"]["rows"][0]["t_ordered"] == pytest.approx(1.3 / 3)


def test_keys_can_be_given_one_by_one_and_from_parquet(table: Path) -> None:
    duckdb.sql(f"COPY (FROM '{table}') TO '{table.with_suffix('.parquet')}'")
    words = ["anonymity", str(table.with_suffix(".parquet")), "--quasi", "role", "--quasi", "region"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == exit_codes.DONE
    assert "k: 1" in done.stdout
    assert "unique share: 0.2000" in done.stdout


def test_an_unknown_column_is_told_with_its_nearest(table: Path) -> None:
    done = CliRunner().invoke(app, ["anonymity", str(table), "--quasi", "regio"])
    assert done.exit_code == exit_codes.INVALID
    assert "there is no column 'regio'. Near: region." in done.stderr


def test_a_file_without_rows_is_told(tmp_path: Path) -> None:
    file = tmp_path / "none.csv"
    file.write_text("role,region\n")
    done = CliRunner().invoke(app, ["anonymity", str(file), "--quasi", "role"])
    assert done.exit_code == exit_codes.INVALID
    assert "there are no rows" in done.stderr


def test_a_broken_line_is_told_with_its_number(table: Path) -> None:
    table.write_text(LINES * 40 + "engineer,north,1,2,3,4\n" + LINES)
    done = CliRunner().invoke(app, ["anonymity", str(table), "--quasi", "role"])
    assert done.exit_code == exit_codes.INVALID
    assert "241" in done.stderr


def test_a_missing_file_is_told() -> None:
    done = CliRunner().invoke(app, ["anonymity", "nowhere.csv", "--quasi", "role"])
    assert done.exit_code == exit_codes.INVALID
    assert "nowhere.csv" in done.stderr
