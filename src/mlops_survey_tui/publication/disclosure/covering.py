"""A first choice of cells to remove: cheap masks first, with members of large classes drawn in where that is cheaper.

Making a table k-anonymous with the fewest removed cells is NP-hard (Meyerson and Williams 2004), so this is a
heuristic: under each mask, cheapest first, patterns that k unsafe rows share are settled; one that fewer share is
settled with rows of large classes, if those cost no more than a stated multiple. ``improving`` makes it better.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .measures import Codes
from .patterns import Combinations

PRICES = (1.0, 1.3, 1.7, 2.5, 4.0)
"""How many rows may be changed for each unsafe one; the cheapest outcome is taken."""


@dataclass
class Cover:
    """Which mask is put on how many rows of which combination; what is in no entry keeps all its cells.

    ``rest`` is how many rows of each combination are in no entry.
    """

    rest: Codes
    entries: list[tuple[int, Codes, Codes]] = field(default_factory=list)

    def put(self, mask: int, which: Codes, amounts: Codes) -> None:
        """Put a mask on so many rows of each of these combinations."""
        self.rest[which] -= amounts
        self.entries.append((mask, which, amounts))

    def cost(self, table: Combinations) -> float:
        """What all removed cells cost."""
        return sum(table.cost(mask) * int(amounts.sum()) for mask, _, amounts in self.entries)

    def classes(self) -> int:
        """How many classes keep all their cells."""
        return int((self.rest > 0).sum())

    def cells(self) -> int:
        """How many cells are removed."""
        return sum(mask.bit_count() * int(amounts.sum()) for mask, _, amounts in self.entries)


def best_cover(table: Combinations, k: int) -> Cover:
    """Return the cheapest cover over all prices.

    Raises:
        ValueError: the table has fewer than k rows.
    """
    if int(table.counts.sum()) < k:
        raise ValueError(f"a table of fewer than {k} rows cannot be published")
    return min((cover_at(table, k, price) for price in PRICES), key=lambda cover: cover.cost(table))


def coverable(table: Combinations, k: int, most: float) -> bool:
    """Whether a quick cover removes no more than so many cells."""
    cover = cover_at(table, k, PRICES[1], most)
    return not ((cover.rest > 0) & (cover.rest < k)).any() and cover.cells() <= most


def cover_at(table: Combinations, k: int, price: float, most: float = np.inf) -> Cover:
    """Return the cover in which no more than ``price`` rows are changed for an unsafe one, as far as that goes.

    Once it is clear that more than ``most`` cells would go, what is there so far is returned, with rows still unsafe.
    """
    cover = Cover(table.counts.copy())
    unsafe = np.flatnonzero(table.counts < k)
    donors = np.flatnonzero(table.counts > k)
    for mask in table.masks:
        if not len(unsafe) or cover.cells() + mask.bit_count() * int(cover.rest[unsafe].sum()) > most:
            return cover
        last = mask == table.whole
        unsafe = _settle(table, cover, (unsafe, donors), mask, (k, np.inf if last else price))
    if len(unsafe):
        _sweep(table, cover, unsafe, k)
    return cover


def _settle(
    table: Combinations, cover: Cover, rows: tuple[Codes, Codes], mask: int, limits: tuple[int, float]
) -> Codes:
    """Settle what can be settled under a mask, and return what is still unsafe."""
    (unsafe, donors), (k, price) = rows, limits
    patterns, place = np.unique(table.patterns(mask, unsafe), return_inverse=True)
    sums = np.bincount(place, weights=cover.rest[unsafe]).astype(np.int64)
    wanted = np.where((sums < k) & (k <= price * sums), k - sums, 0)
    served = _served(table, cover, donors, mask, k, patterns, wanted) if wanted.any() else wanted > 0
    settled = ((sums >= k) | served)[place]
    if settled.any():
        chosen = unsafe[settled]
        cover.put(mask, chosen, cover.rest[chosen])
    return unsafe[~settled]


def _served(
    table: Combinations, cover: Cover, donors: Codes, mask: int, k: int, patterns: Codes, wanted: Codes
) -> NDArray[np.bool_]:
    """Draw rows of large classes into patterns that want some, largest class first; say which got all they want."""
    numbers = table.patterns(mask, donors)
    place = np.minimum(np.searchsorted(patterns, numbers), len(patterns) - 1)
    fits = (patterns[place] == numbers) & (wanted[place] > 0) & (cover.rest[donors] > k)
    donors, place = donors[fits], place[fits]
    order = np.lexsort((donors, -cover.rest[donors], place))
    donors, place = donors[order], place[order]
    spare = cover.rest[donors] - k
    before = np.cumsum(spare) - spare
    starts = np.searchsorted(place, np.arange(len(patterns)))
    within = before - before[starts[place]] if len(place) else before
    served: NDArray[np.bool_] = np.bincount(place, weights=spare, minlength=len(patterns)) >= np.maximum(wanted, 1)
    take = np.where(served[place], np.clip(wanted[place] - within, 0, spare), 0)
    if take.any():
        cover.put(mask, donors[take > 0], take[take > 0])
    return served


def _sweep(table: Combinations, cover: Cover, unsafe: Codes, k: int) -> None:
    """Remove all cells of what is left, with whole small classes beside it until k rows are there."""
    cover.put(table.whole, unsafe, cover.rest[unsafe])
    have = sum(int(amounts.sum()) for mask, _, amounts in cover.entries if mask == table.whole)
    safe = np.flatnonzero(cover.rest > 0)
    for combination in safe[np.argsort(cover.rest[safe], kind="stable")]:
        if have >= k:
            return
        have += int(cover.rest[combination])
        cover.put(table.whole, np.array([combination]), cover.rest[[combination]])
    _dissolve(table, cover, have, k)


def _dissolve(table: Combinations, cover: Cover, have: int, k: int) -> None:
    """Turn settled patterns into rows without any cell, cheapest first, until k rows are there."""
    if have >= k:
        return
    cover.entries = [(table.whole, which, amounts) for _, which, amounts in cover.entries]
