"""`analyse ranking` on files: what it prints, and how it says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app

DATA = Path(__file__).with_name("data")
SHORT = "person,item,rank\n1,tea,1\n1,coffee,2\n2,coffee,1\n2,tea,2\n3,tea,1\n3,milk,\n"


def _run(*words: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["analyse", "ranking", *words])
    return found.exit_code, found.stdout, found.stderr


def test_the_figures_are_printed_as_tables_and_as_json() -> None:
    code, text, _ = _run(str(DATA / "top3.csv"), "--weight", "weight", "--unlisted", "absent")
    assert code == exit_codes.DONE
    assert "Plackett–Luce" in text
    assert "kemeny: item0 > item1" in text
    code, text, _ = _run(str(DATA / "top3.csv"), "--unlisted", "absent", "--json")
    found = json.loads(text)
    assert found["facts"]["n"] == 240
    assert next(row["item"] for row in found["tables"]["plackett_luce"]["rows"]) == "item0"
    assert len(found["worth_covariance"]) == 8


def test_an_item_that_only_loses_is_told_and_refused_without_a_prior(tmp_path: Path) -> None:
    file = tmp_path / "short.csv"
    file.write_text(SHORT, "utf-8")
    code, text, _ = _run(str(file), "--column", "respondent=person", "--least", "1")
    assert code == exit_codes.DONE
    assert "best first, so that only the prior does: coffee, tea; milk." in text
    code, _, said = _run(str(file), "--column", "respondent=person", "--prior", "0")
    assert code == exit_codes.INVALID
    assert "coffee, tea; milk" in said
    assert "--prior 0.5" in said


def test_a_rank_below_one_is_told_with_file_column_and_line(tmp_path: Path) -> None:
    file = tmp_path / "zero.csv"
    file.write_text("respondent,item,rank\n1,a,1\n1,b,0\n", "utf-8")
    code, _, said = _run(str(file))
    assert code == exit_codes.INVALID
    assert "zero.csv, column rank, line 3: the rank is 0; ranks begin at 1." in said
