"""Scores as people read them follow from coefficients, and their errors from calculus."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.maxdiff.scales import Scale, probabilities, rescaled, share_ends, shares

NONE = np.zeros((5, 5))
COEFFICIENTS = np.array([0.9, -0.4, 0.1, -1.1, 0.5])
NOISE = np.random.default_rng(1).normal(size=(5, 5)) / 10
COVARIANCE = NOISE @ NOISE.T


def _numeric(scale: Callable[[Floats], Floats], at: Floats) -> Floats:
    step = 1e-6
    columns = [(scale(at + step * one) - scale(at - step * one)) / (2 * step) for one in np.eye(len(at))]
    return np.array(columns).T


@pytest.mark.parametrize(
    "scale", [shares, rescaled, lambda b, v: probabilities(b, v, 4)], ids=["shares", "rescaled", "probabilities"]
)
def test_errors_are_those_of_the_delta_method(scale: Callable[[Floats, Floats], Scale]) -> None:
    slope = _numeric(lambda at: scale(at, NONE).values, COEFFICIENTS)
    assert scale(COEFFICIENTS, COVARIANCE).covariance == pytest.approx(slope @ COVARIANCE @ slope.T, rel=1e-5, abs=1e-9)


@given(st.lists(st.floats(-30, 30), min_size=5, max_size=5), st.floats(-100, 100))
def test_shares_sum_to_100_and_do_not_feel_a_constant(values: list[float], constant: float) -> None:
    coefficients = np.array(values)
    found = shares(coefficients, NONE).values
    assert found.sum() == pytest.approx(100)
    assert found == pytest.approx(shares(coefficients + constant, NONE).values, abs=1e-6)


def test_intervals_of_shares_stay_between_0_and_100() -> None:
    low, high = share_ends(np.array([4.0, 0.0, -4.0, -4.0, -4.0]), COVARIANCE * 100)
    assert (low > 0).all()
    assert (high < 100).all()
    assert (low < high).all()


def test_the_scale_to_100_has_its_ends_at_the_extremes() -> None:
    found = rescaled(COEFFICIENTS, COVARIANCE)
    assert found.values.min() == 0
    assert found.values.max() == 100
    assert found.errors[[0, 3]] == pytest.approx([0, 0], abs=1e-12)


def test_items_that_are_all_alike_are_in_the_middle() -> None:
    assert rescaled(np.zeros(5), COVARIANCE).values.tolist() == [50.0] * 5


def test_an_average_item_wins_one_set_in_its_size() -> None:
    assert probabilities(np.zeros(5), NONE, 4).values == pytest.approx([25.0] * 5)
