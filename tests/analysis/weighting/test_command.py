"""`analyse weight` on files: the report, the file with weights, margins in every form, and mistakes."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.analysis.weighting.files import margins_in
from mlops_survey_tui.cli import app

from ..estimation.surveys import DATA, reference

SCHOOLS = DATA / "apiclus1.csv"
YAML = "margins:\n  stype: {E: 4421, H: 755, M: 1018}\n  sch.wide: {No: 1072, Yes: 5122}\n"
JSON = json.dumps({"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}})
CSV = "margin,level,share\nstype,E,4421\nstype,H,755\nstype,M,1018\nsch.wide,No,1072\nsch.wide,Yes,5122\n"
FORMS = {"margins.yaml": YAML, "margins.json": JSON, "margins.csv": CSV}


def _run(*words: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["analyse", "weight", *words])
    return found.exit_code, found.stdout, found.stderr


def _report(*words: str) -> dict[str, Any]:
    code, text, said = _run(*words, "--json")
    assert code == exit_codes.DONE, said
    report: dict[str, Any] = json.loads(text)
    return report


def _written(folder: Path, name: str) -> str:
    (folder / name).write_text(FORMS[name], "utf-8")
    return str(folder / name)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_margins_are_read_in_every_form(tmp_path: Path, name: str) -> None:
    found = margins_in(Path(_written(tmp_path, name)))
    assert [(one.name, one.levels, one.targets.tolist()) for one in found] == [
        ("stype", ("E", "H", "M"), [4421, 755, 1018]),
        ("sch.wide", ("No", "Yes"), [1072, 5122]),
    ]


def test_a_file_is_written_again_with_the_weights_of_the_reference(tmp_path: Path) -> None:
    out = tmp_path / "weighted.csv"
    report = _report(str(SCHOOLS), "--margins", _written(tmp_path, "margins.yaml"), "--base", "pw", "--out", str(out))
    assert report["facts"]["converged"]
    assert report["facts"]["greatest gap"] <= 1e-9
    rows, original = list(csv.DictReader(out.open())), list(csv.DictReader(SCHOOLS.open()))
    assert [{key: row[key] for key in original[0]} for row in rows] == original
    weights = np.array([float(row["weight"]) for row in rows])
    expected = reference()["raked"]["clusters"]
    assert [weights.min(), weights.max()] == pytest.approx(expected["weights"], rel=1e-6)
    assert np.square(weights).sum() == pytest.approx(expected["weight"], rel=1e-6)


def test_parquet_keeps_its_rows_in_order_and_those_not_asked_have_no_weight(tmp_path: Path) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    answers = "CASE WHEN i % 4 = 0 OR i % 3 = 0 THEN 'yes' ELSE 'not_assigned' END AS answer"
    duckdb.execute(f"COPY (SELECT i, i % 3 AS path, {answers} FROM range(3000) t(i)) TO '{source}'")
    report = _report(str(source), "--asked", "answer", "--within", "path", "--name", "w", "--out", str(out))
    assert [row["chance"] for row in report["tables"]["classes"]["rows"]] == pytest.approx([1, 0.25, 0.25])
    rows = duckdb.execute(f"SELECT i, w, answer FROM '{out}'").fetchall()
    assert [row[0] for row in rows] == list(range(3000))
    assert all((row[1] is None) == (row[2] == "not_assigned") for row in rows)
    assert sum(row[1] or 0 for row in rows) == pytest.approx(3000)


def test_rows_without_an_answer_keep_their_share_where_asked_for(tmp_path: Path) -> None:
    data, margins = tmp_path / "data.csv", tmp_path / "margins.yaml"
    data.write_text("role\n" + "dev\n" * 50 + "ops\n" * 30 + "skipped\n" * 15 + '""\n' * 5, "utf-8")
    margins.write_text("role: {dev: 0.5, ops: 0.5}\n", "utf-8")
    code, _, said = _run(str(data), "--margins", str(margins))
    assert code == exit_codes.INVALID
    assert "column role: the margin does not name these values: (empty) (5 rows), skipped (15 rows)" in said
    rows = _report(str(data), "--margins", str(margins), "--unknown")["tables"]["margins"]["rows"]
    assert {row["level"]: row["reached"] for row in rows} == pytest.approx({"dev": 0.4, "ops": 0.4, "(no answer)": 0.2})


def test_crossed_margins_and_levels_that_yaml_takes_for_truths(tmp_path: Path) -> None:
    data, margins = tmp_path / "data.csv", tmp_path / "margins.yaml"
    data.write_text("a,b\n" + "no,x\n" * 10 + "no,y\n" * 20 + "yes,x\n" * 30 + "yes,y\n" * 40, "utf-8")
    margins.write_text("a*b: {no*x: 0.4, no*y: 0.3, yes*x: 0.2, yes*y: 0.1}\n", "utf-8")
    rows = _report(str(data), "--margins", str(margins))["tables"]["margins"]["rows"]
    assert [row["reached"] for row in rows] == pytest.approx([0.4, 0.3, 0.2, 0.1])


def test_caps_and_trimming_are_reported_with_the_gap_that_remains(tmp_path: Path) -> None:
    margins = _written(tmp_path, "margins.csv")
    facts = _report(str(SCHOOLS), "--margins", margins, "--cap", "1.3")["facts"]
    assert facts["largest, as times the mean"] == pytest.approx(1.3)
    assert not facts["converged"]
    assert facts["greatest gap"] > 0.01
    facts = _report(str(SCHOOLS), "--margins", margins, "--trim", "1.5")["facts"]
    assert facts["largest, as times the mean"] == pytest.approx(1.5)
    assert facts["weights trimmed"] > 0
    assert facts["mean weight"] == pytest.approx(6194 / 183)


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ("stype: {E: 0.7, H: 0.2, Q: 0.1}", "the margin does not name these values: M (25 rows)"),
        ("stype: {E: 0.7, H: 0.1, M: 0.1, Q: 0.1}", "level Q has the target 0.1 and no row in the data"),
        ("stype: {E: many}", "margin stype, level E: 'many' is not a number"),
        ("stype: [E, H]", "margin stype has no levels"),
        ("{", "line 1: this is not YAML"),
        ("nothing: {E: 1}", "there is no column 'nothing'"),
    ],
)
def test_mistakes_in_margins_are_said_with_how_to_mend_them(tmp_path: Path, margins: str, said: str) -> None:
    file = tmp_path / "margins.yaml"
    file.write_text(margins, "utf-8")
    code, text, error = _run(str(SCHOOLS), "--margins", str(file))
    assert (code, text) == (exit_codes.INVALID, "")
    assert said in error


def test_wishes_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    margins = _written(tmp_path, "margins.yaml")
    for words, said in (
        ((), "there is nothing to weight to"),
        (("--within", "stype", "--margins", margins), "it is not said who was asked"),
        (("--cap", "3", "--asked", "both"), "a cap holds while raking"),
        (("--margins", margins, "--cap", "0.5"), "a cap of 0.5 times the mean cannot hold"),
        (("--margins", margins, "--out", str(SCHOOLS)), "the data would be overwritten"),
        (("--margins", margins, "--name", "pw", "--out", str(tmp_path / "o.csv")), "there already is a column 'pw'"),
        (("--margins", str(tmp_path / "none.yaml")), "the margins cannot be read"),
    ):
        code, _, error = _run(str(SCHOOLS), *words)
        assert code == exit_codes.INVALID
        assert said in error


def test_a_base_that_is_called_weight_keeps_its_name_and_values(tmp_path: Path) -> None:
    data, margins, out = tmp_path / "data.csv", tmp_path / "margins.json", tmp_path / "out.csv"
    data.write_text('weight,"a ""b"""\n' + "2,x\n1,x\n3,y\n,y\n", "utf-8")
    margins.write_text(json.dumps({'a "b"': {"x": 0.5, "y": 0.5}}), "utf-8")
    _report(str(data), "--margins", str(margins), "--base", "weight", "--name", "raked", "--out", str(out))
    rows = list(csv.DictReader(out.open()))
    assert [row["weight"] for row in rows] == ["2", "1", "3", ""]
    assert [float(row["raked"]) for row in rows] == pytest.approx([2, 1, 3, 0])
