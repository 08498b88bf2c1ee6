"""Plackett–Luce against published estimates, against R, and against what must hold for any rankings."""

from __future__ import annotations

import csv
import itertools
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.arrays import Floats, Integers
from mlops_survey_tui.analysis.choice.likelihood import evaluate
from mlops_survey_tui.analysis.ranking.plackett_luce import NoMaximumError, PlackettLuce, fit
from mlops_survey_tui.analysis.ranking.rankings import ABSENT, BELOW, Rankings, whole_rankings
from mlops_survey_tui.analysis.ranking.run import Wishes, read
from mlops_survey_tui.analysis.ranking.stages import choices_of

from ..simulations import RUNS, nominal

DATA = Path(__file__).with_name("data")
LAST = (84, 85, 86, 87)
"""The drivers of 2002 that came last in every race: the maximum does not exist with them (Hunter 2004)."""


def _reference() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "reference.json").read_text("utf-8"))
    return found


@cache
def _nascar(drivers: int) -> Rankings:
    """Return the 36 races of 2002, drivers by number in the order of the alphabet."""
    races = [[int(one) for one in line.split()] for line in (DATA / "nascar2002.txt").read_text("utf-8").splitlines()]
    places = np.full((len(races), drivers), ABSENT, dtype=np.int64)
    for race, order in enumerate(races):
        for place, driver in enumerate((one for one in order if one <= drivers), 1):
            places[race, driver - 1] = place
    return whole_rankings([str(driver) for driver in range(1, drivers + 1)], places)


@cache
def _season() -> PlackettLuce:
    return fit(_nascar(83), 0.0)


def _relative(found: PlackettLuce) -> tuple[Floats, Floats, Floats]:
    """Return worths relative to the first item, and their classical and clustered errors, without the first."""
    turn = np.eye(len(found.items))[1:] - np.eye(len(found.items))[0]
    count = len(found.items)
    errors = [np.sqrt(np.diag(turn @ one[:count, :count] @ turn.T)) for one in (found.classical, found.covariance)]
    return turn @ found.worth, errors[0], errors[1]


def test_the_season_of_2002_has_the_estimates_that_hunter_published() -> None:
    worth, _, _ = _relative(_season())
    for driver, published in {58: 4.15, 68: 3.62, 51: 2.08, 40: -0.15}.items():
        assert worth[driver - 2] == pytest.approx(published, abs=0.005)


def test_the_season_of_2002_agrees_with_the_exploded_logit_of_r() -> None:
    found, wanted = _season(), _reference()["nascar"]
    worth, classical, _ = _relative(found)
    assert worth == pytest.approx(wanted["worth"], abs=1e-6)
    assert classical == pytest.approx(wanted["errors"], abs=1e-6)
    assert found.log_likelihood == pytest.approx(wanted["loglik"], abs=1e-4)


def test_drivers_who_always_come_last_have_the_published_estimates_under_the_prior() -> None:
    rankings = _nascar(87)
    found = fit(rankings)
    assert found.prior == 0.5
    assert {name for group in found.groups[1:] for name in group} == set(map(str, LAST))
    worth, _, _ = _relative(found)
    assert worth[82:] == pytest.approx([-2.171065, -1.744754, -1.590764, -1.768629], abs=1e-6)
    information = evaluate(choices_of(rankings), found.worth).information[1:, 1:]
    errors = np.sqrt(np.diag(np.linalg.inv(information)))[82:]
    assert errors == pytest.approx([1.812994, 1.855365, 1.881708, 1.904871], abs=1e-6)


def _puddings() -> Rankings:
    places, counts = [], []
    with (DATA / "pudding.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for column, two in {"first_wins": (1, 2), "second_wins": (2, 1), "ties": (1, 1)}.items():
                line = [ABSENT] * 6
                line[int(row["first"]) - 1], line[int(row["second"]) - 1] = two
                places.append(line)
                counts.append(float(row[column]))
    return whole_rankings("123456", np.array(places), np.array(counts))


def test_ties_of_puddings_have_the_estimates_that_davidson_published() -> None:
    found = fit(_puddings(), 0.0)
    worth, classical, _ = _relative(found)
    assert found.shares / 100 == pytest.approx([0.1388, 0.1730, 0.1617, 0.1654, 0.1587, 0.2024], abs=6e-5)
    assert worth == pytest.approx([0.2202447, 0.1529644, 0.1752864, 0.1338550, 0.3771362], abs=2e-4)
    assert classical == pytest.approx([0.1872168, 0.1935181, 0.1882110, 0.1927043, 0.1924059], abs=1e-6)
    assert math.exp(found.ties[2]) == pytest.approx(0.74682, abs=2e-5)
    assert math.sqrt(found.classical[6, 6]) == pytest.approx(0.082499, abs=1e-6)
    assert -2 * found.log_likelihood == pytest.approx(1619.4, abs=0.05)


def test_ties_under_the_prior_agree_with_the_reference_package() -> None:
    fruits = [[1, 2, ABSENT], [3, 1, 2], [2, 1, 1], [1, 2, 3], [2, 1, 1], [1, ABSENT, 2]]
    found = fit(whole_rankings(("apple", "banana", "orange"), np.array(fruits)), 0.5)
    worth, _, _ = _relative(found)
    assert worth == pytest.approx([0.2867987, -0.4636687], abs=1e-6)
    assert found.ties[2] == pytest.approx(-1.0701129, abs=1e-6)
    assert -2 * found.log_likelihood == pytest.approx(21.61, abs=0.005)


TOY = np.array([[1, 2, -1, -1], [2, -1, 1, -1], [1, -1, -1, 2], [2, 1, -1, -1], [-1, 1, 2, -1]])


def test_an_item_that_always_loses_is_named_and_held_by_the_prior_as_published() -> None:
    found = fit(whole_rankings("ABCD", TOY))
    assert found.groups == (("A", "B", "C"), ("D",))
    assert _relative(found)[0] == pytest.approx([0.5184185, 0.1354707, -1.1537565], abs=1e-6)
    with pytest.raises(NoMaximumError, match="best first: A, B, C; D"):
        fit(whole_rankings("ABCD", TOY), 0.0)


def test_pairs_without_a_prior_have_the_published_estimates() -> None:
    found = fit(whole_rankings("ABC", TOY[[0, 1, 3, 4], :3]))
    worth, classical, _ = _relative(found)
    assert worth == pytest.approx([0.8392, 0.4196], abs=5e-5)
    assert classical == pytest.approx([1.3596, 1.5973], abs=5e-5)
    assert -2 * found.log_likelihood == pytest.approx(5.1356, abs=5e-5)


def test_partial_rankings_of_different_lengths_agree_with_choix() -> None:
    """The rows are a test case of choix; the figures its ``ilsr_rankings`` with a tolerance of 1e-12."""
    rows = [[0, 1, 2], [3, 2, 0], [1, 3]]
    places = np.full((3, 4), ABSENT, dtype=np.int64)
    for row, order in enumerate(rows):
        places[row, order] = np.arange(1, len(order) + 1)
    worth = fit(whole_rankings("0123", places), 0.0).worth
    assert worth == pytest.approx([-0.44330849, 0.69506787, -0.67060957, 0.41885019], abs=1e-7)


@pytest.mark.parametrize(("case", "weighted"), [("top3", False), ("top3_weighted", True)])
def test_the_first_three_of_those_offered_agree_with_r_with_errors_by_respondent(case: str, weighted: bool) -> None:
    rankings, wanted = read(str(DATA / "top3.csv"), wishes=Wishes("absent")), _reference()[case]
    if not weighted:
        rankings = whole_rankings(rankings.items, rankings.places)
    found = fit(rankings, 0.0)
    worth, classical, clustered = _relative(found)
    assert worth == pytest.approx(wanted["worth"], abs=1e-6)
    assert classical == pytest.approx(wanted["classical"], abs=1e-6)
    assert clustered == pytest.approx(wanted["errors"], abs=1e-6)
    null, at_maximum = wanted["loglik"]
    assert found.log_likelihood - found.null_log_likelihood == pytest.approx(at_maximum - null, abs=1e-4)
    if not weighted:
        assert found.log_likelihood == pytest.approx(at_maximum, abs=1e-4)


def _all_choices(alternatives: list[int], orders: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [one for order in orders for one in itertools.combinations(alternatives, order)]


def _likelihood(rankings: Rankings, worth: Floats, ties: dict[int, float]) -> float:
    """Return the log-likelihood by its definition, summing over every set that could have been chosen."""
    deltas = {1: 0.0, **ties}
    total = 0.0
    for line, weight in zip(rankings.places, rankings.weights, strict=True):
        left = [int(item) for item in np.flatnonzero(line != ABSENT)]
        for place in range(1, int(line.max()) + 1):
            chosen = tuple(item for item in left if line[item] == place)
            if len(left) > 1:
                values = {
                    one: math.exp(deltas[len(one)] + sum(worth[item] for item in one) / len(one))
                    for one in _all_choices(left, tuple(deltas))
                }
                total += float(weight) * math.log(values[chosen] / sum(values.values()))
            left = [item for item in left if item not in chosen]
    return total


def _random_rankings(seed: int, rankings: int = 30, items: int = 5, ties: bool = True) -> Rankings:
    random = np.random.default_rng(seed)
    places = np.empty((rankings, items), dtype=np.int64)
    for row in range(rankings):
        raw = random.integers(0, items, items) if ties else random.permutation(items)
        _, dense = np.unique(raw, return_inverse=True)
        places[row] = dense + 1
        depth = random.integers(1, places[row].max() + 1)
        places[row, places[row] > depth] = BELOW
    return whole_rankings([f"i{item}" for item in range(items)], places, random.uniform(0.5, 2, rankings))


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_the_maximum_with_ties_of_any_order_is_where_the_definition_has_it(seed: int) -> None:
    rankings = _random_rankings(seed)
    found = fit(rankings, 0.0)
    assert found.log_likelihood == pytest.approx(_likelihood(rankings, found.worth, found.ties), abs=1e-8)
    random = np.random.default_rng(seed)
    for _ in range(5):
        worth = found.worth + random.normal(0, 1e-3, len(found.worth))
        ties = {order: delta + random.normal(0, 1e-3) for order, delta in found.ties.items()}
        assert _likelihood(rankings, worth, ties) <= found.log_likelihood + 1e-12


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=15)
def test_the_order_of_people_and_the_names_of_items_change_nothing(seed: int, ties: bool) -> None:
    rankings = _random_rankings(seed, ties=ties)
    random = np.random.default_rng(seed)
    people, items = random.permutation(rankings.n), random.permutation(len(rankings.items))
    turned = whole_rankings(
        [rankings.items[item] for item in items], rankings.places[people][:, items], rankings.weights[people]
    )
    one, other = fit(rankings), fit(turned)
    assert other.worth == pytest.approx(one.worth[items], abs=1e-9)
    assert other.errors == pytest.approx(one.errors[items], abs=1e-9)


def test_a_weight_of_two_is_the_same_as_the_same_respondent_twice_in_the_estimates() -> None:
    rankings = _random_rankings(5, ties=False)
    heavy = whole_rankings(rankings.items, rankings.places, np.where(np.arange(30) < 10, 2.0, 1.0))
    again: Integers = np.concatenate([rankings.places, rankings.places[:10]])
    clusters = np.concatenate([np.arange(30), np.arange(10)])
    twice = Rankings(rankings.items, again, np.ones(40), clusters)
    assert fit(twice).worth == pytest.approx(fit(heavy).worth, abs=1e-10)
    assert fit(twice).covariance == pytest.approx(fit(heavy).covariance, abs=1e-10)


def test_sparse_data_on_which_undamped_steps_would_diverge_are_fitted() -> None:
    places = np.full((61, 4), ABSENT, dtype=np.int64)
    places[:60, :2], places[:30, 2] = (1, 2), 3
    places[60] = (2, 1, 3, 4)
    places[59] = (4, ABSENT, ABSENT, 3)
    found = fit(whole_rankings("abcd", np.where(places == 4, 1, np.where(places == 3, 2, places))))
    assert np.all(np.isfinite(found.worth))
    assert found.worth[0] > found.worth[1]


def test_nobody_who_had_a_choice_is_an_error() -> None:
    with pytest.raises(NoMaximumError, match="choice between two"):
        fit(whole_rankings("ab", np.array([[1, ABSENT], [BELOW, BELOW]])))


def test_nothing_but_ties_has_no_maximum() -> None:
    with pytest.raises(NoMaximumError, match="Every choice is a tie"):
        fit(whole_rankings("abc", np.ones((5, 3), dtype=np.int64)))


def test_intervals_cover_the_true_worth_as_often_as_they_say() -> None:
    random = np.random.default_rng(7)
    truth = np.array([0.9, 0.4, 0.0, -0.3, -1.0])
    inside = np.zeros(5)
    for _ in range(RUNS):
        liking = truth + random.gumbel(size=(150, 5))
        places = np.argsort(np.argsort(-liking, axis=1), axis=1) + 1
        places[places > 3] = BELOW
        found = fit(whole_rankings("abcde", places, random.uniform(0.5, 1.5, 150)))
        inside += np.abs(found.worth - truth) <= 1.959964 * found.errors
    assert nominal(float(inside.mean()) / RUNS, RUNS * 3)
