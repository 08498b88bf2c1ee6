"""A table as its different combinations of values with their counts, and what remains of them under a mask.

A mask is a set of keys to be removed, as bits; a pattern is what remains of a combination. Rows are in the same class
of the published table when their masks and patterns are the same, since a removed cell is a value of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .measures import Codes, combined

_ALL_MASKS = 10
"""Up to so many keys all masks are tried, beyond it those of few keys and the whole."""


@dataclass(frozen=True)
class Combinations:
    """``values`` is combinations × keys, ``counts`` the rows of each, ``of`` each row's combination.

    ``costs`` is what removing one cell of each key costs.
    """

    values: NDArray[np.int64]
    counts: Codes
    of: Codes
    costs: NDArray[np.float64]

    @property
    def keys(self) -> int:
        """How many keys there are."""
        return int(self.values.shape[1])

    @property
    def whole(self) -> int:
        """The mask that removes everything."""
        return (1 << self.keys) - 1

    @cached_property
    def masks(self) -> list[int]:
        """All masks but the empty one, cheapest first."""
        sizes = range(1, self.keys + 1) if self.keys <= _ALL_MASKS else (1, 2, self.keys)
        chosen = [sum(1 << key for key in keys) for size in sizes for keys in combinations(range(self.keys), size)]
        return sorted(chosen, key=lambda mask: (self.cost(mask), mask))

    @cached_property
    def radix(self) -> NDArray[np.int64]:
        """How many values each key has."""
        most: NDArray[np.int64] = self.values.max(axis=0, initial=0)
        return most + 1

    def cost(self, mask: int) -> float:
        """What it costs to remove these keys from one row."""
        return float(sum(self.costs[key] for key in kept(~mask, self.keys)))

    def patterns(self, mask: int, which: Codes | NDArray[np.intp]) -> Codes:
        """Return one number for the pattern of each of these combinations; equal numbers, equal patterns."""
        keys = kept(mask, self.keys)
        if float(np.prod(self.radix[keys].astype(np.float64))) < 2.0**62:
            numbers = np.zeros(len(which), dtype=np.int64)
            for key in keys:
                numbers = numbers * self.radix[key] + self.values[which, key]
            return numbers
        everywhere, _ = combined([self.values[:, key] for key in keys], len(self.values))
        return everywhere[which]


def kept(mask: int, keys: int) -> list[int]:
    """Return the places of the keys that a mask leaves."""
    return [key for key in range(keys) if not mask >> key & 1]


def combinations_of(columns: Sequence[Codes], rows: int, costs: Sequence[float]) -> Combinations:
    """Return the combinations of these columns, whose codes are whole numbers from 0 on."""
    of, count = combined(columns, rows)
    counts = np.bincount(of, minlength=count).astype(np.int64)
    first = np.zeros(count, dtype=np.int64)
    first[of[::-1]] = np.arange(rows)[::-1]
    values = np.stack([np.asarray(column, dtype=np.int64)[first] for column in columns], axis=1)
    return Combinations(values, counts, of, np.asarray(costs, dtype=np.float64))
