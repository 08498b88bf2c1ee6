"""Counts: how often each item was best and worst among the times it was shown, with errors over respondents.

The best share is a ratio of totals over respondents, Σ w b / Σ w n, and its error is that of a ratio estimator by
linearisation (Särndal, Swensson and Wretman 1992, section 5.6), as ``svyratio`` of R's survey gives it. The score is
(best − worst) / shown, from −1 to 1 (Finn and Louviere 1992).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..estimation.design import ADJUST, Design, design_of
from .data import NOBODY, BestWorst


@dataclass(frozen=True)
class Counts:
    """Counts of each item (items), weighted; ``score`` is the best share less the worst share.

    ``covariance`` is that of the scores over respondents (items × items); ``by_person`` are scores of each respondent,
    NaN where an item was not shown (respondents × items).
    """

    shown: Floats
    best: Floats
    worst: Floats
    best_share: Floats
    worst_share: Floats
    best_error: Floats
    worst_error: Floats
    score: Floats
    covariance: Floats
    by_person: Floats

    @property
    def error(self) -> Floats:
        """Standard errors of the scores."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def rank(self) -> Integers:
        """Ranks of the scores, 1 for the best; equal scores share the better rank."""
        return 1 + np.asarray((self.score[:, None] < self.score).sum(axis=1), dtype=np.int64)


def count(data: BestWorst) -> Counts:
    """Count. An item's best share refers to the sets of which the best is known, its worst share likewise."""
    shown_best, best = _tallies(data, data.best)
    shown_worst, worst = _tallies(data, data.worst)
    design = _design(data)
    best_share, best_influence = _ratio(best, shown_best, data.weight)
    worst_share, worst_influence = _ratio(worst, shown_worst, data.weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        by_person = best / shown_best - worst / shown_worst
    shown, _ = _tallies(data, data.best, every=True)
    return Counts(
        data.weight @ shown,
        data.weight @ best,
        data.weight @ worst,
        best_share,
        worst_share,
        np.sqrt(np.diag(design.covariance_of(best_influence))),
        np.sqrt(np.diag(design.covariance_of(worst_influence))),
        best_share - worst_share,
        design.covariance_of(best_influence - worst_influence),
        by_person,
    )


def _design(data: BestWorst) -> Design:
    if data.stratum is None:
        return design_of(data.weight)
    return design_of(data.weight, strata=[data.stratum.codes + 1], lonely=ADJUST)


def _tallies(data: BestWorst, chosen: Integers, *, every: bool = False) -> tuple[Floats, Floats]:
    """Return how often each respondent saw each item in sets with a choice (or in all), and chose it."""
    people, items = len(data.respondents), len(data.items)
    known = np.ones(len(chosen), dtype=bool) if every else chosen != NOBODY
    shown = _seen(data, known)
    picked = chosen != NOBODY
    cells = data.respondent[picked] * items + chosen[picked]
    return shown, np.bincount(cells, minlength=people * items).reshape(people, items).astype(np.float64)


def _seen(data: BestWorst, known: Booleans) -> Floats:
    """Return how often each respondent saw each item, one member of the sets after another."""
    people, items = len(data.respondents), len(data.items)
    sizes = np.array([len(one) for one in data.sets])
    members = np.zeros((len(data.sets), int(sizes.max())), dtype=np.int64)
    for number, one in enumerate(data.sets):
        members[number, : len(one)] = one
    total = np.zeros(people * items)
    for place in range(members.shape[1]):
        here = known & (sizes[data.shown] > place)
        cells = data.respondent[here] * items + members[data.shown[here], place]
        total += np.bincount(cells, minlength=len(total))
    return total.reshape(people, items)


def _ratio(chosen: Floats, shown: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return ratios of totals, and each respondent's weighted influence on them (respondents × items)."""
    total = weight @ shown
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = (weight @ chosen) / total
        influence = weight[:, None] * (chosen - shown * ratio) / total
    return ratio, influence
