"""Parts of a whole: against R's survey, inside their bounds, and open about zeros and totals."""

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
from mlops_survey_tui.analysis.allocation.figures import change, figures
from mlops_survey_tui.analysis.allocation.ratios import centre
from mlops_survey_tui.analysis.allocation.run import Wishes, read
from mlops_survey_tui.analysis.allocation.splits import Cells, SplitError, Splits, splits_of
from mlops_survey_tui.cli import app

from ..simulations import RUNS, nominal

DATA = Path(__file__).with_name("data")


def _reference() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "reference.json").read_text("utf-8"))
    return found


def _splits() -> Splits:
    return read(str(DATA / "splits.csv"))[0]


@pytest.mark.parametrize("part", range(4))
def test_all_figures_of_a_part_and_their_errors_agree_with_r(part: int) -> None:
    splits, wanted = _splits(), _reference()["parts"]["abcd"[part]]
    found, changed = figures(splits), change(splits)
    assert changed is not None
    assert found.pooled is not None
    measures = {"any": found.any, "among": found.among, "overall": found.overall, "pooled": found.pooled}
    for name, one in {**measures, "change": changed.difference, "later": changed.later}.items():
        assert [one.values[part], one.errors[part]] == pytest.approx(wanted[name], abs=1e-6), name
    low, high = found.any.within(0.0, 100.0)
    assert [low[part], high[part]] == pytest.approx(wanted["ends"], abs=1e-6)


def test_the_covariance_of_all_means_agrees_with_r_and_knows_that_they_add_up() -> None:
    found = figures(_splits()).overall
    assert found.covariance == pytest.approx(np.array(_reference()["covariance"]), abs=1e-6)
    assert found.values.sum() == pytest.approx(100)
    assert found.covariance.sum(axis=0) == pytest.approx(0, abs=1e-9)


def _random(seed: int, n: int = 12) -> Splits:
    random = np.random.default_rng(seed)
    now, later = (np.floor(100 * random.dirichlet([0.2, 1, 3], n)) for _ in range(2))
    for one in (now, later):
        one[:, 2] += 100 - one.sum(axis=1)
    return Splits(("x", "y", "z"), now, np.full(n, 100.0), random.uniform(0.2, 3, n), None, later)


@given(st.integers(0, 100_000))
@settings(max_examples=20)
def test_intervals_stay_between_0_and_100_and_hold_the_estimate(seed: int) -> None:
    found, changed = figures(_random(seed)), change(_random(seed))
    assert changed is not None
    for one, low_bound in ((found.any, 0), (found.among, 0), (found.overall, 0), (changed.difference, -100)):
        low, high = one.within(float(low_bound), 100.0)
        known = ~np.isnan(low)
        assert np.all(low[known] >= low_bound)
        assert np.all(high[known] <= 100)
        assert np.all((low <= one.values + 1e-9)[known])
        assert np.all((high >= one.values - 1e-9)[known])


@given(st.integers(0, 100_000))
@settings(max_examples=20)
def test_the_mean_over_all_is_those_who_have_any_times_what_they_have(seed: int) -> None:
    found = figures(_random(seed))
    product = np.where(found.any.values > 0, found.any.values * np.nan_to_num(found.among.values) / 100, 0)
    assert product == pytest.approx(found.overall.values)


@given(st.integers(0, 100_000))
@settings(max_examples=20)
def test_looking_back_instead_of_ahead_turns_the_sign_of_the_change(seed: int) -> None:
    splits = _random(seed)
    assert splits.later is not None
    ahead, back = change(splits), change(replace(splits, now=splits.later, later=splits.now))
    assert ahead is not None
    assert back is not None
    assert back.difference.values == pytest.approx(-ahead.difference.values)
    assert back.difference.covariance == pytest.approx(ahead.difference.covariance)
    low, high = ahead.difference.within(-100, 100)
    back_low, back_high = back.difference.within(-100, 100)
    assert back_low == pytest.approx(-high, nan_ok=True)
    assert back_high == pytest.approx(-low, nan_ok=True)


def test_a_weight_of_two_is_the_same_as_the_same_answers_twice_by_one_person() -> None:
    splits = _random(3)
    heavy = replace(splits, weights=np.where(np.arange(12) < 4, 2.0, 1.0))
    again = np.concatenate([np.arange(12), np.arange(4)])
    assert splits.later is not None
    twice = replace(
        splits, now=splits.now[again], later=splits.later[again], totals=np.full(16, 100.0), weights=np.ones(16),
        clusters=again,
    )  # fmt: skip
    for one, other in ((figures(heavy).overall, figures(twice).overall), (figures(heavy).among, figures(twice).among)):
        assert other.values == pytest.approx(one.values)
        assert other.covariance == pytest.approx(one.covariance)


def test_where_all_have_the_same_total_there_is_no_second_mean() -> None:
    assert figures(_random(1)).pooled is None
    counts = Cells(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1.0, 1, 9, 1]), "ab")
    found = figures(splits_of(counts, total=0))
    assert found.overall.values == pytest.approx([70, 30])
    assert found.pooled is not None
    assert found.pooled.values == pytest.approx([100 * 10 / 12, 100 * 2 / 12])


def test_a_part_without_a_row_is_zero_and_a_split_that_misses_its_total_is_told() -> None:
    who, part = np.array([0, 0, 1]), np.array([0, 1, 0])
    splits = splits_of(Cells(who, part, np.array([40.0, 60, 100]), "ab"))
    assert splits.now.tolist() == [[40, 60], [100, 0]]
    with pytest.raises(SplitError, match="adds up to 90 and not to 100") as caught:
        splits_of(Cells(who, part, np.array([40.0, 60, 90]), "ab"))
    assert caught.value.row == 2
    with pytest.raises(SplitError, match="0 in every part"):
        splits_of(Cells(who, part, np.array([40.0, 60, 0]), "ab"), total=0)
    with pytest.raises(SplitError, match="0 or more"):
        splits_of(Cells(who, part, np.array([140.0, -40, 100]), "ab"))
    with pytest.raises(SplitError, match="a second time"):
        splits_of(Cells(who, np.array([0, 0, 0]), np.array([40.0, 60, 100]), "ab"))


def test_counts_now_may_be_followed_by_percentages_later_as_the_survey_asks() -> None:
    cells = Cells(
        np.array([0, 0, 1, 1]),
        np.array([0, 1, 0, 1]),
        np.array([3.0, 1, 1, 1]),
        "ab",
        later=np.array([50.0, 50, np.nan, np.nan]),
        total=np.array([4.0, 4, 2, 2]),
    )
    found = change(splits_of(cells))
    assert found is not None
    assert found.difference.values == pytest.approx([-25, 25])
    assert found.difference.counts.tolist() == [1, 1]


def test_the_centre_of_compositions_is_the_geometric_mean_and_says_what_stands_for_zero() -> None:
    now = np.array([[20.0, 80.0], [50.0, 50.0]])
    splits = Splits(("a", "b"), now, np.full(2, 100.0), np.ones(2))
    found = centre(splits)
    assert found.zeros == 0
    assert found.values[0] / found.values[1] == pytest.approx(np.sqrt(0.25 * 1.0))
    found = centre(replace(splits, now=np.array([[0.0, 100.0], [50.0, 50.0]])), zero=1.0)
    assert found.zeros == 1
    assert found.values[0] / found.values[1] == pytest.approx(np.sqrt(1 / 99))
    with pytest.raises(ValueError, match="cannot stand for"):
        centre(splits, zero=0)


def test_intervals_cover_the_true_shares_and_changes_as_often_as_they_say() -> None:
    random, alpha, beta = np.random.default_rng(11), np.array([0.3, 1.0, 2.0]), np.array([0.6, 1.0, 1.4])
    truth, moved = 100 * alpha / alpha.sum(), 100 * (beta / beta.sum() - alpha / alpha.sum())
    inside, shifted = np.zeros(3), np.zeros(3)
    for _ in range(RUNS):
        now, later = 100 * random.dirichlet(alpha, 120), 100 * random.dirichlet(beta, 120)
        splits = Splits(tuple("abc"), now, np.full(120, 100.0), random.uniform(0.5, 1.5, 120), None, later)
        low, high = figures(splits).overall.within(0, 100)
        inside += (low <= truth) & (truth <= high)
        changed = change(splits)
        assert changed is not None
        low, high = changed.difference.within(-100, 100)
        shifted += (low <= moved) & (moved <= high)
    assert nominal(float(inside.mean()) / RUNS, 2 * RUNS)
    assert nominal(float(shifted.mean()) / RUNS, 2 * RUNS)


def test_the_command_prints_three_figures_and_the_change_and_tells_where_a_split_is_wrong(tmp_path: Path) -> None:
    words = ["analyse", "allocation", str(DATA / "splits.csv"), "--weight", "weight", "--log-ratio"]
    found = CliRunner().invoke(app, words)
    assert found.exit_code == exit_codes.DONE
    for told in ("among those", "pooled %", "Change in points", "taken as 0.65 %"):
        assert told in found.stdout
    data = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert [row["part"] for row in data["tables"]["parts"]["rows"]] == list("abcd")
    file = tmp_path / "wrong.csv"
    file.write_text("respondent,part,share\n1,a,50\n1,b,60\n", "utf-8")
    found = CliRunner().invoke(app, ["analyse", "allocation", str(file)])
    assert found.exit_code == exit_codes.INVALID
    assert "wrong.csv, column share, line 2" in found.stderr
    assert "--sum" in found.stderr


def test_figures_with_few_respondents_behind_them_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    rows = [
        f"{person},{part},{share}"
        for person in range(8)
        for part, share in (("a", 100 - person % 2), ("b", person % 2))
    ]
    file.write_text("\n".join(["respondent,part,share", *rows]) + "\n", "utf-8")
    found = CliRunner().invoke(app, ["analyse", "allocation", str(file), "--json"])
    among = {row["part"]: row["among"] for row in json.loads(found.stdout)["tables"]["parts"]["rows"]}
    assert among == {"a": 99.5, "b": None}


def test_published_columns_of_a_split_now_and_later_are_read(tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    rows = ["1,60,40,50,50", "2,,,,", "3,20,80,,", "4,,100,10,90"]
    file.write_text("\n".join(["row,now.a,now.b,then.a,then.b", *rows]) + "\n", "utf-8")
    splits, unanswered = read(str(file), wishes=Wishes(wide="now.", later="then."))
    assert (splits.n, unanswered) == (3, 1)
    assert splits.now.tolist() == [[60, 40], [20, 80], [0, 100]]
    found = change(splits)
    assert found is not None
    assert found.difference.values == pytest.approx([0, 0])
