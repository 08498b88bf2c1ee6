"""Rankings as choices one after another: from all that was offered, then from what is left, and so on.

Source: Plackett (1975), "The analysis of permutations", Applied Statistics 24, 193–202; Luce (1959), "Individual choice
behavior"; partial rankings as in Hunter (2004), Annals of Statistics 32, 384–406, section 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Booleans, Floats, Integers
from .rankings import BELOW, Rankings

_BITS = 62


@dataclass(frozen=True)
class Stages:
    """All choices of some rankings.

    ``sets`` (sets × items) are the different sets of alternatives; of each choice, ``chosen`` (choices × items) says
    what was taken, ``size`` how many at once, ``set`` from which set, ``ranking`` in which ranking, ``weight`` its
    weight. Choices stand by depth: those from ``starts[d]`` to ``starts[d + 1]`` have each ranking at most once.
    """

    sets: Booleans
    chosen: Booleans
    size: Integers
    set: Integers
    ranking: Integers
    weight: Floats
    starts: tuple[int, ...]

    @cached_property
    def orders(self) -> tuple[int, ...]:
        """How many items were taken at once: 1 and each observed number of tied items."""
        return tuple(sorted({1, *map(int, np.unique(self.size))}))

    @cached_property
    def set_weights(self) -> Floats:
        """The weight of all choices from each set."""
        found: Floats = np.bincount(self.set, weights=self.weight, minlength=len(self.sets)).astype(np.float64)
        return found

    @cached_property
    def totals(self) -> Floats:
        """The weighted sum of what was taken, a tied item counting its part (items)."""
        shares = self.weight / self.size
        return np.array([shares[column].sum() for column in self.chosen.T])


def stages_of(rankings: Rankings) -> Stages:
    """Return the choices that rankings are made of; what leaves only one alternative says nothing and is left out."""
    ordered, offered = rankings.ordered, rankings.offered
    ranks, chosen, left, starts = [], [], [], [0]
    for depth in range(1, int(rankings.depth.max(initial=0)) + 1):
        alternatives = offered & (ordered >= depth)
        rows = np.flatnonzero((rankings.depth >= depth) & (alternatives.sum(axis=1) > 1))
        ranks.append(rows)
        left.append(alternatives[rows])
        chosen.append(alternatives[rows] & (rankings.places[rows] == depth) & (rankings.places[rows] > BELOW))
        starts.append(starts[-1] + len(rows))
    items = len(rankings.items)
    taken = np.concatenate(chosen) if chosen else np.zeros((0, items), dtype=np.bool_)
    alternatives = np.concatenate(left) if left else np.zeros((0, items), dtype=np.bool_)
    ranking = np.concatenate(ranks) if ranks else np.zeros(0, dtype=np.int64)
    first, inverse = _distinct(alternatives)
    weight = rankings.weights[ranking]
    return Stages(alternatives[first], taken, taken.sum(axis=1), inverse, ranking, weight, tuple(starts))


def _distinct(masks: Booleans) -> tuple[Integers, Integers]:
    """Return the first row of each different mask, and the number of each row's mask."""
    if masks.shape[1] <= _BITS:
        keys = masks @ (1 << np.arange(masks.shape[1], dtype=np.int64))
    else:
        packed = np.ascontiguousarray(np.packbits(masks, axis=1))
        keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return first, inverse
