"""Splits as compositions: the centre by ratios of parts instead of the mean of shares. An option, and another question.

The centre is how parts stand to each other in a typical split; it gives a share of 2 % as much room as one of 60 %.
Ratios need shares above 0: zeros are replaced by a small share, on which the centre depends, so it is always named.

Source: Aitchison (1986), The Statistical Analysis of Compositional Data; replacement of zeros by Martín-Fernández,
Barceló-Vidal & Pawlowsky-Glahn (2003), Mathematical Geology 35, 253–278.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..influence import Means, means, people
from .splits import PERCENT, Splits

ZERO = 0.65
"""The share in percent that stands for 0: 0.65 of the smallest that can be said in whole percent."""


@dataclass(frozen=True)
class Centre:
    """The centre of splits in percent (parts), its errors, the means of centred log-ratios, and how many were 0."""

    values: Floats
    errors: Floats
    log_ratios: Means
    zero: float
    zeros: int


def centre(splits: Splits, zero: float = ZERO) -> Centre:
    """Return the centre, each 0 standing for a share of ``zero`` percent.

    Raises:
        ValueError: ``zero`` is not above 0, or so large that other shares would vanish.
    """
    count = (splits.now == 0).sum(axis=1)
    if not (zero > 0 and float(count.max()) * zero < PERCENT):
        raise ValueError(f"{zero:g} % cannot stand for a share of 0.")
    filled = np.where(splits.now == 0, zero, splits.now * (1 - count * zero / PERCENT)[:, None])
    logs = np.log(filled)
    found = means(people(splits.weights, splits.clusters), logs - logs.mean(axis=1, keepdims=True))
    odds = np.exp(found.values - found.values.max())
    values = PERCENT * odds / odds.sum()
    slope = np.diag(values) - np.outer(values, values) / PERCENT
    errors = np.sqrt(np.maximum(np.diag(slope @ found.covariance @ slope.T), 0.0))
    return Centre(values, errors, found, zero, int(count.sum()))
