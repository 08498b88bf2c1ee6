"""Weights for questions that chance left out: by module, pace or path, the inverse of the chance to be asked.

A coin decides what is missing, so those who were asked stand for all when each is weighted by the inverse of the chance
that this person was asked. Source: Horvitz & Thompson (1952), Journal of the American Statistical Association 47,
663–685; weighting-class adjustment as in Brick & Kalton (1996), Statistical Methods in Medical Research 5, 215–238.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats, Integers, sums_by
from ..failure import AnalysisError

LEAST = 5
"""Classes with fewer people who were asked are joined: their chance could not be told."""


@dataclass(frozen=True)
class Planned:
    """Weights (rows,), 0 where not asked; by class the chance (classes,), how many rows and how many were asked.

    ``joined`` are the classes that were too small and share one chance.
    """

    weights: Floats
    chance: Floats
    rows: Integers
    asked: Integers
    joined: Integers


def weights_by_chance(asked: Booleans, base: Floats, chance: Floats) -> Floats:
    """Return base weights over known chances (rows,) for those who were asked, and 0 for the others.

    Raises:
        AnalysisError: somebody was asked whose chance is not above 0 and at most 1.
    """
    bad = np.flatnonzero(asked & ~((chance > 0) & (chance <= 1)))
    if len(bad):
        raise AnalysisError(
            f"the chance in row {bad[0] + 1} is {chance[bad[0]]:g}.", "Chances are above 0 and at most 1."
        )
    return np.divide(base, chance, out=np.zeros_like(base), where=asked)


def weights_by_class(
    asked: Booleans, base: Floats, of_class: Integers, least: int = LEAST, times: Floats | None = None
) -> Planned:
    """Estimate the chance in each class (path, pace band) and weight those who were asked by its inverse.

    ``of_class`` (rows,) counts from 0. Within a class weights of those asked add up to the base weights of all, and so
    does their sum over all classes. Classes with fewer than ``least`` asked are joined into one. ``times`` (rows,) says
    how many equal rows each row stands for.

    Raises:
        AnalysisError: nobody was asked, or the joined classes still have nobody who was.
    """
    classes = int(of_class.max()) + 1
    rows = np.ones(len(base)) if times is None else times
    counts = sums_by(of_class, rows * asked, classes)
    sizes = sums_by(of_class, rows, classes)
    small = np.flatnonzero((counts < least) & (sizes > 0))
    group = np.arange(classes)
    group[small] = _host(counts, small, least)
    merged = group[of_class]
    everybody = sums_by(merged, base * rows, classes)
    answered = sums_by(merged, base * rows * asked, classes)
    chance = np.divide(answered, everybody, out=np.zeros(classes), where=everybody > 0)[group]
    weights = np.divide(base, chance[of_class], out=np.zeros_like(base), where=asked)
    return Planned(weights, chance, sizes.astype(np.int64), counts.astype(np.int64), small)


def _host(counts: Floats, small: Integers, least: int) -> int:
    """Return the class that small ones join: one of them if together they are enough, else the smallest that is."""
    if not len(small):
        return 0
    if counts[small].sum() >= least:
        return int(small[0])
    enough = np.flatnonzero(counts >= least)
    if not len(enough):
        raise AnalysisError(
            f"only {int(counts.sum())} rows were asked.", f"At least {least} are needed to tell the chance."
        )
    return int(enough[np.argmin(counts[enough])])
