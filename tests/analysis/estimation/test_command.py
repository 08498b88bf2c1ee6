"""`analyse estimate` on files: the figures of the functions, what is hidden, and how mistakes are said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app
from mlops_survey_tui.publication.codebook.model import (
    CODE,
    FILE,
    KEY,
    RESPONDENTS,
    Block,
    Codebook,
    Column,
    Table,
    Value,
)

from .surveys import DATA, raked_unequal, reference

CLUSTERED = (str(DATA / "apiclus1.csv"), "--weight", "pw", "--cluster", "dnum", "--fpc", "fpc")
HEALTH = (str(DATA / "nhanes.csv.gz"), "--weight", "WTMEC2YR", "--strata", "SDMVSTRA", "--cluster", "SDMVPSU", "--nest")
MARGINS = "stype: {E: 4421, H: 755, M: 1018}\nsch.wide: {No: 1072, Yes: 5122}\n"


def _run(*words: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["analyse", "estimate", *words])
    return found.exit_code, found.stdout, found.stderr


def _rows(table: str, *words: str) -> list[dict[str, Any]]:
    code, text, said = _run(*words, "--json")
    assert code == exit_codes.DONE, said
    rows: list[dict[str, Any]] = json.loads(text)["tables"][table]["rows"]
    return rows


def test_means_of_a_file_are_those_of_the_reference() -> None:
    (row,) = _rows("api00", *CLUSTERED, "--variable", "api00")
    expected = reference()["clusters"]["mean"]
    assert [row["value"], row["se"]] == pytest.approx([expected["value"][0], expected["se"][0]], rel=1e-6)
    assert (row["n"], row["df"], row["weighted"]) == (183, 14, pytest.approx(6194, rel=1e-6))


def test_two_stages_and_totals() -> None:
    stages = ("--cluster", "dnum", "--cluster", "snum", "--fpc", "fpc1", "--fpc", "fpc2")
    (row,) = _rows("api00", str(DATA / "apiclus2.csv"), "--variable", "api00", "--of", "total", *stages)
    expected = reference()["stages"]["total"]
    assert [row["value"], row["se"]] == pytest.approx([expected["value"][0], expected["se"][0]], rel=1e-6)


def test_groups_of_a_health_survey_count_who_has_no_answer() -> None:
    rows = _rows("HI_CHOL", *HEALTH, "--variable", "HI_CHOL", "--by", "race", "--of", "mean")
    expected = reference()["nhanes"]["by_race"]
    assert [row["race"] for row in rows] == ["(all)", "1", "2", "3", "4"]
    assert [row["value"] for row in rows[1:]] == pytest.approx(expected["value"], rel=1e-6)
    assert [row["se"] for row in rows[1:]] == pytest.approx(expected["se"], rel=1e-6)
    assert rows[0]["missing"] == "empty 745"


def test_a_table_has_its_test_of_independence() -> None:
    (row,) = _rows("tests", *HEALTH, "--variable", "HI_CHOL", "--by", "race", "--of", "table")
    expected = reference()["nhanes"]["chisq"]
    assert [row[key] for key in ("F", "df1", "df2", "p")] == pytest.approx(
        [expected[key] for key in ("F", "df1", "df2", "p")], rel=1e-6
    )


def test_quantiles_and_ratios() -> None:
    rows = _rows(
        "api00", *CLUSTERED, "--variable", "api00", "--of", "quantile", "--quantile", "0.1", "--quantile", "0.9"
    )
    expected = reference()["clusters"]["quantiles"]["mean"]
    assert [row["value"] for row in rows] == [expected[0][0], expected[3][0]]
    (row,) = _rows("api00", *CLUSTERED, "--variable", "api00", "--of", "ratio", "--denominator", "api99")
    assert row["se"] == pytest.approx(reference()["clusters"]["ratio"]["se"][0], rel=1e-6)


def test_errors_reflect_known_margins_also_with_replicates(tmp_path: Path) -> None:
    margins = tmp_path / "margins.yaml"
    margins.write_text(MARGINS, "utf-8")
    words = (*CLUSTERED, "--variable", "api00", "--margins", str(margins))
    (row,) = _rows("api00", *words)
    assert row["se"] == pytest.approx(reference()["raked"]["clusters"]["mean"]["se"][0], rel=1e-6)
    (row,) = _rows("api00", *words, "--make", "jackknife")
    assert row["se"] == pytest.approx(reference()["jk1"]["raked"]["mean"]["se"][0], rel=1e-6)


def test_errors_of_raked_weights_as_r_rakes_and_other_distances_are_choices(tmp_path: Path) -> None:
    margins = tmp_path / "margins.yaml"
    margins.write_text(MARGINS, "utf-8")
    design = (str(DATA / "apistrat.csv"), "--weight", "pw", "--strata", "stype", "--fpc", "fpc", "--variable", "api00")
    words = (*design, "--margins", str(margins))
    for name, more in {
        "calibrated": (),
        "rake": ("--raked-errors", "rake"),
        "linear": ("--calibrate", "linear"),
        "logit": ("--calibrate", "logit", "--bounds", "0.3", "3"),
    }.items():
        (row,) = _rows("api00", *words, *more)
        assert row["se"] == pytest.approx(raked_unequal()["stratified"][name]["mean"]["se"][0], rel=1e-6), name


@pytest.mark.parametrize("cell", ["inf", "1e308", "1e-320", "abc"])
@pytest.mark.parametrize("column", ["hours", "weight"])
def test_numbers_that_cannot_be_computed_with_are_named_with_their_line(column: str, cell: str, tmp_path: Path) -> None:
    rows = [{"hours": str(row), "weight": "1"} for row in range(40)]
    rows[2][column] = cell
    file = tmp_path / "a.csv"
    file.write_text("hours,weight\n" + "".join(f"{one['hours']},{one['weight']}\n" for one in rows), "utf-8")
    code, _, said = _run(str(file), "--variable", "hours", "--of", "mean", "--weight", "weight")
    assert code == exit_codes.INVALID
    assert f"column {column}, line 4: '{cell}'" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--raked-errors", "rake"), "--margins"),
        (("--calibrate", "linear", "--raked-errors", "rake", "--margins", "FILE"), "raking alone"),
        (("--make", "jackknife", "--raked-errors", "rake", "--margins", "FILE"), "each replicate"),
        (("--calibrate", "logit", "--margins", "FILE"), "finite bounds"),
        (("--calibrate", "linear", "--bounds", "0.99", "1.01", "--margins", "FILE"), "within the bounds"),
    ],
)
def test_calibrations_that_make_no_sense_are_refused(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    margins = tmp_path / "margins.yaml"
    margins.write_text(MARGINS, "utf-8")
    named = [str(margins) if word == "FILE" else word for word in words]
    code, _, told = _run(*CLUSTERED, "--variable", "api00", *named)
    assert code == exit_codes.INVALID
    assert said in told


def test_replicate_weights_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "scd.csv"
    halves = [f"{a},{b},{c},{d}" for a, b, c, d in ("2200", "0022", "2020", "0202", "2002", "0220")]
    rows = ["120,25", "78,24", "185,30", "228,49", "670,80", "530,70"]
    lines = ["arrests,alive,rep1,rep2,rep3,rep4", *(f"{row},{half}" for row, half in zip(rows, halves, strict=True))]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    words = (str(file), "--variable", "alive", "--of", "ratio", "--denominator", "arrests", "--no-minimum")
    for method, expected in (("BRR", reference()["brr"]),):
        (row,) = _rows("alive", *words, "--replicates", "rep*", "--type", method)
        assert row["value"] == pytest.approx(expected["value"][0], rel=1e-6)
        assert row["se"] == pytest.approx(expected["se"][0], rel=1e-6)


def test_small_bases_and_counts_are_hidden_unless_asked_for() -> None:
    words = (*CLUSTERED, "--variable", "comp.imp", "--by", "stype")
    small = [row for row in _rows("comp.imp", *words) if row["stype"] == "H"]
    assert [(row["value"], row["count"], row["hidden"]) for row in small] == [(None, None, "small base")] * 2
    shown = [row for row in _rows("comp.imp", *words, "--no-minimum") if row["stype"] == "H"]
    assert [(row["value"], row["count"]) for row in shown] == [(pytest.approx(0.5), 7)] * 2


RELEASE = (
    "row,role,tools.a,tools.b,tools.status,weight\n"
    + "".join(f"{n},dev,{n % 2},,answered,1\n" for n in range(40))
    + "".join(f"{n},ops,,,not_assigned,\n" for n in range(40, 47))
    + "47,ops,,,skipped,1\n48,skipped,1,0,answered,1\n"
)


def test_codes_of_a_release_say_why_answers_are_missing(tmp_path: Path) -> None:
    file = tmp_path / "release.csv"
    file.write_text(RELEASE, "utf-8")
    words = (str(file), "--variable", "tools.a", "--variable", "tools.b", "--variable", "role", "--weight", "weight")
    row = _rows("tools.a", *words)[1]
    assert (row["of"], row["n"], row["value"]) == ("1", 41, pytest.approx(21 / 41))
    assert row["missing"] == "not_assigned 7, skipped few"
    row = _rows("tools.a", *words, "--no-minimum")[1]
    assert row["missing"] == "not_assigned 7, skipped 1"
    (row,) = _rows("tools.b", *words, "--no-minimum")
    assert (row["of"], row["n"], row["missing"]) == ("0", 1, "not_assigned 47, skipped 1")
    rows = _rows("role", *words, "--no-minimum")
    assert [(row["of"], row["count"]) for row in rows] == [("dev", 40), ("ops", 1)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "nothing is named to estimate"),
        (("--variable", "nothing"), "there is no column 'nothing'. Columns: "),
        (("--variable", "stype", "--of", "mean"), "column stype, line 2: 'H' is not a number"),
        (("--variable", "api00", "--weight", "stype"), "column stype, line 2: 'H' is not a number"),
        (("--variable", "api00", "--of", "ratio"), "a ratio has two columns"),
        (("--variable", "api00", "--of", "table"), "a table has rows and columns"),
        (("--variable", "api00", "--fpc", "pw"), "183 clusters were drawn from 33.847"),
        (("--variable", "api00", "--replicates", "rep*", "--type", "JK1"), "no column has a name like 'rep*'"),
        (("--variable", "api00", "--quantile", "25", "--of", "quantile"), "there is no quantile 25"),
    ],
)
def test_mistakes_are_said_with_how_to_mend_them(words: tuple[str, ...], said: str) -> None:
    code, text, error = _run(str(DATA / "apiclus1.csv"), *words)
    assert (code, text) == (exit_codes.INVALID, "")
    assert said in error


def test_reasons_are_no_groups_and_no_categories_of_a_test(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    lines = ["dev,yes"] * 40 + ["dev,no"] * 30 + ["ops,yes"] * 30 + ["ops,no"] * 40 + ["skipped,no"] * 50
    file.write_text("\n".join(["role,answer", *lines]) + "\n", "utf-8")
    code, text, _ = _run(str(file), "--variable", "answer", "--by", "role", "--of", "table", "--json")
    assert code == exit_codes.DONE
    report = json.loads(text)
    assert {row["role"] for row in report["tables"]["answer"]["rows"]} == {"(all)", "dev", "ops"}
    assert report["tables"]["tests"]["rows"][0]["df1"] == pytest.approx(1)
    assert "50 rows have no answer to role; they are in (all) and in no group." in report["notes"]


def test_codes_of_a_release_are_in_the_order_of_the_questionnaire(tmp_path: Path) -> None:
    values = tuple(Value(code, code) for code in ("tiny", "small", "huge"))
    column = Column("size", KEY, CODE, "Size", values=values)
    block = Block("profile", "Profile", (Table("profile", "data/profile", RESPONDENTS, 90, (column,)),))
    codebook = Codebook("2026", "A survey", "survey", "1", "0", (block,), (), ())
    for name in ("codebook", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / FILE).write_text(codebook.to_json(), "utf-8")
    file = tmp_path / "data/profile.csv"
    file.write_text("size\n" + "huge\ntiny\nsmall\n" * 30, "utf-8")
    assert [row["of"] for row in _rows("size", str(file), "--variable", "size")] == ["tiny", "small", "huge"]
    (tmp_path / FILE).write_text("{}", "utf-8")
    assert [row["of"] for row in _rows("size", str(file), "--variable", "size")] == ["huge", "small", "tiny"]


def test_weights_that_are_there_and_not_used_are_mentioned(tmp_path: Path) -> None:
    file = tmp_path / "release.csv"
    file.write_text(RELEASE, "utf-8")
    _, text, _ = _run(str(file), "--variable", "role")
    assert "Not weighted. The file has weight; name the one for the question with --weight." in text
    _, text, _ = _run(str(file), "--variable", "tools.b", "--by", "role", "--of", "table")
    assert "tools.b: no test, there is a single category." in text


def test_intervals_may_take_the_normal_distribution() -> None:
    (row,) = _rows("api00", *CLUSTERED, "--variable", "api00", "--df", "inf")
    assert row["high"] - row["value"] == pytest.approx(1.959963984540054 * row["se"])
    assert row["df"] is None


def test_missing_numbers_as_r_and_pandas_write_them_are_counted_and_are_no_codes(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("hours,region\n" + "1,NA\n3,EU\nNA,NA\nNaN,EU\n" * 10, "utf-8")
    (row,) = _rows("hours", str(file), "--variable", "hours", "--no-minimum")
    assert (row["value"], row["n"], row["missing"]) == (2, 20, "NA 10, NaN 10")
    assert [row["of"] for row in _rows("region", str(file), "--variable", "region")] == ["EU", "NA"]


def test_replicate_weights_of_no_kind_are_told_with_the_option(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("hours,w,r1,r2\n1,1,2,0\n3,1,0,2\n", "utf-8")
    code, _, said = _run(str(file), "--variable", "hours", "--weight", "w", "--replicates", "r*")
    assert code != exit_codes.DONE
    assert "--type" in said
