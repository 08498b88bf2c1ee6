"""Means, proportions, totals and ratios of a domain, each with everything that must be known to read it.

Sources: Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, chapters 5 and 10 (domains, ratios); Kish
(1965), Survey Sampling, section 8.2 (design effect).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from ..arrays import Booleans, Floats
from ..distributions import student_quantile
from .intervals import Share, interval
from .statistic import Statistic, logit_of, mean_of, ratio_of, total_of

REPLACEMENT, POPULATION = "replacement", "population"
"""A simple sample that the design effect compares with: drawn with replacement, or from a population that weights add
up to."""


class Sample(Protocol):
    """Weights and the variance of figures computed with them: a design or replicate weights."""

    @property
    def weights(self) -> Floats:
        """Weights of rows (rows,)."""

    @property
    def times(self) -> Floats | None:
        """How many equal rows each row stands for (rows,), None where each stands for itself."""

    @property
    def masses(self) -> Floats:
        """Weights times the rows that a row stands for (rows,)."""

    @property
    def linearised(self) -> bool:
        """Whether variances of functions are linearised, so that they follow from that of their arguments."""

    def covariance(self, statistic: Statistic) -> Floats:
        """Return the covariance matrix (figures, figures) of a statistic."""

    def degrees_of_freedom(self, inside: Booleans) -> float:
        """Return the degrees of freedom within a domain."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure. ``n`` counts rows behind it, ``weighted`` is the sum of their weights, ``count`` those that said yes.

    ``deff`` is the variance over that of a simple sample of ``n``. ``hidden`` says why there is no figure; ``secret``
    that not even the base may be told.
    """

    value: float
    se: float
    low: float
    high: float
    n: int
    weighted: float
    deff: float
    df: float
    count: int | None = None
    hidden: str = ""
    secret: bool = False

    def without(self, why: str, secret: bool = False) -> Estimate:
        """Return it with nothing but its base, and without that where it is secret."""
        nan = math.nan
        return replace(self, value=nan, se=nan, low=nan, high=nan, deff=nan, count=None, hidden=why, secret=secret)


@dataclass(frozen=True, slots=True)
class Choices:
    """How intervals and design effects are computed. ``df`` overrides the degrees of freedom of the sample."""

    level: float = 0.95
    interval: str = "logit"
    deff: str = REPLACEMENT
    df: float | None = None


def means(sample: Sample, values: Floats, inside: Booleans, choices: Choices = Choices()) -> Sequence[Estimate]:
    """Estimate means of values (rows, figures) over the rows inside a domain (rows,); all values there are numbers."""
    base = _Base(sample, inside, choices)
    return [
        _estimate(base, value, variance, base.mean_variance(column), base.symmetric(value, variance))
        for value, variance, column in _computed(sample, mean_of(values, inside), values)
    ]


def proportions(sample: Sample, yes: Booleans, inside: Booleans, choices: Choices = Choices()) -> Sequence[Estimate]:
    """Estimate shares of the rows inside a domain (rows,) for which ``yes`` (rows, figures) is true."""
    base = _Base(sample, inside, choices)
    values = yes.astype(np.float64)
    found = []
    for number, (value, variance, column) in enumerate(_computed(sample, mean_of(values, inside), values)):
        curved = None if sample.linearised else _logit_variance(sample, values[:, number], inside)
        ends = interval(Share(value, variance, base.rows, base.df, choices.level, curved), choices.interval)
        one = _estimate(base, value, variance, base.mean_variance(column), ends)
        found.append(replace(one, count=rows_of(sample, yes[:, number] & inside)))
    return found


def totals(sample: Sample, values: Floats, inside: Booleans, choices: Choices = Choices()) -> Sequence[Estimate]:
    """Estimate totals of values (rows, figures) over the rows inside a domain (rows,)."""
    base = _Base(sample, inside, choices)
    found = []
    for value, variance, column in _computed(sample, total_of(values, inside), values):
        simple = base.mean_variance(column) * base.weighted**2
        found.append(_estimate(base, value, variance, simple, base.symmetric(value, variance)))
    return found


def ratio(
    sample: Sample, numerator: Floats, denominator: Floats, inside: Booleans, choices: Choices = Choices()
) -> Estimate:
    """Estimate the ratio of the totals of two variables (rows,) over the rows inside a domain (rows,)."""
    base = _Base(sample, inside, choices)
    statistic = ratio_of(numerator, denominator, inside)
    value = float(statistic.value(statistic.totals(sample.masses))[0])
    variance = float(sample.covariance(statistic)[0, 0])
    divisor = float(statistic.totals(sample.masses)[1])
    simple = base.mean_variance((numerator - value * denominator) / divisor) * base.weighted**2
    return _estimate(base, value, variance, simple, base.symmetric(value, variance))


def rows_of(sample: Sample, chosen: Booleans) -> int:
    """Count the rows that chosen rows (rows,) stand for."""
    return int(np.count_nonzero(chosen) if sample.times is None else sample.times[chosen].sum())


class _Base:
    """What all figures of a domain share."""

    def __init__(self, sample: Sample, inside: Booleans, choices: Choices) -> None:
        self.inside, self.choices = inside, choices
        self._weights = sample.masses[inside]
        self.n = rows_of(sample, inside & (sample.weights > 0))
        self.rows = rows_of(sample, inside)
        self.weighted = float(self._weights.sum())
        self.df = sample.degrees_of_freedom(inside) if choices.df is None else choices.df

    def mean_variance(self, values: Floats) -> float:
        """Return the variance of the mean of values (rows,) in a simple sample of the same size."""
        if self.n < 2:
            return math.nan
        inner = values[self.inside]
        centred = inner - (self._weights @ inner) / self.weighted
        spread = float(self._weights @ np.square(centred)) / self.weighted * self.n / (self.n - 1)
        left = 1 - self.n / self.weighted if self.choices.deff == POPULATION else 1.0
        return spread / self.n * (left if left > 0 else math.nan)

    def symmetric(self, value: float, variance: float) -> tuple[float, float]:
        """Return the interval by Student's t."""
        if self.df < 1 or not math.isfinite(variance):
            return math.nan, math.nan
        half = student_quantile(0.5 + self.choices.level / 2, self.df) * math.sqrt(variance)
        return value - half, value + half


def _computed(sample: Sample, statistic: Statistic, values: Floats) -> Sequence[tuple[float, float, Floats]]:
    figures = statistic.value(statistic.totals(sample.masses))
    variances = np.diag(sample.covariance(statistic))
    return [
        (float(one), float(variance), column)
        for one, variance, column in zip(figures, variances, values.T, strict=True)
    ]


def _logit_variance(sample: Sample, yes: Floats, inside: Booleans) -> float:
    return float(sample.covariance(logit_of(mean_of(yes[:, None], inside)))[0, 0])


def _estimate(base: _Base, value: float, variance: float, simple: float, ends: tuple[float, float]) -> Estimate:
    deff = variance / simple if simple > 0 else math.nan
    return Estimate(value, math.sqrt(max(variance, 0.0)), *ends, base.n, base.weighted, deff, base.df)
