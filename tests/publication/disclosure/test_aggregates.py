"""Suppressed counts cannot be worked out: an attacker who tries every table that fits the published cells fails."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.publication.disclosure.aggregates import (
    CannotHide,
    apart,
    hidden_answers,
    hidden_cells,
    hidden_shares,
)
from mlops_survey_tui.publication.disclosure.flows import Counts, Flows, Mask, with_totals

CELL = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 9])
TABLE = st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 2), (3, 3)]).flatmap(
    lambda shape: st.lists(CELL, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]).map(
        lambda cells: np.array(cells, dtype=np.int64).reshape(shape)
    )
)


def fitting(full: Counts, hidden: Mask) -> list[Counts]:
    """Every table of counts that has the published cells and totals, by trying all."""
    inner = [tuple(map(int, place)) for place in np.argwhere(hidden[:-1, :-1])]
    most = int(full[-1, -1])
    found = []

    def try_on(table: Counts, places: list[tuple[int, ...]]) -> None:
        if not places:
            whole = with_totals(table)
            if (whole[~hidden] == full[~hidden]).all():
                found.append(whole)
            return
        row, column = places[0]
        limits = [most]
        limits += [] if hidden[row, -1] else [int(full[row, -1])]
        limits += [] if hidden[-1, column] else [int(full[-1, column])]
        last_in_row = not hidden[row, -1] and all(place[0] != row for place in places[1:])
        values = range(min(limits) + 1)
        if last_in_row:
            rest = int(full[row, -1] - table[row].sum() + table[row, column])
            values = range(rest, rest + 1) if rest >= 0 else range(0)
        for value in values:
            table[row, column] = value
            try_on(table, places[1:])
        table[row, column] = 0

    start = np.where(hidden[:-1, :-1], 0, full[:-1, :-1])
    try_on(start, inner)
    return found


@settings(max_examples=60, deadline=None)
@given(TABLE)
def test_an_attacker_who_tries_all_tables_learns_no_small_count(counts: Counts) -> None:
    full = with_totals(counts)
    assume(not 0 < full[-1, -1] < 5)
    try:
        hidden = hidden_cells(counts)
    except CannotHide:
        return
    assert not (((full > 0) & (full < 5)) & ~hidden).any()
    assume(hidden[:-1, :-1].sum() <= 6 and not hidden[:, -1].any() and not hidden[-1].any())
    tables = np.stack(fitting(full, hidden))
    for row, column in np.argwhere(hidden):
        values = set(tables[:, row, column].tolist())
        assert len(values) > 1
        if 0 < full[row, column] < 5:
            assert max(values) >= 5


@settings(max_examples=100, deadline=None)
@given(TABLE, st.integers(0, 2**16))
def test_ranges_are_those_of_all_tables_that_fit(counts: Counts, bits: int) -> None:
    full = with_totals(counts)
    hidden = np.zeros(full.shape, dtype=bool)
    hidden[:-1, :-1] = (bits >> np.arange(counts.size) & 1).astype(bool).reshape(counts.shape)
    assume(hidden.sum() <= 5)
    tables = np.stack(fitting(full, hidden))
    flows = Flows(full, hidden)
    for row, column in np.argwhere(hidden):
        values = tables[:, row, column]
        assert flows.range((int(row), int(column))) == (values.min(), values.max())


def test_a_single_small_cell_takes_others_with_it() -> None:
    hidden = hidden_cells(np.array([[3, 40, 30], [20, 25, 35], [50, 60, 70]]))
    assert hidden[0, 0]
    assert hidden.sum() == 4


def test_a_table_without_small_cells_is_published_whole() -> None:
    assert not hidden_cells(np.array([[0, 5], [9, 12]])).any()


def test_a_table_about_four_people_is_not_published() -> None:
    with pytest.raises(CannotHide):
        hidden_cells(np.array([[1, 3]]))


def test_answers_that_a_few_gave_are_suppressed_for_every_group_and_cannot_be_worked_out() -> None:
    counts = np.array([[40, 30, 20], [2, 0, 1], [1, 1, 1], [25, 35, 15]])
    hidden = hidden_answers(counts)
    assert hidden[1:3, :-1].all()
    for group in range(3):
        assert hidden[-1, group] or hidden[:-1, group].sum() > 2, "the rest of the base would be what a few gave"


def test_those_who_did_not_tick_are_a_cell_too() -> None:
    counts, bases = hidden_shares(np.array([48, 20, 30]), np.array([50, 50, 60]))
    assert counts[0]
    assert counts.sum() >= 2
    assert not bases.any()


@pytest.mark.parametrize(("everybody", "part", "safe"), [(30, 30, True), (30, 25, True), (30, 27, False)])
def test_groups_that_differ_by_a_few_are_not_both_published(everybody: int, part: int, safe: bool) -> None:
    assert apart(everybody, part) is safe


def test_no_caller_lowers_the_minimum() -> None:
    with pytest.raises(ValueError, match="below 5"):
        hidden_cells(np.array([[9, 9]]), minimum=4)


def test_all_tables_that_fit_are_found() -> None:
    full = with_totals(np.array([[1, 1], [1, 1]]))
    hidden = np.zeros((3, 3), dtype=bool)
    hidden[:2, :2] = True
    assert len(fitting(full, hidden)) == len([1 for a, b in product(range(3), repeat=2) if a == b])
