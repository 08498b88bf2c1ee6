"""`mlops-survey analyse maxdiff` prints what was found, and says what stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app

from .datasets import VDATA, reference, rows_of_vdata


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["analyse", "maxdiff", *arguments])


def test_all_parts_come_as_json_with_all_digits(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    lines = [f"{person},{'even' if person % 2 == 0 else 'odd'}" for person in range(1, 351)]
    people.write_text("\n".join(["respondent,side", *lines]) + "\n")
    ratings = tmp_path / "ratings.csv"
    rated = [
        f"{row['respondent']},{row['item']},{int(row['choice'] == '1')}" for row in rows_of_vdata() if row["set"] == "3"
    ]
    ratings.write_text("\n".join(["row,item,severe", *rated]) + "\n")
    wishes = [
        "--scores",
        "eb",
        "--group",
        "side",
        "--people",
        str(people),
        "--anchor",
        str(ratings),
        "--column",
        "above=severe",
    ]
    done = _run(str(VDATA), *wishes, "--fit", "--bootstrap", "20", "--json")
    assert done.exit_code == exit_codes.DONE, done.stderr
    found = json.loads(done.stdout)
    assert found["facts"]["log_likelihood"] == pytest.approx(-10284.8283, abs=5e-5)
    assert list(found["tables"]) == [
        "counts",
        "scores",
        "neighbours",
        "pairs",
        "anchored",
        "groups",
        "group_differences",
        "population",
        "people",
        "fit",
        "bootstrap",
    ]
    scores = found["tables"]["scores"]["rows"]
    assert sum(row["share"] for row in scores) == pytest.approx(100)
    assert scores[0]["item"] == "healthcare"
    assert len(found["tables"]["people"]["rows"]) == 350
    assert len(found["tables"]["pairs"]["rows"]) == 78
    assert {row["group"] for row in found["tables"]["groups"]["rows"]} == {"even", "odd"}


def test_coefficients_relative_to_an_item_are_those_that_clogit_prints() -> None:
    found = json.loads(_run(str(VDATA), "--reference", "taxes", "--json").stdout)["tables"]["relative"]["rows"]
    known = reference("clogit")
    figures = known["fits"]["vdata sequential"]
    by_item = {row["item"]: row for row in found}
    for item, coefficient, error in zip(known["items"], figures["coefficients"], figures["clustered"], strict=False):
        assert by_item[item]["coefficient"] == pytest.approx(coefficient, abs=1e-6)
        assert by_item[item]["error"] == pytest.approx(error, abs=1e-6)


def test_hierarchical_scores_say_whether_chains_agree(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    rows = [row for row in rows_of_vdata() if int(row["respondent"]) <= 40]
    file.write_text(
        "respondent,set,item,choice\n"
        + "".join(f"{r['respondent']},{r['set']},{r['item']},{r['choice']}\n" for r in rows)
    )
    done = _run(str(file), "--scores", "hb", "--draws", "100", "--least", "20")
    assert done.exit_code == exit_codes.DONE, done.stderr
    assert "effective size" in done.stdout
    assert "4 chains of 100 draws" in done.stdout
    assert "use more" in done.stdout or "more --draws" in done.stdout


def test_below_the_minimum_there_are_counts_and_ranks_only(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    rows = [row for row in rows_of_vdata() if int(row["respondent"]) <= 20]
    file.write_text(
        "respondent,set,item,choice\n"
        + "".join(f"{r['respondent']},{r['set']},{r['item']},{r['choice']}\n" for r in rows)
    )
    done = _run(str(file), "--json")
    found = json.loads(done.stdout)
    assert list(found["tables"]) == ["counts"]
    assert "Fewer than 100 respondents: counts and ranks only." in found["notes"]
    assert all(row["score"] is None and row["rank"] for row in found["tables"]["counts"]["rows"])


def test_the_terminal_says_how_to_read_the_figures() -> None:
    done = _run(str(VDATA))
    assert done.exit_code == exit_codes.DONE
    for said in ("log likelihood: -10284.8283", "clustered by respondent", "64 of all 78 pairs differ", "sum to 100"):
        assert said in done.stdout


def test_names_in_the_data_are_never_markup_or_control(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    rows = [f"{person},1,[red]x\x1b[31m,1\n{person},1,y,-1\n{person},1,z,0\n" for person in range(5)]
    file.write_text("respondent,set,item,choice\n" + "".join(rows))
    done = _run(str(file))
    assert done.exit_code == exit_codes.DONE
    assert "[red]x␛[31m" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-file.csv"], "no-such-file.csv"),
        (["data.xlsx"], "neither CSV nor Parquet"),
        ([str(VDATA), "--column", "person"], "ROLE=NAME"),
        ([str(VDATA), "--column", "person=x"], "no role 'person'"),
        ([str(VDATA), "--weight", "w"], "no column 'w'"),
        ([str(VDATA), "--reference", "rent"], "no item 'rent'"),
    ],
)
def test_what_stops_it_is_said_in_a_line_with_exit_3(arguments: list[str], said: str) -> None:
    done = _run(*arguments)
    assert done.exit_code == exit_codes.INVALID
    assert said in done.stderr
    assert done.stdout == ""
