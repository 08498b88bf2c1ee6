"""A heavy independent set: things of which no two are in conflict, with as much weight as can be found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .measures import Codes

ROUNDS = 1_000


def heaviest(conflicts: NDArray[np.bool_], weights: Codes, rounds: int = ROUNDS) -> NDArray[np.bool_]:
    """Return which things are kept.

    A greedy start (most weight for each weight in conflict) is improved by putting in a thing that is out, taking out
    what is in conflict with it and filling up greedily (iterated local search); a worse outcome is undone. Of a fixed
    seed.
    """
    chosen = _filled(conflicts, weights, np.zeros(len(weights), dtype=bool))
    if chosen.all():
        return chosen
    chance = np.random.default_rng(20_262)
    for _ in range(rounds):
        out = np.flatnonzero(~chosen)
        entering = out[chance.integers(len(out), size=int(chance.integers(1, 4)))]
        trial = chosen.copy()
        for thing in entering:
            if not (conflicts[thing] & np.isin(np.arange(len(weights)), entering) & trial).any():
                trial &= ~conflicts[thing]
                trial[thing] = True
        trial = _filled(conflicts, weights, trial)
        if weights[trial].sum() >= weights[chosen].sum():
            chosen = trial
            if chosen.all():
                break
    return chosen


def _filled(conflicts: NDArray[np.bool_], weights: Codes, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the set with everything put in that still fits, what bars least weight for its own first."""
    chosen = chosen.copy()
    free = ~chosen & ~conflicts[chosen].any(axis=0)
    while free.any():
        places = np.flatnonzero(free)
        barred = conflicts[np.ix_(places, places)] @ weights[places]
        best = places[np.argmin(barred / np.maximum(weights[places], 1))]
        chosen[best] = True
        free[best] = False
        free &= ~conflicts[best]
    return chosen
