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


def test_items_with_an_empty_rank_beside_items_without_a_row_are_pointed_out(tmp_path: Path) -> None:
    file = tmp_path / "both.csv"
    rows = ["1,a,1", "1,b,2", "1,c,", "2,a,2", "2,b,1", "3,b,2", "3,c,1", "3,a,"]
    file.write_text("\n".join(["respondent,item,rank", *rows]) + "\n", "utf-8")
    code, text, said = _run(str(file), "--least", "1", "--json")
    assert code == exit_codes.DONE, said
    found = json.loads(text)
    assert any("--unlisted absent" in note for note in found["notes"])
    assert found["facts"]["weighted"] == 3
    for sure in (["--unlisted", "absent"], []):
        if not sure:
            file.write_text("\n".join(["respondent,item,rank", *rows, "2,c,"]) + "\n", "utf-8")
        assert not any(
            "figures differ" in note
            for note in json.loads(_run(str(file), *sure, "--least", "1", "--json")[1])["notes"]
        )


def test_a_rank_below_one_is_told_with_file_column_and_line(tmp_path: Path) -> None:
    file = tmp_path / "zero.csv"
    file.write_text("respondent,item,rank\n1,a,1\n1,b,0\n", "utf-8")
    code, _, said = _run(str(file))
    assert code == exit_codes.INVALID
    assert "zero.csv, column rank, line 3: the rank is 0; ranks begin at 1." in said


def test_published_columns_of_one_question_are_read_with_who_did_not_answer(tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    rows = ["1,answered,1,2,,a", "2,answered,,1,2,b", "3,skipped,,,,b", "4,answered,2,,1,b"]
    file.write_text("\n".join(["row,why.status,why.x,why.y,why.z,kind", *rows]) + "\n", "utf-8")
    found = json.loads(_run(str(file), "--wide", "why.", "--json", "--least", "1")[1])
    assert (found["facts"]["n"], found["facts"]["without_an_answer"]) == (3, 1)
    first = {row["item"]: row["first"] for row in found["tables"]["firsts"]["rows"]}
    assert first["x"] == first["y"] == first["z"]
    code, _, said = _run(str(file), "--wide", "how.")
    assert code == exit_codes.INVALID
    assert "no column begins with 'how.'" in said


def test_only_the_rows_with_a_code_are_read(tmp_path: Path) -> None:
    file = tmp_path / "loop.csv"
    rows = [f"{person},{loop},{item},{rank}" for person in (1, 2) for loop in "ab" for rank, item in enumerate("xy", 1)]
    file.write_text("\n".join(["row,loop,item,rank", *rows]) + "\n", "utf-8")
    code, _, said = _run(str(file))
    assert code == exit_codes.INVALID
    assert "line 4: a respondent has this item a second time." in said
    found = json.loads(_run(str(file), "--only", "loop", "b", "--json")[1])
    assert found["facts"]["n"] == 2
    assert "no row has 'c'" in _run(str(file), "--only", "loop", "c")[2]


def test_columns_that_cannot_be_items_and_a_single_respondent_are_refused_at_once(tmp_path: Path) -> None:
    many = "respondent,item,rank\n" + "".join(f"{one // 50},i{one},{one % 50 + 1}\n" for one in range(10_000))
    for name, text, said in (
        ("many", many, "10,000 items"),
        ("one", "respondent,item,rank\n1,a,1\n1,b,2\n", "only one"),
    ):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, "utf-8")
        found = CliRunner().invoke(app, ["analyse", "ranking", str(file)])
        assert found.exit_code == exit_codes.INVALID
        assert said in found.stderr
