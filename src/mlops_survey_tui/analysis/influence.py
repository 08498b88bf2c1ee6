"""Means over people whose bases differ, such as the items of a ranking, with one covariance for all of them.

Each respondent has one influence value a mean: what the mean would change by without that respondent. Source: Woodruff
(1971), JASA 66, 411–414; Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, section 5.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Booleans, Floats, Integers
from .distributions import student_quantile
from .estimation.design import Design, design_of
from .estimation.intervals import Share, logit_interval

LEVEL = 0.95
"""How often intervals are meant to hold what they estimate."""
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Means:
    """Weighted means (figures), their covariance, how many rows are behind each, each row's influence (rows × figures),
    and the degrees of freedom.
    """

    values: Floats
    covariance: Floats
    counts: Integers
    influence: Floats
    df: float

    @property
    def errors(self) -> Floats:
        """Standard errors."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def plain(self) -> tuple[Floats, Floats]:
        """Return the ends of symmetric intervals."""
        half = student_quantile(0.5 + LEVEL / 2, self.df) * self.errors
        return self.values - half, self.values + half

    def within(self, low: float, high: float) -> tuple[Floats, Floats]:
        """Return the ends of intervals that stay between two bounds: symmetric on the logit scale."""
        return bounded(self.values, self.errors, self.counts, self.df, low, high)


def people(weights: Floats, clusters: Integers | None = None) -> Design:
    """Describe respondents that answered independently, or clusters of them that did."""
    return design_of(weights, clusters=() if clusters is None else (clusters,))


def means(sample: Design, values: Floats, within: Booleans | None = None) -> Means:
    """Return weighted means of columns (rows × figures) over the rows ``within`` (rows × figures), NaN without any.

    Rows outside count as respondents all the same: that they are outside is part of what varies.
    """
    inside = np.ones(values.shape, dtype=np.bool_) if within is None else within
    weight = np.where(inside, sample.weights[:, None], 0.0)
    filled = np.where(inside, values, 0.0)
    sums = weight.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (weight * filled).sum(axis=0) / sums
        influence = weight * (filled - found) / sums
    df = sample.degrees_of_freedom(np.asarray(inside.any(axis=1), dtype=np.bool_))
    return Means(found, sample.covariance_of(influence), inside.sum(axis=0), influence, df)


def bounded(
    values: Floats, errors: Floats, counts: Integers, df: float, low: float, high: float
) -> tuple[Floats, Floats]:
    """Return the ends of intervals of values that lie between two bounds: symmetric on the logit scale."""
    span = high - low
    ends = [
        logit_interval(Share(_share((value - low) / span), (error / span) ** 2, int(count), df, LEVEL))
        if np.isfinite(value) and np.isfinite(error)
        else (np.nan, np.nan)
        for value, error, count in zip(values, errors, counts, strict=True)
    ]
    lows, highs = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    return low + span * lows, low + span * highs


def _share(value: float) -> float:
    """Return a share that rounding may have put a little outside 0–1, or beside its ends."""
    return 0.0 if value < _ROUNDING else 1.0 if value > 1 - _ROUNDING else float(value)
