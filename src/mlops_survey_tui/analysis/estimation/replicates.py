"""Variance from replicate weights: the figure is computed again with each set of weights, and the spread is its error.

Sources: Wolter (2007), Introduction to Variance Estimation, chapters 3–5; Judkins (1990), Journal of Official
Statistics 6, 223–239 (Fay's method); Canty & Davison (1999), The Statistician 48, 379–391 (bootstrap).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers, sums_by
from ..failure import AnalysisError
from .statistic import Statistic

RANK_TOLERANCE = 1e-5
"""Directions in which replicate weights vary by less than this share of the most do not count."""


@dataclass(frozen=True)
class Replicates:
    """Replicate weights of rows: ``factors[group of row]`` times the weights, or on their own where ``combined``.

    ``factors`` has shape (groups, replicates) and ``of_row`` (rows,) the group, None where each row has its own.
    Squares of differences are multiplied by ``scale`` and ``each`` (replicates,); they are taken about the mean of the
    replicates, or about the estimate where ``about_estimate`` (mean squared error).
    """

    weights: Floats
    factors: Floats
    scale: float
    each: Floats
    of_row: Integers | None = None
    combined: bool = False
    about_estimate: bool = False
    linearised: bool = False

    @property
    def masses(self) -> Floats:
        """The weights (rows,): every row stands for itself."""
        return self.weights

    @property
    def times(self) -> None:
        """Every row stands for itself."""
        return None

    @property
    def count(self) -> int:
        """How many replicates there are."""
        return len(self.each)

    def sets(self) -> Iterator[Floats]:
        """Yield each set of weights (rows,)."""
        for column in self.factors.T:
            of_rows = column if self.of_row is None else column[self.of_row]
            yield of_rows if self.combined else of_rows * self.weights

    def totals(self, columns: Floats) -> Floats:
        """Return the totals of columns (rows, totals) by each set of weights, shape (replicates, totals)."""
        weighted = columns if self.combined else columns * self.weights[:, None]
        if self.of_row is not None:
            groups = len(self.factors)
            weighted = np.column_stack([sums_by(self.of_row, column, groups) for column in weighted.T])
        return np.asarray(self.factors.T @ weighted, dtype=np.float64)

    def covariance(self, statistic: Statistic) -> Floats:
        """Return the covariance matrix (figures, figures) of a statistic."""
        figures = statistic.value(self.totals(statistic.columns))
        return self.spread(figures, statistic.value(statistic.totals(self.weights)))

    def spread(self, figures: Floats, estimate: Floats) -> Floats:
        """Return the covariance of figures by replicate (replicates, figures) of an estimate (figures,).

        Replicates in which a figure cannot be computed are left out.
        """
        good = np.isfinite(figures).all(axis=1)
        used = good & (self.each > 0)
        centre = estimate if self.about_estimate else figures[used].mean(axis=0)
        centred = (figures[good] - centre) * np.sqrt(self.each[good])[:, None]
        return np.asarray(self.scale * (centred.T @ centred), dtype=np.float64)

    def degrees_of_freedom(self, inside: Booleans) -> float:
        """Return the rank of the replicate weights within a domain, less one."""
        if self.of_row is None:
            matrix = self.factors[inside] * (1.0 if self.combined else self.weights[inside][:, None])
        else:
            present = np.zeros(len(self.factors), dtype=np.bool_)
            present[self.of_row[inside & (self.weights > 0)]] = True
            matrix = self.factors[present]
        products = matrix.T @ matrix if len(matrix) > self.count else matrix @ matrix.T
        squares = np.linalg.eigvalsh(products)
        return float(np.count_nonzero(squares > RANK_TOLERANCE**2 * squares.max()) - 1)

    def calibrated(self, adjust: Callable[[Floats], Floats]) -> Replicates:
        """Return the same with the weights and every replicate adjusted by raking or the like.

        ``adjust`` takes weights (rows,) and returns those that meet the known totals.
        """
        sets = np.column_stack([adjust(one) for one in self.sets()])
        return replace(self, weights=adjust(self.weights), factors=sets, of_row=None, combined=True)


def replicates_given(
    weights: Floats, sets: Floats, method: str, *, rho: float = 0.0, scale: float = 0.0, each: Floats | None = None
) -> Replicates:
    """Take replicate weights (rows, replicates) that came with the data, base weight included.

    ``method`` is one of :data:`METHODS`; ``rho`` is Fay's factor. ``scale`` and ``each`` replace what the method says
    (a stratified jackknife needs ``each``).

    Raises:
        AnalysisError: the method is unknown, or lacks something.
    """
    if not method:
        raise AnalysisError("the kind of replicate weights is not named.", f"Give --type: {', '.join(METHODS)}.")
    if method not in METHODS:
        raise AnalysisError(f"there is no replicate method {method!r}.", f"Methods: {', '.join(METHODS)}.")
    if method == "JKn" and each is None:
        raise AnalysisError(
            "a stratified jackknife (JKn) needs the factor of each replicate.",
            "Give (clusters − 1)/clusters of its stratum for each replicate with --each.",
        )
    if not 0 <= rho < 1:
        raise AnalysisError(f"Fay's factor is {rho:g}.", "It is at least 0 and below 1.")
    count = sets.shape[1]
    factors = np.ones(count) if each is None else each
    if len(factors) != count:
        raise AnalysisError(f"there are {count} replicates and {len(factors)} factors.", "Give one for each.")
    return Replicates(weights, sets, scale or METHODS[method](count, rho), factors, combined=True)


METHODS: dict[str, Callable[[int, float], float]] = {
    "JK1": lambda count, rho: (count - 1) / count,
    "JKn": lambda count, rho: 1.0,
    "BRR": lambda count, rho: 1 / count,
    "Fay": lambda count, rho: 1 / (count * (1 - rho) ** 2),
    "bootstrap": lambda count, rho: 1 / (count - 1),
    "successive-difference": lambda count, rho: 4 / count,
    "other": lambda count, rho: 1.0,
}
"""Kinds of replicate weights: what squares of differences are multiplied by, from their number and Fay's factor."""
