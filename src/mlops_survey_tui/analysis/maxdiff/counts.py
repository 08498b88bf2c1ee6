"""Counts: how often each item was best and worst among the times it was shown, with errors over respondents.

The best share is a ratio of totals over respondents, Σ w b / Σ w n, and its error is that of a ratio estimator by
linearisation (Särndal, Swensson and Wretman 1992, section 5.6), as ``svyratio`` of R's survey gives it. The score is
(best − worst) / shown, from −1 to 1 (Finn and Louviere 1992).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Integers
from .data import BestWorst
from .tallies import Tallies, tallied


@dataclass(frozen=True)
class Counts:
    """Counts of each item (items), weighted; ``score`` is the best share less the worst share.

    ``covariance`` is that of the scores over respondents (items × items); ``tallies`` are counts of each respondent.
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
    tallies: Tallies

    @property
    def by_person(self) -> Floats:
        """Scores of each respondent, NaN where an item was not shown (respondents × items)."""
        of, number = self.tallies, np.float64
        with np.errstate(invalid="ignore", divide="ignore"):
            best, worst = (
                np.divide(of.best, of.seen_best, dtype=number),
                np.divide(of.worst, of.seen_worst, dtype=number),
            )
        return np.asarray(best - worst, dtype=number)

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
    tallies = tallied(data)
    best, worst, seen_best, seen_worst, seen = (tallies.total(name) for name in tallies.names)
    with np.errstate(invalid="ignore", divide="ignore"):
        best_share, worst_share = best / seen_best, worst / seen_worst

    def influences() -> Iterator[Floats]:
        """Yield weighted influences on best shares, worst shares and scores, a part of the respondents at a time."""
        with np.errstate(invalid="ignore", divide="ignore"):
            for part in tallies.parts():
                of_best = (part.best - part.seen_best * best_share) / seen_best
                of_worst = (part.worst - part.seen_worst * worst_share) / seen_worst
                yield part.weight[:, None] * np.column_stack([of_best, of_worst])

    covariance = tallies.covariance(influences())
    items = len(data.items)
    of_best, both, of_worst = covariance[:items, :items], covariance[:items, items:], covariance[items:, items:]
    return Counts(
        seen,
        best,
        worst,
        best_share,
        worst_share,
        np.sqrt(np.diag(of_best)),
        np.sqrt(np.diag(of_worst)),
        best_share - worst_share,
        of_best + of_worst - both - both.T,
        tallies,
    )
