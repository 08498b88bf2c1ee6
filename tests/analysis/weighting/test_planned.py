"""Those who were asked stand for all: weights are the inverse of the chance to be asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.weighting.planned import weights_by_chance, weights_by_class


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_each_class_keeps_its_weight(seed: int) -> None:
    random = np.random.default_rng(seed)
    base, of_class, asked = random.uniform(0.5, 2, 600), random.integers(0, 6, 600), random.random(600) < 0.3
    found = weights_by_class(asked, base, of_class)
    assert not found.weights[~asked].any()
    assert np.bincount(of_class, found.weights) == pytest.approx(np.bincount(of_class, base))


def test_small_classes_share_one_chance_and_the_sum_stays() -> None:
    of_class = np.repeat([0, 1, 2, 3], [50, 6, 6, 40])
    asked = np.zeros(102, dtype=np.bool_)
    asked[[*range(10), 50, 51, 56, *range(62, 82)]] = True
    found = weights_by_class(asked, np.ones(102), of_class)
    assert found.joined.tolist() == [1, 2]
    assert found.chance[1] == found.chance[2]
    assert found.weights.sum() == pytest.approx(102)


def test_means_under_a_pace_guard_are_unbiased_once_weighted() -> None:
    """Slow people are asked less often and differ; their weights make up for it."""
    random = np.random.default_rng(7)
    slow = random.random(200_000) < 0.4
    answer = np.where(slow, 10.0, 0.0)
    asked = random.random(200_000) < np.where(slow, 0.1, 0.4)
    weights = weights_by_class(asked, np.ones(200_000), slow.astype(np.int64)).weights
    assert answer[asked].mean() < 2
    assert np.average(answer, weights=weights) == pytest.approx(answer.mean())
    known = weights_by_chance(asked, np.ones(200_000), np.where(slow, 0.1, 0.4))
    assert np.average(answer, weights=known) == pytest.approx(4.0, abs=0.1)


def test_an_impossible_chance_is_refused_with_its_row() -> None:
    with pytest.raises(AnalysisError, match="the chance in row 2 is 0"):
        weights_by_chance(np.array([True, True]), np.ones(2), np.array([0.5, 0.0]))


def test_nobody_asked_is_refused() -> None:
    with pytest.raises(AnalysisError, match="only 0 rows were asked"):
        weights_by_class(np.zeros(9, dtype=np.bool_), np.ones(9), np.zeros(9, dtype=np.int64))
