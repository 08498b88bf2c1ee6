"""Quantiles with intervals by inverting those of the distribution function.

A quantile is the smallest value at which the weighted distribution function reaches p (Hyndman & Fan's type 1). Source:
Woodruff (1952), Journal of the American Statistical Association 47, 635–646; Sitter & Wu (2001), Statistics &
Probability Letters 52, 353–358. Whether p is reached exactly is judged in floating point as R survey 4.1 does
(``qrule = "math"``), so that quantiles agree with it in ties, too.
"""

from __future__ import annotations

import math

import numpy as np

from ..arrays import Booleans, Floats
from ..distributions import student_quantile
from .estimate import Choices, Estimate, Sample, rows_of
from .intervals import Share, interval
from .statistic import mean_of


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """Return the smallest value (rows,) at or below which lies at least ``share`` of the weights (rows,)."""
    return _Distribution(values, weights).at(share)


def quantile(
    sample: Sample, values: Floats, share: float, inside: Booleans, choices: Choices = Choices(interval="mean")
) -> Estimate:
    """Estimate a quantile of values (rows,) over the rows inside a domain.

    The interval of the share at or below the estimate (``mean`` symmetric, ``beta``, ``logit``, ``wilson``) is mapped
    back to values; an end beyond the data is not told. The error is the interval's length over twice the quantile of t.
    """
    inner, weights = values[inside], sample.masses[inside]
    distribution = _Distribution(inner, weights)
    value = distribution.at(share)
    below = mean_of((np.where(inside, values, np.inf) <= value).astype(np.float64)[:, None], inside)
    df = sample.degrees_of_freedom(inside) if choices.df is None else choices.df
    reached = float(below.value(below.totals(sample.masses))[0])
    variance = float(sample.covariance(below)[0, 0])
    ends = interval(Share(reached, variance, rows_of(sample, inside), df, choices.level), choices.interval)
    low, high = (distribution.at(end) if 0 <= end <= 1 else math.nan for end in ends)
    se = (high - low) / (2 * student_quantile(0.5 + choices.level / 2, df)) if df >= 1 else math.nan
    n = rows_of(sample, inside & (sample.weights > 0))
    return Estimate(value, se, low, high, n, float(weights.sum()), _deff(variance, reached, n), df)


def _deff(variance: float, share: float, n: int) -> float:
    simple = share * (1 - share) / (n - 1) if n > 1 else 0.0
    return variance / simple if simple > 0 else math.nan


class _Distribution:
    """The weighted distribution function of values (rows,)."""

    def __init__(self, values: Floats, weights: Floats) -> None:
        used = np.flatnonzero(weights)
        order = used[np.argsort(values[used], kind="stable")]
        self._values = values[order]
        precise = np.cumsum(weights[order], dtype=np.longdouble)
        self._cumulated = precise.astype(np.float64)
        self._total = float(precise[-1])

    def at(self, share: float) -> float:
        """Return the smallest value whose cumulated share is at least ``share``."""
        reached = int(np.searchsorted(self._cumulated, share * self._total, side="right"))
        if reached and share == self._cumulated[reached - 1] / self._total:
            reached -= 1
        return float(self._values[min(reached, len(self._values) - 1)])
