"""Three figures for each part, always together: who has any, how much they have, and the mean over everybody.

Zeros are answers: a mean over those above 0 alone says nothing of how common a part is, and a mean over everybody
nothing of how it is spread. The means over everybody add up to 100; their covariance is singular, and is kept whole.
Source: Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, sections 5.5–5.8 (domain means and ratios).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..influence import Means, means, people
from .splits import PERCENT, Splits


@dataclass(frozen=True)
class Figures:
    """For each part: the percentage of respondents with any, the mean share among those, the mean share of all.

    ``pooled`` is the share of what all respondents divided together, which differs where totals do: there a respondent
    with ten counts ten times. All are percentages.
    """

    any: Means
    among: Means
    overall: Means
    pooled: Means | None


@dataclass(frozen=True)
class Change:
    """Shares now and later among those who gave both, and the mean change within respondents, in points."""

    now: Means
    later: Means
    difference: Means


def figures(splits: Splits) -> Figures:
    """Return the figures of all parts, with one covariance matrix each."""
    sample = people(splits.weights, splits.clusters)
    has = splits.now > 0
    return Figures(
        means(sample, PERCENT * has.astype(np.float64)),
        means(sample, splits.now, has),
        means(sample, splits.now),
        _pooled(splits) if splits.counted else None,
    )


def _pooled(splits: Splits) -> Means:
    """Return the ratio of what each part holds to what was divided: means weighted by the totals as well."""
    sample = people(splits.weights * splits.totals, splits.clusters)
    return means(sample, splits.now)


def change(splits: Splits) -> Change | None:
    """Return the change from now to later with paired errors, or None where nobody gave both."""
    if splits.later is None or not splits.paired.any():
        return None
    sample = people(splits.weights, splits.clusters)
    within = np.repeat(splits.paired[:, None], len(splits.parts), axis=1)
    later = np.where(within, splits.later, 0.0)
    return Change(
        means(sample, splits.now, within), means(sample, later, within), means(sample, later - splits.now, within)
    )
