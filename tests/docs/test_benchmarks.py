"""The benchmarks behind docs/performance.md still run, and what they write tells nothing of the machine's places."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import GROUPS, main
from benchmarks.measured import Goal, at_least, at_most, beside, judged, result
from benchmarks.plots import plot
from benchmarks.questionnaires import keys
from benchmarks.record import REFERENCE, keep, recorded
from benchmarks.report import lines, tables
from mlops_survey_tui.questionnaire.format.registry import KINDS
from mlops_survey_tui.questionnaire.load import load


def test_the_engine_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    assert main(["engine", "--runs", "1", "--json", str(figures)]) == 0
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert set(written["groups"]) == {"engine"}
    assert str(Path.home()) not in figures.read_text(encoding="utf-8")
    assert "a whole interview" in tables(written, {})


def test_the_reference_run_holds_every_group() -> None:
    written = json.loads(REFERENCE.read_text(encoding="utf-8"))
    assert set(written["groups"]) == set(GROUPS)


def test_a_new_run_of_a_group_replaces_it_and_keeps_the_others(tmp_path: Path) -> None:
    file, order = tmp_path / "figures.json", ["start", "keys"]
    keep(file, {"keys": recorded([result("keys", "old", "ms", [1.0])], 1)}, order)
    keep(file, {"start": recorded([result("start", "other", "ms", [1.0])], 1)}, order)
    keep(file, {"keys": recorded([result("keys", "new", "ms", [1.0])], 1)}, order)
    groups = json.loads(file.read_text(encoding="utf-8"))["groups"]
    assert [(name, row["name"]) for name, group in groups.items() for row in group["results"]] == [
        ("start", "other"),
        ("keys", "new"),
    ]


def test_the_questions_for_keys_have_the_sizes_stated(tmp_path: Path) -> None:
    keys.write(tmp_path)
    found = {question.id: question for question in load(tmp_path).questions}
    assert [len(found[f"single_{size}_0"].options) for size in (10, 100, 1000)] == [10, 100, 1000]
    assert len(found["search_0"].options) == keys.SEARCHED
    assert found["search_0"].searchable
    assert len(found["matrix_0"].rows) == 15
    assert {question.kind for question in found.values()} == set(KINDS) - {"info"}


def test_a_ratio_compares_medians_of_one_run() -> None:
    measured = [result("start", "ours", "ms", [3.0, 1.0, 2.0]), result("start", "theirs", "ms", [4.0])]
    ours, theirs = beside(measured, {"ours": "theirs"})
    assert (ours.median, ours.high, ours.ratio, ours.peer) == (2.0, 3.0, 0.5, "theirs")
    assert theirs.ratio is None


MEASURED = [
    result("keys", "ours", "ms", [2.0], peak_mb=40.0),
    result("keys", "quick", "ms", [1.6], peak_mb=30.0),
    result("keys", "slow", "ms", [8.0], peak_mb=90.0),
]


@pytest.mark.parametrize(
    ("goal", "value", "met"),
    [
        (at_most(1.3, "quick"), 1.25, True),
        (at_most(1.2, "quick", "slow"), 1.25, False),
        (at_least(0.2, "quick", "slow"), 0.25, True),
        (at_most(35.0, figure="peak_mb"), 40.0, False),
        (at_most(1.0, "not installed"), None, None),
        (at_most(1.0, "quick", figure="bytes"), None, None),
    ],
)
def test_a_goal_is_judged_beside_the_best_of_the_same_run(goal: Goal, value: float | None, met: bool | None) -> None:
    (verdict,) = judged(MEASURED, {"ours": goal})[0].verdicts
    assert (verdict.value, verdict.met) == (value, met)


def test_table_terminal_and_plot_show_peer_floor_and_whether_goals_are_met() -> None:
    compared = beside(MEASURED, {"ours": "slow"}, {"ours": "quick"})
    found = judged(compared, {"ours": [at_most(1.15, "quick"), at_most(1.5, "slow", figure="peak_mb")]})
    page = tables({"groups": {"keys": recorded(found, 1)}}, {"keys": "keys.svg"})
    assert "0.25 × slow | 1.25 × quick" in page
    assert "| Keys | ours | ≤ 1.15 × quick | 1.25 × | **missed** |" in page
    assert "| Keys | ours | peak MB ≤ 1.5 × slow | 0.44 × | met |" in page
    told = list(lines(found))
    assert "    goal ≤ 1.15 × quick: 1.25 × missed" in told
    drawn = plot(recorded(found, 1)["results"])
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert drawn.count('class="goal"') == 2, "one in the legend, one on the line of ours"
    assert "prefers-color-scheme:dark" in drawn
