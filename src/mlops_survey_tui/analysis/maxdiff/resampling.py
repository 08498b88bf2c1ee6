"""Errors by drawing respondents anew (the bootstrap of Efron 1979): a check of the errors by formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..choice.connection import unidentified
from ..choice.estimates import Fit, maximum
from ..choice.stages import Choices
from .scales import shares


@dataclass(frozen=True)
class Bootstrap:
    """Coefficients that sum to 0 and shares in percent of each replicate (replicates × items).

    ``lost`` replicates had no finite maximum and are left out.
    """

    coefficients: Floats
    shares: Floats
    lost: int

    @property
    def errors(self) -> Floats:
        """Standard deviations of the coefficients over replicates."""
        return np.asarray(self.coefficients.std(axis=0, ddof=1), dtype=np.float64)

    @property
    def share_ends(self) -> tuple[Floats, Floats]:
        """Ends of the 95 % percentile intervals of the shares."""
        low, high = np.percentile(self.shares, [2.5, 97.5], axis=0)
        return low, high


def bootstrap(
    choices: Choices,
    fitted: Fit,
    replicates: int,
    random: np.random.Generator,
    told: Callable[[int], None] = lambda done: None,
) -> Bootstrap:
    """Fit again for ``replicates`` samples of as many respondents, drawn with replacement; weights go with them."""
    count, rows, none = choices.respondents, [], np.zeros((choices.items, choices.items))
    labels = tuple(map(str, range(choices.items)))
    for done in range(replicates):
        times = np.bincount(random.integers(count, size=count), minlength=count)
        drawn = choices.weighted(choices.weight * times)
        if unidentified(drawn, labels) is None:
            found = maximum(drawn, fitted.coefficients, fitted.reference).parameters
            rows.append(found - found.mean())
        told(done)
    coefficients = np.array(rows).reshape(-1, choices.items)
    every = np.array([shares(row, none).values for row in rows]).reshape(-1, choices.items)
    return Bootstrap(coefficients, every, replicates - len(rows))
