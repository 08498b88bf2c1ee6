"""What is removed: never too little for k, less than greedy baselines remove, and nothing else is altered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.publication.disclosure import improving
from mlops_survey_tui.publication.disclosure.covering import best_cover
from mlops_survey_tui.publication.disclosure.improving import improved
from mlops_survey_tui.publication.disclosure.keys import SUPPRESSED, key_of
from mlops_survey_tui.publication.disclosure.measures import classes_of, distinct_values
from mlops_survey_tui.publication.disclosure.patterns import combinations_of
from mlops_survey_tui.publication.disclosure.protect import CannotProtect, Protected, Table, protect, removed
from mlops_survey_tui.publication.limits import Limits, limits_for

from .baselines import Cells, by_column, by_row, tables, unsafe

GAIN = 0.9
"""What is removed is at most this share of what the better baseline removes, over the dozen tables together."""


def suppressed(cells: Cells, k: int) -> Cells:
    """Suppress cells so that all classes have k rows; the first key is the least important."""
    keys = cells.shape[1]
    table = combinations_of(list(cells.T), len(cells), [1 + 0.1 * key / max(keys - 1, 1) for key in range(keys)])
    cover = improved(table, best_cover(table, k), k)
    return np.where(removed(table, table.of, cover), SUPPRESSED, cells)


def test_less_is_removed_than_by_greedy_baselines_at_equal_k(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(improving, "TRIES", 500)
    ours, theirs = 0, 0
    for name, cells in tables():
        kept = suppressed(cells, 5)
        assert not unsafe(kept, 5).any(), name
        assert ((kept == cells) | (kept == SUPPRESSED)).all(), name
        least = min(int((baseline(cells, 5) == SUPPRESSED).sum()) for baseline in (by_column, by_row))
        assert int((kept == SUPPRESSED).sum()) <= least, name
        ours, theirs = ours + int((kept == SUPPRESSED).sum()), theirs + least
    assert ours <= GAIN * theirs, (ours, theirs)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 60), st.integers(1, 5), st.integers(1, 5), st.integers(5, 12))
def test_every_class_is_large_enough_whatever_the_table(seed: int, rows: int, keys: int, values: int, k: int) -> None:
    cells = np.random.default_rng(seed).integers(0, values, (max(rows, k), keys))
    kept = suppressed(cells, k)
    assert classes_of(list(kept.T), len(kept)).k >= k
    assert ((kept == cells) | (kept == SUPPRESSED)).all()
    assert (suppressed(cells, k) == kept).all(), "the same table must give the same outcome"


def test_the_least_important_key_goes_first_where_either_would_do() -> None:
    cells = np.array([[0, 0]] * 20 + [[0, 1]] * 20 + [[1, 0]] * 20 + [[1, 1]] * 20 + [[2, 2]] * 5 + [[3, 3]])
    kept = suppressed(np.vstack([cells, [[2, 3]] * 4]), 5)
    assert (kept[:, 0] == SUPPRESSED).sum() >= (kept[:, 1] == SUPPRESSED).sum()


def _table(seed: int, rows: int, values: int = 6) -> Table:
    chance = np.random.default_rng(seed)
    codes = [f"c{value}" for value in range(values)]
    pairs = [("pairs", {code: f"p{value // 2}" for value, code in enumerate(codes)})]
    keys = tuple(key_of(name, codes, pairs, 1 + place) for place, name in enumerate(("region", "industry", "size")))
    cells = {key.name: np.minimum(chance.geometric(0.45, rows) - 1, values - 1).astype(np.int64) for key in keys}
    return Table(keys, cells, {"pay": chance.integers(0, 3, rows).astype(np.int64)})


def _check(table: Table, made: Protected, limits: Limits) -> None:
    classes = classes_of(list(made.cells.values()), table.rows)
    assert classes.k >= limits.k
    assert len(classes.sizes) / table.rows <= limits.average_risk
    assert all(distinct_values(classes, answers).min() >= limits.distinct for answers in table.sensitive.values())
    for key in table.keys:
        at_level = key.maps[made.levels[key.name]][table.cells[key.name]]
        cells = made.cells[key.name]
        assert ((cells == at_level) | (cells == SUPPRESSED)).all()
    assert made.share <= limits.suppressed


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(40, 250))
def test_a_protected_table_keeps_all_limits_and_alters_nothing_else(seed: int, rows: int) -> None:
    table, limits = _table(seed, rows), limits_for(rows)
    made = protect(table, limits)
    _check(table, made, limits)
    again = protect(table, limits)
    assert all((again.cells[name] == cells).all() for name, cells in made.cells.items())


def test_among_assignments_that_work_the_one_that_loses_least_is_taken() -> None:
    table, limits = _table(3, 200), limits_for(200)
    made = protect(table, limits)
    for key in table.keys:
        if made.levels[key.name]:
            finer = {**made.levels, key.name: made.levels[key.name] - 1}
            cells = np.stack([one.maps[finer[one.name]][table.cells[one.name]] for one in table.keys], axis=1)
            kept = suppressed(cells, limits.k)
            share = (kept == SUPPRESSED).sum() / (kept.shape[0] * sum(len(set(column)) > 1 for column in cells.T))
            classes = classes_of(list(kept.T), table.rows)
            assert share > limits.suppressed or len(classes.sizes) / table.rows > limits.average_risk, key.name


def test_what_protection_cost_is_told() -> None:
    table = _table(2, 300)
    made = protect(table, limits_for(300))
    told = made.fidelity
    for name, lost in made.lost.items():
        assert 0 <= told.entropy[name] <= 1 - lost + 1e-9 or not made.levels[name]
        key = next(key for key in table.keys if key.name == name)
        before = np.bincount(key.maps[made.levels[name]][table.cells[name]], minlength=6) / 300
        left = made.cells[name][made.cells[name] >= 0]
        assert told.shift[name] == pytest.approx(np.abs(before - np.bincount(left, minlength=6) / len(left)).max())
    assert set(told.pairs) == {("region", "industry"), ("region", "size"), ("industry", "size")}
    assert all(0 <= value <= 1 for value in told.pairs.values())


def test_planted_people_are_in_a_class_of_many() -> None:
    table = _table(11, 400)
    for place in range(4):
        table.cells["region"][place], table.cells["industry"][place], table.cells["size"][place] = 5, 5 - place % 2, 5
    made = protect(table, limits_for(400))
    for person in range(4):
        fitting = np.ones(400, dtype=bool)
        for name, cells in made.cells.items():
            key = next(key for key in table.keys if key.name == name)
            known = key.maps[made.levels[name]][table.cells[name][person]]
            fitting &= (cells == known) | (cells == SUPPRESSED)
        assert fitting.sum() >= 5
        same = np.all([cells == cells[person] for cells in made.cells.values()], axis=0)
        assert same.sum() >= 5


def test_people_who_all_gave_one_sensitive_answer_are_not_published_with_it() -> None:
    table = _table(1, 100)
    with pytest.raises(CannotProtect, match="fewer than 2 different answers"):
        protect(Table(table.keys, table.cells, {"pay": np.zeros(100, dtype=np.int64)}), limits_for(100))


def test_a_class_that_agrees_in_a_sensitive_answer_is_merged() -> None:
    key = key_of("role", ["a", "b", "c"], (), 1.0)
    cells = np.repeat([0, 1, 2], [300, 300, 20])
    pay = np.where(cells == 2, 1, np.arange(620) % 3)
    made = protect(Table((key,), {"role": cells}, {"pay": pay}), limits_for(620))
    classes = classes_of(list(made.cells.values()), 620)
    assert distinct_values(classes, pay).min() >= 2


def test_fewer_people_than_k_are_refused() -> None:
    with pytest.raises(CannotProtect, match="4 people"):
        protect(_table(1, 4), limits_for(4))


@pytest.mark.parametrize(("k", "distinct", "risk"), [(4, 2, 0.2), (5, 1, 0.2), (5, 2, 0.25)])
def test_limits_below_the_floor_do_not_exist(k: int, distinct: int, risk: float) -> None:
    with pytest.raises(ValueError, match="nothing is published below 5"):
        Limits(k, distinct, risk, 0.1, 0.07)


def test_limits_grow_with_the_table() -> None:
    assert limits_for(1_000) == Limits(5, 2, 0.20, 0.10, 0.07)
    assert limits_for(2_500).suppressed == pytest.approx(0.03)
    large = limits_for(3_000)
    assert large.k >= 11
    assert 1 / large.k <= large.highest_risk == 0.09
    assert 0.03 < limits_for(1_500).suppressed < 0.07
