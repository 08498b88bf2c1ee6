"""Replicate weights made from a design: jackknife, balanced half-samples with Fay's factor, bootstrap.

Sources: Wolter (2007), Introduction to Variance Estimation, chapters 3–5; Rao & Wu (1988), Journal of the American
Statistical Association 83, 231–241, and Rao, Wu & Yue (1992), Survey Methodology 18, 209–217 (rescaled bootstrap);
Paley (1933), Journal of Mathematics and Physics 12, 311–320 (Hadamard matrices).
"""

from __future__ import annotations

import numpy as np

from ..arrays import Floats, Integers
from ..failure import AnalysisError
from .design import Design
from .levels import Level
from .replicates import Replicates

MOST = 4000
"""The most clusters that are left out in turn."""


def jackknife(design: Design) -> Replicates:
    """Leave out one first-stage cluster at a time (JK1 without strata, JKn with them), with finite populations.

    The factor of each replicate is (1 − drawn/population)·(drawn − 1)/drawn of its stratum.

    Raises:
        AnalysisError: a stratum has a single cluster and was not drawn completely, or there are too many clusters.
    """
    level = _first(design)
    if level.clusters > MOST:
        raise AnalysisError(
            f"a jackknife of {level.clusters} clusters needs as many replicates.", "Use linearisation or the bootstrap."
        )
    drawn, left = level.drawn[level.stratum], _left(level)[level.stratum]
    _refuse_single(level)
    factors = np.ones((level.clusters, level.clusters))
    same = level.stratum[:, None] == level.stratum[None, :]
    share = np.divide(drawn, drawn - 1, out=np.ones_like(drawn), where=drawn > 1)
    factors = np.where(same, share[None, :], factors)
    np.fill_diagonal(factors, 0.0)
    kept = drawn > 1
    each = left * (drawn - 1) / drawn
    return _replicates(design, level, factors[:, kept], 1.0, each[kept])


def bootstrap(design: Design, replicates: int = 500, seed: int = 1) -> Replicates:
    """Draw clusters with replacement within strata, one less than there are, and rescale (Rao, Wu & Yue 1992).

    With finite populations the rescaling shrinks by the square root of what was not drawn.

    Raises:
        AnalysisError: a stratum has a single cluster and was not drawn completely.
    """
    level = _first(design)
    _refuse_single(level)
    random = np.random.default_rng(seed)
    factors = np.ones((level.clusters, replicates))
    left = _left(level)
    for stratum, drawn in enumerate(level.drawn.astype(np.int64)):
        if drawn > 1:
            members = level.stratum == stratum
            times = random.multinomial(drawn - 1, np.full(drawn, 1 / drawn), size=replicates).T
            factors[members] = 1 + np.sqrt(left[stratum]) * (times * drawn / (drawn - 1) - 1)
    return _replicates(design, level, factors, 1 / (replicates - 1), np.ones(replicates))


def balanced_halves(design: Design, rho: float = 0.0, hadamard: Floats | None = None) -> Replicates:
    """Take half-samples balanced by a Hadamard matrix; every stratum has two clusters. ``rho`` is Fay's factor.

    ``hadamard`` (k, k) of 1 and −1 with more columns than strata replaces the one that is made; its first row is not
    used. Finite populations are not reflected.

    Raises:
        AnalysisError: a stratum does not have exactly two clusters, or the matrix is too small.
    """
    level = _first(design)
    if not (level.drawn == 2).all():
        raise AnalysisError(
            f"{int((level.drawn != 2).sum())} strata do not have exactly two clusters.",
            "Balanced half-samples need pairs; use the jackknife or the bootstrap.",
        )
    signs = hadamard_matrix(len(level.drawn) + 1) if hadamard is None else hadamard
    if len(signs) <= len(level.drawn):
        raise AnalysisError(f"the Hadamard matrix has {len(signs)} rows.", f"Give more than {len(level.drawn)}.")
    second = np.zeros(level.clusters, dtype=np.bool_)
    second[np.unique(level.stratum[::-1], return_index=True)[1] * -1 + level.clusters - 1] = True
    side = np.where(second[:, None], -1.0, 1.0) * signs[1 + level.stratum]
    factors = np.where(side > 0, 2 - rho, rho)
    count = factors.shape[1]
    return _replicates(design, level, factors, 1 / (count * (1 - rho) ** 2), np.ones(count))


def hadamard_matrix(least: int) -> Floats:
    """Return a small Hadamard matrix of 1 and −1 with at least so many rows; its first row and column are 1.

    Orders q + 1 by Paley's first construction for primes q ≡ 3 (mod 4), doubled by Sylvester's.
    """
    orders = [(_paley_order(least, doublings), doublings) for doublings in range(12)]
    order, doublings = min((order << doublings, doublings) for order, doublings in orders)
    matrix = _paley(order >> doublings)
    for _ in range(doublings):
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    matrix = matrix * matrix[:, :1]
    return np.asarray(matrix * matrix[:1], dtype=np.float64)


def _paley_order(least: int, doublings: int) -> int:
    """Return the smallest order of a first construction that suffices after so many doublings; 1 counts as one."""
    needed = -(-least >> doublings) if least >> doublings << doublings == least else (least >> doublings) + 1
    if needed <= 1:
        return 1
    order = max(4, -(-needed // 4) * 4)
    while not _is_prime(order - 1):
        order += 4
    return order


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def _paley(order: int) -> Floats:
    if order == 1:
        return np.ones((1, 1))
    prime = order - 1
    squares = {value * value % prime for value in range(1, prime)}
    character = np.array([0, *(1 if value in squares else -1 for value in range(1, prime))], dtype=np.float64)
    indices = np.arange(prime)
    jacobsthal = character[(indices[:, None] - indices[None, :]) % prime]
    skew = np.block([[np.zeros((1, 1)), np.ones((1, prime))], [-np.ones((prime, 1)), jacobsthal]])
    return np.asarray(skew + np.eye(order), dtype=np.float64)


def _first(design: Design) -> Level:
    if design.calibrations:
        raise AnalysisError(
            "replicates are made from the weights before raking.", "Make them first, then calibrate the replicates."
        )
    return design.levels[0]


def _left(level: Level) -> Floats:
    return np.where(np.isinf(level.population), 1.0, 1 - level.drawn / level.population)


def _refuse_single(level: Level) -> None:
    single = int(((level.drawn == 1) & (_left(level) > 0)).sum())
    if single:
        raise AnalysisError(
            f"{single} strata have a single cluster, so their variance cannot be told.", "Join them with others."
        )


def _replicates(design: Design, level: Level, factors: Floats, scale: float, each: Floats) -> Replicates:
    of_row: Integers | None = level.of_row
    return Replicates(design.weights, np.asarray(factors, dtype=np.float64), scale, each, of_row=of_row)
