"""The likelihood of each respondent at coefficients of their own, a group after the other.

What a group needs fits the processor's cache; all respondents at once would wait for memory most of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from ..arrays import Floats
from .group import Group
from .stages import Choices

T = TypeVar("T")

TOGETHER = 500
"""Respondents in a group."""


class People:
    """Answers of respondents, prepared for many evaluations at changing coefficients (respondents × items)."""

    def __init__(self, choices: Choices) -> None:
        self.items, self.count, self.weight = choices.items, choices.respondents, choices.weight
        self._groups = [Group(some) for some in choices.in_groups(TOGETHER)]
        self.stages = np.concatenate([group.stages for group in self._groups])

    def value(self, coefficients: Floats) -> Floats:
        """Return the log-likelihood of each respondent."""
        return np.concatenate(self.each(Group.value, coefficients))

    def slope(self, coefficients: Floats) -> tuple[Floats, Floats]:
        """Return the log-likelihood of each respondent and its gradient (respondents × items)."""
        value, gradient = zip(*self.each(Group.slope, coefficients), strict=True)
        return np.concatenate(value), np.concatenate(gradient)

    def curve(self, coefficients: Floats) -> tuple[Floats, Floats, Floats]:
        """Return log-likelihood, gradient and information (respondents × items × items)."""
        value, gradient, information = zip(*self.each(Group.curve, coefficients), strict=True)
        return np.concatenate(value), np.concatenate(gradient), np.concatenate(information)

    def bend(self, coefficients: Floats, covariances: Floats) -> Floats:
        """Return Σ_jk ∂³ log-likelihood / ∂β_i ∂β_j ∂β_k · covariance_jk of each respondent (respondents × items)."""
        return np.concatenate(self.each(Group.bend, coefficients, covariances))

    def each(self, work: Callable[..., T], *figures: Floats) -> list[T]:
        """Return what is made of each group and its rows of figures (each respondents × any)."""
        found, start = [], 0
        for group in self._groups:
            found.append(work(group, *(rows[start : start + group.count] for rows in figures)))
            start += group.count
        return found
