"""The benchmarks behind docs/performance.md still run, and what they write tells nothing of the machine's places."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.__main__ import GROUPS, main
from benchmarks.measured import beside, result
from benchmarks.questionnaires import keys
from benchmarks.report import REFERENCE, tables
from mlops_survey_tui.questionnaire.load import load


def test_the_engine_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    assert main(["engine", "--runs", "1", "--json", str(figures)]) == 0
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert {row["group"] for row in written["results"]} == {"engine"}
    assert str(Path.home()) not in figures.read_text(encoding="utf-8")
    assert "a whole interview" in tables(written)


def test_the_reference_run_holds_every_group() -> None:
    written = json.loads(REFERENCE.read_text(encoding="utf-8"))
    assert {row["group"] for row in written["results"]} == set(GROUPS)


def test_the_questions_for_keys_have_the_sizes_stated(tmp_path: Path) -> None:
    keys.write(tmp_path)
    found = {question.id: question for question in load(tmp_path).questions}
    assert len(found["one"].options) == keys.SINGLE_OPTIONS
    assert len(found["many"].options) == keys.SEARCHED_OPTIONS
    assert found["many"].searchable
    assert len(found["grid"].rows) == keys.MATRIX_ROWS


def test_a_ratio_compares_medians_of_one_run() -> None:
    measured = [result("start", "ours", "ms", [3.0, 1.0, 2.0]), result("start", "theirs", "ms", [4.0])]
    ours, theirs = beside(measured, {"ours": "theirs"})
    assert (ours.median, ours.high, ours.ratio, ours.peer) == (2.0, 3.0, 0.5, "theirs")
    assert theirs.ratio is None
