"""The zero line, groups, fit, and the bootstrap find what is known to be there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mlops_survey_tui.analysis.choice.bayes import empirical_bayes
from mlops_survey_tui.analysis.choice.estimates import fit
from mlops_survey_tui.analysis.choice.people import People
from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.maxdiff.anchoring import Ratings, anchored, read_ratings
from mlops_survey_tui.analysis.maxdiff.comparing import groups_compared, items_compared
from mlops_survey_tui.analysis.maxdiff.consistency import consistency
from mlops_survey_tui.analysis.maxdiff.data import NOBODY, BestWorst
from mlops_survey_tui.analysis.maxdiff.forms import choices_of
from mlops_survey_tui.analysis.maxdiff.resampling import bootstrap
from mlops_survey_tui.analysis.reading import Ids

from .datasets import simulated, vdata

TRUTH = np.array([1.2, 0.6, 0.2, -0.4, -1.0, 0.9])


def _ratings(data: BestWorst, line: float, seed: int) -> Ratings:
    """Three ratings of each person against a threshold."""
    random = np.random.default_rng(seed)
    people, items = len(data.respondents), len(data.items)
    item = np.argsort(random.random((people, items)), axis=1)[:, :3].ravel()
    above = TRUTH[item] - line + random.logistic(size=len(item)) > 0
    return Ratings(np.repeat(np.arange(people), 3), item, above, 0)


def test_the_zero_line_is_found_where_it_was_drawn() -> None:
    data = simulated(np.zeros((1500, 6)) + TRUTH, 4, 3, 1)
    found = fit(anchored(data, _ratings(data, 0.5, 2), "sequential"), (*data.items, "line"))
    error = np.sqrt(np.diag(found.clustered))[:-1]
    assert (np.abs(found.coefficients[:-1] - (TRUTH - 0.5)) < 3.5 * error).all()
    assert error.max() < 0.1


def test_a_rating_is_the_choice_of_the_better_of_item_and_line() -> None:
    data = simulated(np.zeros((200, 6)) + TRUTH, 4, 3, 1)
    ratings = _ratings(data, 0.5, 2)
    line = len(data.items)
    sets, which = np.unique(ratings.item, return_inverse=True)
    whole = replace(
        data,
        items=(*data.items, "line"),
        sets=(*data.sets, *((item, line) for item in sets.tolist())),
        respondent=np.concatenate([data.respondent, ratings.respondent]),
        shown=np.concatenate([data.shown, len(data.sets) + which]),
        best=np.concatenate([data.best, np.where(ratings.above, ratings.item, line)]),
        worst=np.concatenate([data.worst, np.full(len(which), NOBODY)]),
    )
    one = fit(anchored(data, ratings, "sequential"), whole.items)
    other = fit(choices_of(whole), whole.items)
    assert one.coefficients == pytest.approx(other.coefficients, abs=1e-9)
    assert one.clustered == pytest.approx(other.clustered, abs=1e-9)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-8)


def test_ratings_are_read_by_code_and_people_without_sets_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("row,item,above\n0,item1,severe\n0,item2,none\n1,item1,\nx,item1,mild\n1,item5,mild\n")
    data = simulated(np.zeros((5, 6)), 4, 3, 1)
    found = read_ratings(str(file), data, codes=("severe", "mild"))
    assert found.respondent.tolist() == [0, 0, 1]
    assert found.item.tolist() == [1, 2, 5]
    assert found.above.tolist() == [True, False, True]
    assert found.strangers == 1


def test_ratings_that_cannot_be_joined_are_answers_of_other_people_with_weights_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("row,item,weight,above\n0,item1,2,3\n9,item2,1.5,0\n8,item1,,3\n1,item3,1,not_assigned\n")
    data = simulated(np.zeros((5, 6)), 4, 3, 1)
    found = read_ratings(str(file), data, codes=("2", "3"), apart=True)
    assert found.respondent.tolist() == [5, 6]
    assert found.above.tolist() == [True, False]
    whole = anchored(data, found, "sequential")
    assert whole.weight.tolist() == [1.0] * 5 + [2.0, 1.5]


def test_scores_do_not_feel_that_ratings_were_taken_apart() -> None:
    data = simulated(np.zeros((300, 6)) + TRUTH, 4, 3, 1)
    ratings = _ratings(data, 0.5, 2)
    others = replace(ratings, respondent=300 + np.arange(900), weight=np.ones(900))
    one, other = (fit(anchored(data, given, "sequential"), (*data.items, "line")) for given in (ratings, others))
    assert one.coefficients == pytest.approx(other.coefficients, abs=1e-9)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("0,item1,1\n0,other,0\n", "line 3: no set shows an item 'other'"),
        ("0,item1,1\n0,item2,0\n0,item1,0\n", "line 4: a respondent rates an item twice"),
        ("0,item1,yes\n0,item2,no\n", "on one side of the threshold; codes are no, yes"),
    ],
)
def test_ratings_that_cannot_be_are_refused(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("respondent,item,above\n" + rows)
    with pytest.raises(AnalysisError, match=said):
        read_ratings(str(file), simulated(np.zeros((5, 6)), 4, 3, 1))


def _two_groups(shift: float, people: int = 800) -> BestWorst:
    half = np.arange(people) % 2
    utilities = TRUTH + np.outer(half, [shift, 0, 0, 0, 0, 0])
    return replace(simulated(utilities, 5, 3, 3), group=Ids(half, ("first", "second")))


def test_groups_that_differ_in_one_item_are_told_apart_by_it() -> None:
    found = groups_compared(_two_groups(1.0), "sequential", 100, 5)
    by_item = {one.item: one for one in found.differences}
    assert by_item["item0"].clear
    assert by_item["item0"].adjusted < 0.001
    assert by_item["item0"].value < 0
    assert found.p < 0.001
    assert found.freedom == 5


def test_groups_that_are_alike_pass_the_test_that_they_are() -> None:
    found = groups_compared(_two_groups(0.0), "sequential", 100, 5)
    assert found.p > 0.01
    assert all(one.adjusted > 0.01 for one in found.differences)


def test_small_groups_have_no_scores_and_very_small_ones_no_count() -> None:
    data = _two_groups(0.0, 300)
    codes = np.where(np.arange(300) < 3, 2, np.where(np.arange(300) < 60, 1, 0))
    found = groups_compared(replace(data, group=Ids(codes, ("large", "small", "tiny"))), "sequential", 100, 5)
    assert [group.fitted is not None for group in found.groups] == [True, False, False]
    assert [group.respondents for group in found.groups] == [240, 57, 0]
    assert found.differences == ()


def test_pairs_of_items_have_the_error_of_their_difference() -> None:
    data = vdata()
    fitted = fit(choices_of(data), data.items)
    values, _, covariance = fitted.centred
    found = {(one.first, one.second): one for one in items_compared(data.items, values, covariance)}
    assert len(found) == 78
    last = found["abortion", "taxes"] if ("abortion", "taxes") in found else found["taxes", "abortion"]
    assert last.error == pytest.approx(np.sqrt(fitted.clustered[0, 0]))
    assert not found["healthcare", "economy"].clear
    assert found["healthcare", "biasmedia"].clear


def test_the_bootstrap_agrees_with_the_clustered_errors() -> None:
    data = vdata()
    choices = choices_of(data)
    fitted = fit(choices, data.items)
    found = bootstrap(choices, fitted, 200, np.random.default_rng(1))
    ratios = found.errors / np.sqrt(np.diag(fitted.centred[2]))
    assert ratios.mean() == pytest.approx(1.0, abs=0.04)
    assert found.lost == 0


def test_random_clickers_fall_below_the_cut_off_and_people_with_opinions_do_not() -> None:
    random = np.random.default_rng(5)
    utilities = 2.5 * random.normal(size=(400, 10))
    utilities[:80] = 0.0
    data = simulated(utilities, 12, 4, 6, design=4)
    choices = choices_of(data)
    scores = empirical_bayes(People(choices), fit(choices, data.items).coefficients)
    found = consistency(data, "sequential", scores, np.random.default_rng(7))
    assert found.random[:80].mean() > 0.88
    assert found.random[80:].mean() < 0.12
    assert len(np.unique(found.cut_off)) == 4
    assert found.hits[80:].mean() > found.hits[:80].mean()
    assert ((found.root_likelihood > 0) & (found.root_likelihood < 1)).all()


def test_people_with_designs_of_their_own_have_a_cut_off_by_the_shape_of_their_sets() -> None:
    data = simulated(np.random.default_rng(8).normal(size=(700, 8)) * 2, 6, 4, 9)
    choices = choices_of(data)
    scores = empirical_bayes(People(choices), fit(choices, data.items).coefficients)
    found = consistency(data, "sequential", scores, np.random.default_rng(7))
    assert len(np.unique(found.cut_off)) == 1
    assert 0 < found.random.mean() < 0.5
