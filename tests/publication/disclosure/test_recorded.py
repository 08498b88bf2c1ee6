"""The same answers make the same release, and figures that can be worked out by hand are those."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from mlops_survey_tui.publication.disclosure.aggregates import (
    CannotHide,
    apart,
    hidden_answers,
    hidden_cells,
    unsafe_cell,
)
from mlops_survey_tui.publication.disclosure.diversity import CannotDiffer, diversified
from mlops_survey_tui.publication.disclosure.fidelity import fidelity
from mlops_survey_tui.publication.disclosure.flows import Flows, with_totals
from mlops_survey_tui.publication.disclosure.independent import heaviest
from mlops_survey_tui.publication.disclosure.keys import SUPPRESSED
from mlops_survey_tui.publication.disclosure.measures import (
    Classes,
    classes_of,
    coded,
    combined,
    densified,
    distinct_values,
    diversity_of,
    risks_of,
)
from mlops_survey_tui.publication.disclosure.pools import below, bits_of, differing
from mlops_survey_tui.publication.limits import limits_for

from .recorded import FILE, outcomes

RECORDED = json.loads(FILE.read_text(encoding="utf-8"))


def test_protection_comes_to_what_was_written_down() -> None:
    found = outcomes()
    assert list(found) == list(RECORDED)
    for name, outcome in found.items():
        assert outcome == RECORDED[name], name


def _codes(text: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([int(letter) for letter in text], dtype=np.int64)


def test_classes_and_risks_by_hand() -> None:
    classes = classes_of([_codes("0001112"), _codes("0001102")], 7)
    assert sorted(classes.sizes.tolist()) == [1, 1, 2, 3]
    risks = risks_of(classes)
    assert (risks.rows, risks.classes, risks.k, risks.highest, risks.uniques) == (7, 4, 1, 1.0, 2)
    assert risks.average == pytest.approx(4 / 7)
    assert risks.unique_share == pytest.approx(2 / 7)
    pairs = risks_of(classes_of([_codes("0011")], 4))
    assert (pairs.k, pairs.highest, pairs.average, pairs.unique_share) == (2, 0.5, 0.5, 0.0)
    nobody = risks_of(classes_of([_codes("")], 0))
    assert (nobody.rows, nobody.classes, nobody.k, nobody.highest, nobody.average, nobody.unique_share) == (
        0,
        0,
        0,
        0,
        0,
        0,
    )
    assert classes_of([], 3).sizes.tolist() == [3]
    assert classes_of([], 0).sizes.tolist() == []


def test_diversity_by_hand() -> None:
    classes = classes_of([_codes("00001111")], 8)
    found = diversity_of(classes, _codes("00120000"))
    assert (found.distinct, found.recursive, found.entropy) == (1, 2, 1.0)
    assert found.t_equal == pytest.approx(0.25)
    assert found.t_ordered == pytest.approx((0.25 + 0.125) / 2)
    even = diversity_of(classes, _codes("01010101"))
    assert (even.distinct, even.t_equal, even.t_ordered) == (2, 0.0, 0.0)
    assert even.entropy == pytest.approx(2.0)
    skewed = diversity_of(classes, _codes("00010111"))
    assert skewed.recursive == 4
    assert skewed.entropy == pytest.approx(math.exp(0.75 * math.log(4 / 3) + 0.25 * math.log(4)))
    assert distinct_values(classes, _codes("00120000")).tolist() == [3, 1]
    one = diversity_of(classes, _codes("00000000"))
    assert (one.distinct, one.t_equal, one.t_ordered) == (1, 0.0, 0.0)
    assert diversity_of(Classes(_codes(""), _codes("")), _codes("")).distinct == 0


def test_codes_keep_their_order() -> None:
    assert coded(["b", "a", "c", "a"]).tolist() == [1, 0, 2, 0]
    assert coded({7: "b", 1: "a"}).tolist() == [1, 0]
    codes, many = densified(np.array([5, 9, 5, 7]))
    assert (codes.tolist(), many) == ([0, 2, 0, 1], 3)
    far, count = densified(np.array([10**9, -5, 10**9]))
    assert (far.tolist(), count) == ([1, 0, 1], 2)
    together, kinds = combined([_codes("0011"), _codes("0101")], 4)
    assert (together.tolist(), kinds) == ([0, 1, 2, 3], 4)


def test_fidelity_by_hand() -> None:
    before = {"a": _codes("0011"), "b": _codes("0101")}
    after = {"a": np.array([0, 0, 1, SUPPRESSED]), "b": _codes("0101")}
    told = fidelity(before, before, after)
    whole, left = math.log(2), -(2 / 3 * math.log(2 / 3) + 1 / 3 * math.log(1 / 3))
    assert told.entropy == {"a": pytest.approx(left / whole * 3 / 4), "b": 1.0}
    assert told.shift == {"a": pytest.approx(2 / 3 - 1 / 2), "b": 0.0}
    assert told.pairs == {("a", "b"): pytest.approx((3 * (1 / 3 - 1 / 4) + 1 / 4) / 2)}
    constant = {"a": _codes("000")}
    assert fidelity(constant, constant, constant).entropy == {"a": 1.0}


def test_totals_and_the_room_that_they_leave_by_hand() -> None:
    full = with_totals(np.array([[3, 7], [6, 9]]))
    assert full.tolist() == [[3, 7, 10], [6, 9, 15], [9, 16, 25]]
    hidden = np.zeros((3, 3), dtype=bool)
    hidden[:2, :2] = True
    flows = Flows(full, hidden)
    assert [flows.range(cell) for cell in ((0, 0), (0, 1), (1, 0), (1, 1))] == [(0, 9), (1, 10), (0, 9), (6, 15)]
    assert flows.reach((0, 0), True, 2) == 2
    hidden[1, 1] = False
    assert Flows(full, hidden).range((0, 0)) == (3, 3), "the only hidden cell of its row's way back is shown"
    assert unsafe_cell(full, hidden, 5) == (0, 0)


def test_the_least_is_hidden_beside_a_small_cell() -> None:
    hidden = hidden_cells(np.array([[2, 30, 40], [50, 8, 60], [70, 80, 9]]))
    assert hidden[0, 0]
    assert hidden[:-1, :-1].sum() == 4
    assert not hidden[-1].any()
    assert not hidden_cells(np.array([[0, 5], [6, 7]])).any()
    with pytest.raises(CannotHide, match="fewer than 5"):
        hidden_cells(np.array([[1, 3]]))
    with pytest.raises(ValueError, match="cells below 5 are not published"):
        hidden_cells(np.array([[9, 9]]), 4)
    assert hidden_answers(np.array([[2, 2], [30, 40], [9, 9]]))[0].all()
    with pytest.raises(CannotHide, match="fewer than 5"):
        hidden_answers(np.array([[2, 2], [0, 0]]))
    assert [apart(9, 9), apart(9, 4), apart(9, 5)] == [True, True, False]


def test_the_heaviest_set_is_found_where_the_greedy_one_is_not_it() -> None:
    chain = np.zeros((3, 3), dtype=bool)
    chain[0, 1] = chain[1, 0] = chain[1, 2] = chain[2, 1] = True
    assert heaviest(chain, np.array([6, 10, 6])).tolist() == [True, False, True]
    assert heaviest(chain, np.array([4, 10, 4])).tolist() == [False, True, False]
    assert heaviest(np.zeros((2, 2), dtype=bool), np.array([1, 1])).all()


def test_masks_and_sums_below_them() -> None:
    assert bits_of(5, 3).tolist() == [True, False, True]
    assert bits_of(-1, 2).tolist() == [True, True]
    apart_ = differing(np.array([[1, 2]]), np.array([[1, 2], [9, 2], [1, 9], [9, 9]]))
    assert apart_.tolist() == [[0, 1, 2, 3]]
    assert below(apart_, np.array([1, 10, 100, 1000]), 2).tolist() == [[1, 11, 101, 1111]]


def test_classes_of_one_answer_join_the_cheapest_one() -> None:
    cells = np.array([[0, 0]] * 5 + [[0, 1]] * 5 + [[1, 1]] * 5)
    answers = np.array([1] * 5 + [0, 1, 0, 1, 0] + [0, 1, 0, 1, 1])
    made = diversified(cells, [answers], np.array([1.0, 1.1]), limits_for(15))
    assert (made[:10, 0] == 0).all()
    assert (made[:10, 1] == SUPPRESSED).all()
    assert (made[10:] == 1).all()
    assert (cells >= 0).all(), "what was given stays as it is"
    with pytest.raises(CannotDiffer, match="fewer than 2 different answers"):
        diversified(cells, [np.zeros(15, dtype=np.int64)], np.array([1.0, 1.1]), limits_for(15))
