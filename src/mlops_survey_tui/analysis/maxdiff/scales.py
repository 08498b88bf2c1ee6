"""Scores as people read them: shares of preference, 0 to 100, and chances to win a set, each with its interval.

All are functions of coefficients that sum to 0, with errors by the delta method (Rao 1973, section 6a).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..distributions import normal_quantile

LEVEL = 0.95


@dataclass(frozen=True)
class Scale:
    """Scores of items with their covariance."""

    values: Floats
    covariance: Floats

    @property
    def errors(self) -> Floats:
        """Standard errors."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    @property
    def ends(self) -> tuple[Floats, Floats]:
        """Lower and upper ends of the 95 % intervals."""
        half = normal_quantile(0.5 + LEVEL / 2) * self.errors
        return self.values - half, self.values + half


def shares(coefficients: Floats, covariance: Floats) -> Scale:
    """Return shares of preference: 100 · exp(β) / Σ exp(β), the chance in percent to be best among all items."""
    chance = _chances(coefficients)
    slope = np.diag(chance) - np.outer(chance, chance)
    return Scale(100 * chance, 1e4 * slope @ covariance @ slope.T)


def _chances(coefficients: Floats) -> Floats:
    grown = np.exp(coefficients - coefficients.max())
    chance: Floats = grown / grown.sum()
    return chance


def share_ends(coefficients: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """Return ends of 95 % intervals of shares in percent, between 0 and 100: symmetric on the logit scale."""
    chance = _chances(coefficients)
    error = shares(coefficients, covariance).errors / 100
    logit = np.log(chance) - np.log1p(-chance)
    half = normal_quantile(0.5 + LEVEL / 2) * error / (chance * (1 - chance))
    low, high = (1 / (1 + np.exp(-(logit + sign * half))) for sign in (-1, 1))
    return 100 * low, 100 * high


def rescaled(coefficients: Floats, covariance: Floats) -> Scale:
    """Return scores from 0 for the lowest item to 100 for the highest, which have no error of their own."""
    low, high = int(coefficients.argmin()), int(coefficients.argmax())
    span = coefficients[high] - coefficients[low]
    if span <= 0:
        return Scale(np.full(len(coefficients), 50.0), np.zeros_like(covariance))
    value = (coefficients - coefficients[low]) / span
    slope = np.eye(len(coefficients)) / span
    slope[:, low] -= (1 - value) / span
    slope[:, high] -= value / span
    return Scale(100 * value, 1e4 * slope @ covariance @ slope.T)


def probabilities(coefficients: Floats, covariance: Floats, size: float) -> Scale:
    """Return the chance in percent to be best of a set of ``size`` items, the others being average.

    exp(β) / (exp(β) + size − 1) for β that sum to 0, the probability scaling of Sawtooth Software (Orme 2009).
    """
    chance = 1 / (1 + (size - 1) * np.exp(-coefficients))
    slope = np.diag(chance * (1 - chance))
    return Scale(100 * chance, 1e4 * slope @ covariance @ slope.T)
