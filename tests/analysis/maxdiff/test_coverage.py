"""Intervals hold the truth as often as they say, over people with known utilities."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.choice.estimates import fit
from mlops_survey_tui.analysis.maxdiff.comparing import items_compared
from mlops_survey_tui.analysis.maxdiff.counts import count
from mlops_survey_tui.analysis.maxdiff.data import BestWorst
from mlops_survey_tui.analysis.maxdiff.forms import choices_of
from mlops_survey_tui.analysis.maxdiff.scales import Scale, share_ends, shares

from ..simulations import RUNS, nominal
from .datasets import simulated

TRUTH = np.array([1.2, 0.7, 0.3, 0.0, -0.4, -0.8, -1.0])
PEOPLE = 200


def _people(spread: float, people: int, seed: int) -> BestWorst:
    """People whose utilities vary around the truth, each with sets of their own."""
    noise = np.random.default_rng([seed, 1]).normal(size=(people, len(TRUTH)))
    return simulated(TRUTH + spread * noise, 5, 3, seed)


def _ends(data: BestWorst) -> dict[str, tuple[Floats, Floats]]:
    """Intervals by what they are of."""
    values, _, covariance = fit(choices_of(data), data.items).centred
    counted = count(data)
    pairs = sorted(items_compared(data.items, values, covariance), key=lambda one: sorted((one.first, one.second)))
    signs = np.array([1 if one.first < one.second else -1 for one in pairs])
    low, high = np.array([one.ends for one in pairs]).T
    return {
        "coefficients": Scale(values, covariance).ends,
        "shares": share_ends(values, covariance),
        "counts": Scale(counted.score, counted.covariance).ends,
        "differences": (np.where(signs > 0, low, -high), np.where(signs > 0, high, -low)),
    }


@cache
def _truths(spread: float) -> dict[str, Floats]:
    """What intervals are of: the figures of very many people; where all are alike, the utilities themselves."""
    data = _people(spread, 60_000, 10**6)
    values = fit(choices_of(data), data.items).centred[0]
    if not spread:
        values = TRUTH - TRUTH.mean()
    pairs = [values[one] - values[other] for one in range(len(TRUTH)) for other in range(one + 1, len(TRUTH))]
    none = np.zeros((len(TRUTH), len(TRUTH)))
    return {
        "coefficients": values,
        "shares": shares(values, none).values,
        "counts": count(data).score,
        "differences": np.array(pairs),
    }


@pytest.mark.parametrize("spread", [0.0, 1.5], ids=["all alike", "each different"])
def test_intervals_hold_the_truth_as_often_as_they_say(spread: float) -> None:
    truths = _truths(spread)
    held: dict[str, list[float]] = {name: [] for name in truths}
    for seed in range(RUNS):
        for name, (low, high) in _ends(_people(spread, PEOPLE, seed)).items():
            held[name].append(float(((low <= truths[name]) & (truths[name] <= high)).mean()))
    covered = {name: float(np.mean(shares)) for name, shares in held.items()}
    assert all(nominal(share) for share in covered.values()), covered
