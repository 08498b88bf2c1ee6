"""Figures as smooth functions of totals, so that one description serves linearised and replicate variances.

Source: Binder (1983), International Statistical Review 51, 279–292; Woodruff (1971), Journal of the American
Statistical Association 66, 411–414.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats


@dataclass(frozen=True)
class Statistic:
    """Figures computed from weighted totals of ``columns`` (rows, totals).

    ``value`` takes totals (…, totals) and returns figures (…, figures); ``gradient`` takes totals (totals,) and returns
    the derivatives (figures, totals).
    """

    columns: Floats
    value: Callable[[Floats], Floats]
    gradient: Callable[[Floats], Floats]

    def totals(self, masses: Floats) -> Floats:
        """Return the weighted totals (totals,); ``masses`` (rows,) are weights times the rows that a row stands for."""
        return np.asarray(masses @ self.columns, dtype=np.float64)

    def influence(self, weights: Floats, masses: Floats) -> Floats:
        """Return weighted influence values (rows, figures) of single rows: the variance is that of their total."""
        gradient = self.gradient(self.totals(masses))
        return np.asarray((self.columns @ gradient.T) * weights[:, None], dtype=np.float64)


def total_of(values: Floats, inside: Booleans) -> Statistic:
    """Totals of values (rows, figures) over the rows inside a domain."""
    figures = values.shape[1]
    return Statistic(_kept(values, inside), lambda totals: totals, lambda totals: np.eye(figures))


def mean_of(values: Floats, inside: Booleans) -> Statistic:
    """Means of values (rows, figures) over the rows inside a domain, whose size is itself estimated."""
    columns = np.column_stack([_kept(values, inside), inside.astype(np.float64)])

    def value(totals: Floats) -> Floats:
        return np.asarray(totals[..., :-1] / totals[..., -1:], dtype=np.float64)

    def gradient(totals: Floats) -> Floats:
        derivatives: Floats = np.column_stack([np.eye(len(totals) - 1), -value(totals)]) / totals[-1]
        return derivatives

    return Statistic(columns, value, gradient)


def ratio_of(numerator: Floats, denominator: Floats, inside: Booleans) -> Statistic:
    """The ratio of the totals of two variables (rows,) over the rows inside a domain."""
    columns = _kept(np.column_stack([numerator, denominator]), inside)

    def value(totals: Floats) -> Floats:
        return np.asarray(totals[..., :1] / totals[..., 1:], dtype=np.float64)

    def gradient(totals: Floats) -> Floats:
        derivatives: Floats = np.array([[1.0, -totals[0] / totals[1]]]) / totals[1]
        return derivatives

    return Statistic(columns, value, gradient)


def logit_of(share: Statistic) -> Statistic:
    """The logits of shares; infinite where a share is 0 or 1."""

    def value(totals: Floats) -> Floats:
        shares = share.value(totals)
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(shares) - np.log1p(-shares), dtype=np.float64)

    def gradient(totals: Floats) -> Floats:
        shares = share.value(totals)
        derivatives: Floats = share.gradient(totals) / (shares * (1 - shares))[:, None]
        return derivatives

    return Statistic(share.columns, value, gradient)


def _kept(values: Floats, inside: Booleans) -> Floats:
    """Return values with 0 outside the domain, also where a value is missing there."""
    return np.where(inside[:, None], values, 0.0)
