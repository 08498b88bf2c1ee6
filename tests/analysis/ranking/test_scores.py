"""Scores without a model, pairs and the consensus: against R, by hand, and against all other orders."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.ranking.kemeny import against, consensus, disagreements
from mlops_survey_tui.analysis.ranking.rankings import ABSENT, BELOW, RankingError, rankings_of, whole_rankings
from mlops_survey_tui.analysis.ranking.run import Wishes, read
from mlops_survey_tui.analysis.ranking.scores import middle_ranks, pairs, scores

DATA = Path(__file__).with_name("data")


@pytest.mark.parametrize(("measure", "item"), list(itertools.product(("rank", "borda", "first"), range(8))))
def test_means_over_people_agree_with_r_with_clusters_and_weights(measure: str, item: int) -> None:
    wanted = json.loads((DATA / "reference.json").read_text("utf-8"))["scores"][f"item{item}"][measure]
    found = getattr(scores(read(str(DATA / "top3.csv"), wishes=Wishes("absent"))), measure)
    assert [found.values[item], found.errors[item]] == pytest.approx(wanted, abs=1e-6)


def test_what_got_no_place_shares_the_places_that_are_left_and_ties_share_theirs() -> None:
    rankings = whole_rankings(
        "abcdef", np.array([[1, 2, BELOW, BELOW, BELOW, ABSENT], [1, 1, 2, ABSENT, BELOW, BELOW]])
    )
    nan = np.nan
    assert middle_ranks(rankings) == pytest.approx(
        np.array([[1, 2, 4, 4, 4, nan], [1.5, 1.5, 3, nan, 4.5, 4.5]]), nan_ok=True
    )


def test_borda_shares_and_first_places_of_few_people_are_what_one_counts_by_hand() -> None:
    found = scores(whole_rankings("abc", np.array([[1, 2, 3], [1, 3, 2], [1, 1, 2], [BELOW, 1, BELOW]])))
    assert found.rank.values == pytest.approx([(1 + 1 + 1.5 + 2.5) / 4, (2 + 3 + 1.5 + 1) / 4, (3 + 2 + 3 + 2.5) / 4])
    assert found.borda.values == pytest.approx([100 * (3 - 1.5) / 2, 100 * (3 - 1.875) / 2, 100 * (3 - 2.625) / 2])
    assert found.first.values == pytest.approx([250 / 4, 150 / 4, 0])
    assert found.placed.values == pytest.approx([75, 100, 75])
    assert found.first.errors[2] == 0


def test_pairs_count_those_who_put_one_above_the_other_and_ties_half() -> None:
    found = pairs(whole_rankings("abc", np.array([[1, 2, BELOW], [1, 1, BELOW], [BELOW, BELOW, 1], [2, 1, ABSENT]])))
    assert found.shares[0, 1] == pytest.approx(100 * (1 + 0.5 + 0) / 3)
    assert found.counts[0, 1] == 3
    assert found.shares[0, 2] == pytest.approx(100 * 2 / 3)
    assert np.isnan(found.shares[1, 1])


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_shares_of_a_pair_add_up_to_a_hundred_either_way(seed: int) -> None:
    found = pairs(whole_rankings("abcd", np.random.default_rng(seed).integers(ABSENT, 3, (12, 4))))
    both = found.shares + found.shares.T
    assert both[~np.isnan(both)] == pytest.approx(100)
    assert np.array_equal(found.counts[found.counts == found.counts.T], found.counts.ravel())


@given(st.integers(0, 10_000), st.integers(2, 6))
@settings(max_examples=20)
def test_no_other_order_disagrees_with_fewer_pairs_than_the_consensus(seed: int, items: int) -> None:
    random = np.random.default_rng(seed)
    cost: Floats = random.integers(0, 6, (items, items)).astype(np.float64)
    np.fill_diagonal(cost, 0)
    found = consensus(cost)
    everything = {order: disagreements(order, cost) for order in itertools.permutations(range(items))}
    least = min(everything.values())
    assert found.disagreements == pytest.approx(least)
    assert found.optima == sum(value == least for value in everything.values())
    assert found.order == min(order for order, value in everything.items() if value == least)


def test_twelve_items_have_a_consensus_and_thirteen_are_refused() -> None:
    cost = np.triu(np.full((13, 13), 2.0), 1).T
    assert consensus(cost[:12, :12]).order == tuple(range(12))
    with pytest.raises(ValueError, match="at most 12"):
        consensus(cost)


def test_a_cycle_of_preferences_has_several_consensus_orders() -> None:
    rankings = whole_rankings("abc", np.array([[1, 2, 3], [3, 1, 2], [2, 3, 1]]))
    found = consensus(against(pairs(rankings)))
    assert (found.order, found.optima) == ((0, 1, 2), 3)
    assert found.disagreements == pytest.approx(4)


def test_ranks_with_gaps_and_ties_become_places_without_gaps() -> None:
    who, what = np.repeat([0, 1], 4), np.tile([0, 1, 2, 3], 2)
    ranks = np.array([1, 3, 3, np.nan, 10, 20, 5, 20])
    found = rankings_of(who, what, ranks, "abcd")
    assert found.places.tolist() == [[1, 2, 2, BELOW], [2, 3, 1, 3]]


@pytest.mark.parametrize(
    ("who", "what", "ranks", "weights", "said", "row"),
    [
        ([0, 0], [0, 0], [1, 2], [1, 1], "second time", 1),
        ([0, 0], [0, 1], [1, 0], [1, 1], "begin at 1", 1),
        ([0, 0], [0, 1], [1, 2], [1, 2], "more than one weight", 0),
        ([0, 0], [0, 1], [1, 2], [0, 0], "weights are above 0", 0),
    ],
)
def test_rows_that_are_no_ranking_are_told_with_their_row(
    who: list[int], what: list[int], ranks: list[float], weights: list[float], said: str, row: int
) -> None:
    with pytest.raises(RankingError, match=said) as caught:
        rankings_of(np.array(who), np.array(what), np.array(ranks, dtype=float), "ab", np.array(weights, dtype=float))
    assert caught.value.row == row
