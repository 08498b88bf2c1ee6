"""Ticks: no option and no two are held by a few, whatever the tables, and little is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mlops_survey_tui.publication.disclosure.ticks import FoldedQuestion, TickQuestion, fold, packed, unpacked

Ticks = NDArray[np.bool_]


def _question(ticks: Ticks, name: str = "tools", other: str = "other") -> TickQuestion:
    return TickQuestion(name, tuple(f"{name}{option}" for option in range(ticks.shape[1])), packed(ticks), other)


def _violations(folded: list[FoldedQuestion], people: int) -> int:
    ticks = np.concatenate([unpacked(question.bits, people) for question in folded], axis=1).astype(np.int64)
    together = ticks.T @ ticks
    return int(((together > 0) & (together < 5)).sum())


def _greedy_lost(ticks: Ticks) -> int:
    """What is lost when the option in most bad pairs is folded, again and again."""
    kept = list(range(ticks.shape[1]))
    counts = ticks.sum(axis=0)
    while True:
        together = ticks[:, kept].astype(int).T @ ticks[:, kept].astype(int)
        bad = ((together > 0) & (together < 5)).sum(axis=1)
        if not bad.any():
            return int(counts.sum() - counts[kept].sum())
        kept.pop(int(np.argmax(bad)))


def _ticks(seed: int, rows: int, options: int) -> Ticks:
    chance = np.random.default_rng(seed)
    return np.asarray(chance.random((rows, options)) < chance.beta(0.4, 3, options))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 120), st.integers(1, 9), st.integers(1, 9))
def test_no_two_options_of_a_block_are_held_by_a_few(seed: int, rows: int, one: int, two: int) -> None:
    questions = [_question(_ticks(seed, rows, one)), _question(_ticks(seed + 1, rows, two), "data", "data0")]
    folded = fold(questions)
    assert _violations(folded, rows) == 0
    for before, after in zip(questions, folded, strict=True):
        ticks = unpacked(before.bits, rows)
        for option in after.options:
            if option in before.options and option != before.other:
                assert (after.holders(option, rows) == ticks[:, before.options.index(option)]).all()
        if not after.withheld and after.folded:
            gone = ticks[:, [before.options.index(option) for option in after.folded]].any(axis=1)
            own = ticks[:, before.options.index(before.other)] if before.other in before.options else gone
            assert (after.holders(before.other, rows) == gone | own).all()
    assert [after.options for after in fold(questions)] == [after.options for after in folded]


def test_fewer_ticks_are_lost_than_by_folding_the_worst_option_first() -> None:
    ours = theirs = 0
    for seed in range(6):
        ticks = _ticks(seed, 600, 35)
        ours += fold([_question(ticks)])[0].lost
        theirs += _greedy_lost(ticks)
    assert ours < theirs, (ours, theirs)


def test_a_person_with_a_rare_pair_of_common_tools_is_not_found() -> None:
    ticks = np.zeros((60, 3), dtype=bool)
    ticks[:30, 0] = ticks[30:, 1] = True
    ticks[0, 1] = True
    ticks[:10, 2] = True
    folded = fold([_question(ticks)])
    assert _violations(folded, 60) == 0
    assert folded[0].folded


def test_nothing_is_folded_where_nothing_is_rare() -> None:
    ticks = np.ones((20, 3), dtype=bool)
    assert fold([_question(ticks)])[0].folded == ()


def test_a_question_that_only_a_few_ticked_is_withheld() -> None:
    ticks = np.zeros((20, 2), dtype=bool)
    ticks[0, 0] = ticks[1, 1] = True
    assert fold([_question(ticks)])[0].withheld


def test_no_caller_lowers_the_minimum() -> None:
    with pytest.raises(ValueError, match="fewer than 5"):
        fold([_question(np.ones((9, 2), dtype=bool))], minimum=4)
