"""Differences between two independent samples, and which of them are more than chance.

The error of a difference is the root of both variances together, its degrees of freedom those of Satterthwaite (1946),
Biometrics Bulletin 2, 110–114. What a text claims is controlled by Holm's method, so that hardly any claim is false;
whole tables by that of Benjamini and Hochberg, so that few of what is marked are (see ``analysis.multiplicity``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..distributions import student_quantile, student_upper
from ..influence import LEVEL
from ..multiplicity import benjamini_hochberg, holm

POINTS = 3.0
"""A percentage that changed by no more points is not marked, however certain."""
CHANCE = 0.05
"""The chance of a false claim, and the share of false marks."""
HOLM, BENJAMINI_HOCHBERG = "Holm", "BH"


@dataclass(frozen=True)
class Wave:
    """Figures of one edition (figures): values, standard errors, respondents behind each, degrees of freedom."""

    values: Floats
    errors: Floats
    counts: Integers
    df: Floats

    @classmethod
    def none(cls) -> Wave:
        """Return no figures."""
        empty = np.zeros(0)
        return cls(empty, empty, np.zeros(0, dtype=np.int64), empty)

    @classmethod
    def of(cls, waves: Sequence[Wave]) -> Wave:
        """Return the figures of several as one."""
        return cls(
            np.concatenate([one.values for one in waves]),
            np.concatenate([one.errors for one in waves]),
            np.concatenate([one.counts for one in waves]),
            np.concatenate([one.df for one in waves]),
        )


@dataclass(frozen=True)
class Differences:
    """Later minus earlier (figures), with errors, 95 % intervals, p values alone and adjusted, and which are marked.

    ``claimed`` figures are controlled by Holm's method among themselves, the others by that of Benjamini and Hochberg.
    """

    values: Floats
    errors: Floats
    low: Floats
    high: Floats
    p: Floats
    adjusted: Floats
    claimed: Booleans
    marked: Booleans


def differences(old: Wave, new: Wave, percent: Booleans, claimed: Booleans, enough: Booleans) -> Differences:
    """Compare two waves. Only figures with ``enough`` respondents are tested; percentages must exceed 3 points."""
    values = new.values - old.values
    errors = np.sqrt(old.errors**2 + new.errors**2)
    df = [_satterthwaite(one, other) for one, other in zip(_spread(old), _spread(new), strict=True)]
    half = np.array([student_quantile(0.5 + LEVEL / 2, one) for one in df]) * errors
    p = np.array([_p(value, error, one) for value, error, one in zip(values, errors, df, strict=True)])
    tested = np.where(enough, p, np.nan)
    adjusted = np.where(claimed, holm(np.where(claimed, tested, np.nan)), np.nan)
    adjusted = np.where(claimed, adjusted, benjamini_hochberg(np.where(claimed, np.nan, tested)))
    large = ~percent | (np.abs(values) > POINTS)
    marked = np.nan_to_num(adjusted, nan=1.0) < CHANCE
    return Differences(values, errors, values - half, values + half, p, adjusted, claimed, marked & large)


def _spread(wave: Wave) -> Sequence[tuple[float, float]]:
    return [(float(error) ** 2, float(df)) for error, df in zip(wave.errors, wave.df, strict=True)]


def _satterthwaite(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the degrees of freedom of a difference from two variances with theirs."""
    (first, first_df), (second, second_df) = one, other
    below = first**2 / max(first_df, 1) + second**2 / max(second_df, 1)
    return (first + second) ** 2 / below if below > 0 else max(first_df + second_df, 1)


def _p(value: float, error: float, df: float) -> float:
    """Return the two-sided p value; nothing can be said without an error, except that nothing changed."""
    if not np.isfinite(value) or not np.isfinite(error) or error == 0:
        return float("nan")
    return min(1.0, 2 * student_upper(abs(value) / error, df))
