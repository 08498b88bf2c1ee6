"""Chance that replays: the streams never change, draws stay put, MaxDiff sets are balanced."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.interview import randomness
from mlops_survey_tui.interview.draws import prefer
from mlops_survey_tui.interview.maxdiff import draw_sets

IDS = st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, min_size=1, max_size=12)


def test_the_streams_are_pinned() -> None:
    assert randomness.key("seed", "order", "tools") == 11475520630200505129
    assert randomness.below(30, "seed", "rotation", "form") == 6
    assert randomness.shuffled(["a", "b", "c", "d", "e"], "seed", "order", "q") == ["b", "d", "c", "e", "a"]


@given(IDS, st.data())
def test_taking_one_away_leaves_the_order_of_the_others(ids: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(ids))
    full = randomness.shuffled(ids, "s", "order")
    less = randomness.shuffled([id_ for id_ in ids if id_ != gone], "s", "order")
    assert less == [id_ for id_ in full if id_ != gone]


@given(IDS, st.integers(1, 4), st.data())
def test_a_drawn_item_stays_while_it_can_and_comes_back(ids: list[str], take: int, data: st.DataObject) -> None:
    first = prefer(ids, take, "s", "d", [])
    gone = data.draw(st.sampled_from(ids))
    second = prefer([id_ for id_ in ids if id_ != gone], take, "s", "d", first)
    history = first + [id_ for id_ in second if id_ not in first]
    assert set(first) - {gone} <= set(second)
    assert set(prefer(ids, take, "s", "d", history)) == set(first)
    assert len(second) == min(take, len(ids) - 1)


@given(st.integers(0, 10**6))
def test_the_surveys_sets_are_a_partition(seed: int) -> None:
    ids = [f"c{number}" for number in range(24)]
    sets = draw_sets(ids, 6, 4, str(seed), "challenges")
    assert [len(members) for members in sets] == [4] * 6
    assert sorted(id_ for members in sets for id_ in members) == sorted(ids)


@given(st.integers(4, 15), st.integers(3, 5), st.integers(1, 12))
def test_sets_show_every_option_equally_often(count: int, per_set: int, sets: int) -> None:
    ids = [f"c{number}" for number in range(count)]
    drawn = draw_sets(ids, sets, per_set, "s", "q")
    shown = Counter(id_ for members in drawn for id_ in members)
    assert all(len(set(members)) == min(per_set, count) for members in drawn)
    assert max(shown.values()) - min(shown[id_] for id_ in ids) <= 1


def test_over_respondents_pairs_and_positions_are_balanced() -> None:
    ids = [f"c{number}" for number in range(24)]
    pairs: Counter[frozenset[str]] = Counter()
    places: Counter[tuple[str, int]] = Counter()
    for seed in range(400):
        for members in draw_sets(ids, 6, 4, str(seed), "challenges"):
            pairs.update(frozenset(pair) for pair in combinations(members, 2))
            places.update((id_, place) for place, id_ in enumerate(members))
    assert len(pairs) == 276
    assert 25 < min(pairs.values()) < max(pairs.values()) < 85
    assert 65 < min(places.values()) < max(places.values()) < 140
