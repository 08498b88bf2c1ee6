"""Change between editions: against R, refused where the ledger breaks the line, and no claims by chance."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.change.comparable import compare, compare_folders
from mlops_survey_tui.analysis.change.differences import Wave, differences
from mlops_survey_tui.analysis.change.run import Analysis, Wishes, allowed, analyse
from mlops_survey_tui.analysis.change.scores import shares_in_common
from mlops_survey_tui.analysis.estimation import wishes as estimation
from mlops_survey_tui.analysis.estimation.run import estimate
from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.maxdiff.data import BestWorst
from mlops_survey_tui.analysis.weighting.files import margins_in
from mlops_survey_tui.cli import app
from mlops_survey_tui.publication.codebook.model import TICK, WHOLE
from mlops_survey_tui.questionnaire.load import load

from ..simulations import RUNS, nominal
from .releases import EXAMPLES, answer, release

DATA = Path(__file__).with_name("data")
OLD, NEW = str(DATA / "old.csv"), str(DATA / "new.csv")
FOLDERS = EXAMPLES / "coffee", EXAMPLES / "coffee-2027"


def _reference() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "reference.json").read_text("utf-8"))
    return found


def _by_name(found: Analysis) -> dict[str, int]:
    return {figure.name: at for at, figure in enumerate(found.figures)}


def test_the_difference_of_two_means_agrees_with_the_test_of_welch_in_r(tmp_path: Path) -> None:
    places = []
    for name in ("old", "new"):
        rows = [line.rsplit(",", 1)[0] for line in (DATA / f"{name}.csv").read_text("utf-8").splitlines()]
        places.append(tmp_path / f"{name}.csv")
        places[-1].write_text("\n".join(rows) + "\n", "utf-8")
    found, wanted = analyse(str(places[0]), str(places[1]), Wishes(["hours"])).differences, _reference()["hours"]
    assert found.values[0] == pytest.approx(wanted["difference"], abs=1e-9)
    assert [found.low[0], found.high[0]] == pytest.approx(wanted["ends"], abs=1e-6)
    assert found.p[0] == pytest.approx(wanted["p"], abs=1e-6)


@pytest.mark.parametrize("raked", [False, True])
def test_shares_of_both_editions_weighted_and_raked_to_the_same_margins_agree_with_r(raked: bool) -> None:
    margins = margins_in(DATA / "margins.csv") if raked else ()
    found = analyse(OLD, NEW, Wishes(["size"], margins))
    wanted = _reference()["raked" if raked else "shares"]
    for name, at in _by_name(found).items():
        code = name.removeprefix("size=")
        for side, wave in (("old", found.old), ("new", found.new)):
            assert [wave.values[at], wave.errors[at]] == pytest.approx(wanted[side][code], abs=1e-6)
        squares = wanted["old"][code][1] ** 2 + wanted["new"][code][1] ** 2
        assert found.differences.errors[at] == pytest.approx(squares**0.5, abs=1e-6)
    assert "Earlier: size without an answer: 9 dont_know." in found.notes or any(
        "dont_know" in one for one in found.notes
    )


def test_a_question_for_some_is_raked_to_margins_of_everybody_as_by_the_command_estimate(tmp_path: Path) -> None:
    places = []
    for name in ("old", "new"):
        lines = (DATA / f"{name}.csv").read_text("utf-8").splitlines()
        cells = [line.split(",") for line in lines]
        routed = [[*cell[:2], "not_routed" if cell[3] == "east" else cell[2], *cell[3:]] for cell in cells]
        places.append(tmp_path / f"{name}.csv")
        places[-1].write_text("\n".join(map(",".join, routed)) + "\n", "utf-8")
    found = analyse(str(places[0]), str(places[1]), Wishes(["size"], margins_in(DATA / "margins.csv")))
    drawn = estimation.Wishes(("size",), weight="weight", margins=DATA / "margins.csv")
    for place, wave in zip(places, (found.old, found.new), strict=True):
        told = {line.of: line.estimate for line in estimate(str(place), drawn).lines}
        for name, at in _by_name(found).items():
            one = told[name.removeprefix("size=")]
            assert [wave.values[at], wave.errors[at]] == pytest.approx([100 * one.value, 100 * one.se], rel=1e-6)


def _wave(random: np.random.Generator, shift: Floats) -> Wave:
    return Wave(
        40 + shift + random.normal(0, 2, len(shift)),
        np.full(len(shift), 2.0),
        np.full(len(shift), 400),
        np.full(len(shift), 399.0),
    )


@given(st.integers(0, 100_000))
@settings(max_examples=20)
def test_looking_back_turns_the_sign_of_every_difference_and_nothing_else(seed: int) -> None:
    random = np.random.default_rng(seed)
    old, new = _wave(random, np.zeros(6)), _wave(random, random.normal(0, 6, 6))
    percent, claimed, enough = np.ones(6, np.bool_), np.arange(6) < 2, np.arange(6) != 3
    ahead = differences(old, new, percent, claimed, enough)
    back = differences(new, old, percent, claimed, enough)
    assert back.values == pytest.approx(-ahead.values)
    assert back.low == pytest.approx(-ahead.high)
    assert back.adjusted == pytest.approx(ahead.adjusted, nan_ok=True)
    assert np.array_equal(back.marked, ahead.marked)
    assert not ahead.marked[3]


def test_a_certain_change_of_three_points_or_less_is_not_marked_and_a_mean_needs_no_points() -> None:
    old = Wave(np.array([20.0, 20.0, 20.0]), np.full(3, 0.1), np.full(3, 5000), np.full(3, 4999.0))
    new = replace(old, values=np.array([23.0, 23.2, 20.9]))
    percent, nothing = np.array([True, True, False]), np.zeros(3, np.bool_)
    found = differences(old, new, percent, nothing, np.ones(3, np.bool_))
    assert (found.adjusted < 1e-6).all()
    assert found.marked.tolist() == [False, True, True]


def test_without_any_change_hardly_anything_is_marked_and_true_changes_are_covered() -> None:
    random, any_claim, marks, inside = np.random.default_rng(17), 0, [], 0.0
    runs, truth = 4 * RUNS, np.array([0.0] * 8 + [15.0] * 4)
    for _ in range(runs):
        old, new = _wave(random, np.zeros(12)), _wave(random, truth)
        claimed, all_ = np.arange(12) < 6, np.ones(12, np.bool_)
        found = differences(old, new, all_, claimed, all_)
        any_claim += bool(found.marked[:6].any())
        marks.append(found.marked[6:8].sum() / max(found.marked[6:].sum(), 1))
        inside += float(np.mean((found.low <= truth) & (truth <= found.high)))
    slack = 3 * (0.05 * 0.95 / runs) ** 0.5
    assert any_claim / runs <= 0.05 + slack
    assert np.mean(marks) <= 0.05 + slack
    assert nominal(inside / runs, runs * 6)


def test_the_ledger_says_what_can_be_compared_and_what_stands_for_what() -> None:
    found = compare_folders(*FOLDERS)
    way = found.by_id["best_way"]
    assert (way.old_id, way.comparable) == ("favorite", True)
    assert found.by_id["favorite"] is way
    common = way.common("options", ["filter", "espresso"], ["drip", "pour_over", "espresso"])
    assert common.old == {"filter": "drip+pour_over", "espresso": "espresso"}
    assert common.new == {"drip": "drip+pour_over", "pour_over": "drip+pour_over", "espresso": "espresso"}
    assert not found.by_id["liking"].comparable
    assert not found.by_id["care"].in_both
    assert any("Seven points" in reason for reason in found.by_id["liking"].reasons)


def test_without_a_ledger_or_with_one_of_other_editions_a_changed_question_is_not_comparable() -> None:
    old, new = (load(folder) for folder in FOLDERS)
    assert not compare(old, new).by_id["cups"].comparable
    from mlops_survey_tui.proof.comparison.ledger import Ledger

    ledger = Ledger(FOLDERS[1]).spec.model_copy(update={"edition": "2020"})
    found = compare(old, new, ledger)
    assert not found.by_id["cups"].comparable
    assert "since 2020" in found.notes[0]


@pytest.mark.parametrize(
    ("question", "said"),
    [("liking", "not comparable"), ("care", "Only one edition"), ("grinder", "Only one edition"), ("cake", "Neither")],
)
def test_what_changed_or_was_asked_once_is_refused_with_the_reason(question: str, said: str) -> None:
    comparability = compare_folders(*FOLDERS)
    with pytest.raises(AnalysisError, match=said):
        allowed(comparability, question, despite=False)
    if question == "liking":
        assert not allowed(comparability, question, despite=True).comparable


def _answers(ways: list[str], seed: int, n: int = 120) -> list[tuple[Any, ...]]:
    random = np.random.default_rng(seed)
    return [
        (1.0, ways[int(random.integers(len(ways)))], int(random.integers(1, 8)), str(int(random.integers(1, 8))))
        for _ in range(n)
    ]


def _pair(folder: Path, level: str = "") -> tuple[str, str]:
    old = release(
        folder / "2026", "coffee",
        [answer("favorite"), answer("cups", kind=WHOLE), answer("liking")],
        _answers(["filter", "espresso", "skipped"], 1),
        {"favorite": "single", "cups": "number", "liking": "scale"},
    )  # fmt: skip
    new = release(
        folder / "2027", "coffee-2027",
        [answer("best_way", level=level), answer("cups", kind=WHOLE), answer("liking")],
        _answers(["drip", "pour_over", "espresso", "espresso"], 2),
        {"best_way": "single", "cups": "number", "liking": "scale"},
    )  # fmt: skip
    return str(old), str(new)


def test_a_question_of_two_releases_is_compared_under_its_new_id_with_options_put_together(tmp_path: Path) -> None:
    found = analyse(*_pair(tmp_path), Wishes(["best_way", "cups"]))
    names = _by_name(found)
    assert set(names) == {"best_way=drip+pour_over", "best_way=espresso", "cups"}
    one = names["best_way=drip+pour_over"]
    assert found.old.values[one] == pytest.approx(100 - found.old.values[names["best_way=espresso"]])
    assert found.new.counts[one] == 120
    assert found.old.counts[one] < 120
    assert not found.figures[names["cups"]].percent
    assert not found.changed


def test_a_question_that_changed_is_compared_only_when_told_and_every_figure_says_so(tmp_path: Path) -> None:
    old, new = _pair(tmp_path)
    found = CliRunner().invoke(app, ["analyse", "change", old, new, "--variable", "liking"])
    assert found.exit_code == exit_codes.INVALID
    assert "liking is not comparable" in found.stderr
    words = ["analyse", "change", old, new, "--variable", "liking", "--despite-changes"]
    found = CliRunner().invoke(app, words)
    assert found.exit_code == exit_codes.DONE
    assert "warning: NOT COMPARABLE: liking" in found.stdout
    data = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert {row["warning"] for row in data["tables"]["change"]["rows"]} == {"NOT COMPARABLE"}


def test_a_fact_that_was_published_more_coarsely_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="different detail: as asked and sector"):
        analyse(*_pair(tmp_path, level="sector"), Wishes(["best_way"]))
    found = analyse(*_pair(tmp_path / "again", level="sector"), Wishes(["best_way"], despite=True))
    assert found.changed == {"best_way": ("published in different detail",)}


def test_ticks_of_options_that_became_one_count_who_ticked_any(tmp_path: Path) -> None:
    old = release(
        tmp_path / "2026", "coffee", [answer("makes", one, TICK) for one in ("filter", "espresso")],
        [(1.0, at % 2, 1) for at in range(40)], {"makes": "multi"},
    )  # fmt: skip
    new = release(
        tmp_path / "2027", "coffee-2027", [answer("makes", one, TICK) for one in ("drip", "pour_over", "espresso")],
        [(1.0, at % 4 == 0, at % 4 == 1, 1) for at in range(40)], {"makes": "multi"},
    )  # fmt: skip
    found = analyse(str(old), str(new), Wishes(["makes"]))
    at = _by_name(found)["makes.drip+pour_over"]
    assert (found.old.values[at], found.new.values[at]) == (50, 50)


def _choices(scores: dict[str, float], seed: int, people: int = 150, scale: float = 1.0) -> BestWorst:
    random, items = np.random.default_rng(seed), tuple(scores)
    values = scale * np.array(list(scores.values()))
    sets = [tuple(sorted(random.permutation(len(items))[:3].tolist())) for _ in range(30)]
    respondent, shown = np.repeat(np.arange(people), 6), random.integers(0, 30, people * 6)
    members = np.array(sets)[shown]
    best = (values[members] + random.gumbel(size=members.shape)).argmax(axis=1)
    worst_value = -values[members] + random.gumbel(size=members.shape)
    worst_value[np.arange(len(members)), best] = -np.inf
    at = np.arange(len(members))
    return BestWorst(
        items, tuple(map(str, range(people))), tuple(sets), respondent, shown, members[at, best],
        members[at, worst_value.argmax(axis=1)], np.ones(people),
    )  # fmt: skip


def test_best_worst_shares_are_among_the_items_of_both_editions() -> None:
    old = _choices({"a": 1.0, "b": 0.5, "c": 0.0, "gone": 2.0}, 1)
    new = _choices({"new": -1.0, "c": 0.0, "b": 0.5, "a": 1.0}, 2)
    found = shares_in_common("hardest", old, new)
    assert [figure.part for figure in found.figures] == ["c", "b", "a"]
    assert found.old.values.sum() == pytest.approx(100)
    assert found.new.values.sum() == pytest.approx(100)
    truth = 100 * np.exp([0, 0.5, 1]) / np.exp([0, 0.5, 1]).sum()
    for wave in (found.old, found.new):
        assert np.abs(wave.values - truth).max() < 3.5 * wave.errors.max()
    with pytest.raises(AnalysisError, match="Fewer than two"):
        shares_in_common("hardest", old, _choices({"x": 0, "y": 1, "z": 2}, 3))


def test_best_worst_questions_of_releases_are_compared_by_their_sets(tmp_path: Path) -> None:
    places = []
    for name, edition, seed in (("2026", "coffee", 1), ("2027", "coffee-2027", 2)):
        data = _choices({"queue": 1.0, "price": 0.5, "noise": 0.0, "heat": -1.0}, seed, 30)
        sets = [
            (
                int(data.respondent[row]),
                "cups",
                row,
                data.items[item],
                int(item == data.best[row]) - int(item == data.worst[row]),
            )
            for row in range(len(data.shown))
            for item in data.sets[data.shown[row]]
        ]
        rows = [(1.0, "answered") for _ in range(30)]
        places.append(
            str(release(tmp_path / name, edition, [answer("cups", "status")], rows, {"cups": "maxdiff"}, sets))
        )
    found = analyse(places[0], places[1], Wishes(["cups"]))
    assert set(_by_name(found)) == {f"cups.{item}" for item in ("queue", "price", "noise", "heat")}
    assert found.new.values.sum() == pytest.approx(100)


def test_the_command_compares_files_by_the_questionnaires_that_it_is_given(tmp_path: Path) -> None:
    for name, column, codes in (
        ("old", "favorite", ("filter", "espresso")),
        ("new", "best_way", ("drip", "pour_over")),
    ):
        rows = [codes[at % 2] for at in range(60)]
        (tmp_path / f"{name}.csv").write_text("\n".join([column, *rows]) + "\n", "utf-8")
    files = [str(tmp_path / "old.csv"), str(tmp_path / "new.csv")]
    words = ["analyse", "change", *files, "--variable", "best_way", "--editions", *map(str, FOLDERS), "--json"]
    words += ["--claim", "best_way=drip+pour_over"]
    data = json.loads(CliRunner().invoke(app, words).stdout)
    rows_found = {row["figure"]: row for row in data["tables"]["change"]["rows"]}
    one = rows_found["best_way=drip+pour_over"]
    assert (one["old"], one["new"], one["control"]) == (50, 100, "Holm")
    assert rows_found["best_way=espresso"]["control"] == "BH"


def test_a_claim_that_is_no_figure_and_figures_of_few_are_told() -> None:
    found = CliRunner().invoke(app, ["analyse", "change", OLD, NEW, "--variable", "size", "--claim", "size=huge"])
    assert found.exit_code == exit_codes.INVALID
    assert "There is no figure 'size=huge' to claim. Figures: size=" in found.stderr
    words = ["analyse", "change", OLD, NEW, "--variable", "size", "--least", "1000", "--json"]
    data = json.loads(CliRunner().invoke(app, words).stdout)
    assert {row["difference"] for row in data["tables"]["change"]["rows"]} == {None}
    assert data["facts"]["tested"] == 0
    assert any("Nothing said whether" in note for note in data["notes"])


def test_codes_that_look_like_numbers_are_shares_when_told(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / f"{name}.csv").write_text("points\n" + "\n".join(str(at % 3) for at in range(90)) + "\n", "utf-8")
    files = str(tmp_path / "old.csv"), str(tmp_path / "new.csv")
    assert [figure.name for figure in analyse(*files, Wishes(["points"])).figures] == ["points"]
    shares = analyse(*files, Wishes(["points"], codes=True))
    assert [figure.name for figure in shares.figures] == ["points=0", "points=1", "points=2"]


def test_published_estimates_are_compared_without_the_answers_behind_them(tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("figure,value,error,n\nuse,40,1.5,900\nhours,8,0.2,900\ngone,1,1,900\n", "utf-8")
    new.write_text("figure,value,error,n,percent\nhours,9,0.2,800,0\nuse,47,1.6,800,1\n", "utf-8")
    words = ["analyse", "change", str(old), str(new), "--estimates", "--json"]
    data = json.loads(CliRunner().invoke(app, words).stdout)
    rows = {row["figure"]: row for row in data["tables"]["change"]["rows"]}
    assert rows["use"]["difference"] == 7
    assert rows["use"]["error"] == pytest.approx((1.5**2 + 1.6**2) ** 0.5)
    assert rows["use"]["marked"] is rows["hours"]["marked"] is True
    assert any("1 figures are in one table only" in note for note in data["notes"])
    new.write_text("figure,value,error,n\nuse,1,1,50\nuse,2,1,50\n", "utf-8")
    found = CliRunner().invoke(app, words)
    assert found.exit_code == exit_codes.INVALID
    assert "new.csv, column figure, line 3: this figure stands a second time." in found.stderr
