"""The search over ladders: which assignment of levels loses least and still leaves little to be suppressed.

What a level loses is the share of its column's entropy that is gone (non-uniform entropy, Gionis and Tassa 2009) times
the importance of the key. Assignments are tried from the least loss upwards, so that the first that works is the best.
Those that cannot work are passed over: an unsafe row costs at least one cell, and two where no single key helps;
whatever is finer has no fewer such rows, so that an assignment which fails by this bound fails with everything finer.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from .keys import Key
from .measures import Codes
from .patterns import Combinations, combinations_of, kept

Levels = tuple[int, ...]
"""A level for each key."""


def entropy(counts: Codes) -> float:
    """Return the entropy of a distribution in nats, from its counts."""
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log(shares)).sum())


@dataclass
class Lattice:
    """All assignments of levels to the keys of a table, which is held as its finest combinations."""

    keys: Sequence[Key]
    finest: Combinations
    losses: list[list[float]] = field(init=False)
    _tops: list[Levels] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.losses = [self._losses(place) for place in range(len(self.keys))]

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return int(self.finest.counts.sum())

    def _losses(self, place: int) -> list[float]:
        key, counts = self.keys[place], np.bincount(self.finest.values[:, place], weights=self.finest.counts)
        whole = entropy(counts)
        bare = [np.bincount(of[: len(counts)], weights=counts[: len(of)]) for of in key.maps]
        return [key.importance * (1 - entropy(level) / whole if whole else 0.0) for level in bare]

    def loss(self, levels: Levels) -> float:
        """Return what an assignment loses."""
        return sum(losses[level] for losses, level in zip(self.losses, levels, strict=True))

    def coarser(self, levels: Levels) -> Iterator[Levels]:
        """Yield the assignments that are one step coarser in one key, least important key first."""
        for place in sorted(range(len(levels)), key=lambda place: (self.keys[place].importance, place)):
            if levels[place] + 1 < len(self.keys[place].levels):
                yield (*levels[:place], levels[place] + 1, *levels[place + 1 :])

    def at(self, levels: Levels) -> Combinations:
        """Return the table at these levels, as combinations of combinations; ``of`` is by finest combination."""
        columns = [
            key.maps[level][self.finest.values[:, place]]
            for place, (key, level) in enumerate(zip(self.keys, levels, strict=True))
        ]
        table = combinations_of(columns, len(self.finest.counts), self.finest.costs.tolist())
        counts = np.bincount(table.of, weights=self.finest.counts, minlength=len(table.counts)).astype(np.int64)
        return Combinations(table.values, counts, table.of, table.costs)

    def published(self, levels: Levels) -> int:
        """How many keys still say something."""
        return sum(len(key.levels[level].codes) > 1 for key, level in zip(self.keys, levels, strict=True))

    def hopeless(self, levels: Levels) -> bool:
        """Whether something at least as coarse is known to fail."""
        return any(all(map(int.__le__, levels, top)) for top in self._tops)

    def rule_out(self, levels: Levels) -> None:
        """Keep in mind that this fails, and everything finer."""
        self._tops = [top for top in self._tops if not all(map(int.__le__, top, levels))] + [levels]


def candidates(lattice: Lattice, k: int, share: float) -> Iterator[tuple[Levels, Combinations]]:
    """Yield the assignments that may do with this share of suppressed cells, from the least loss upwards.

    Among equal losses the one that coarsens less important keys comes first.
    """
    allowed = share * lattice.rows * len(lattice.keys)
    start: Levels = (0,) * len(lattice.keys)
    waiting, seen = [(0.0, _order(lattice, start), start)], {start}
    while waiting:
        _, _, levels = heapq.heappop(waiting)
        for after in lattice.coarser(levels):
            if after not in seen:
                seen.add(after)
                heapq.heappush(waiting, (round(lattice.loss(after), 12), _order(lattice, after), after))
        if lattice.hopeless(levels):
            continue
        table = lattice.at(levels)
        if least_suppressed(table, k, allowed) <= allowed:
            yield levels, table
        else:
            _rule_out_above(lattice, levels, k, allowed)


def _order(lattice: Lattice, levels: Levels) -> Levels:
    """The more important a key is, the sooner its level counts against an assignment."""
    places = sorted(range(len(levels)), key=lambda place: (-lattice.keys[place].importance, place))
    return tuple(levels[place] for place in places)


def _rule_out_above(lattice: Lattice, levels: Levels, k: int, allowed: float) -> None:
    """Find by halving the coarsest assignment that fails on a way up from here, and rule it out."""
    way = [levels]
    while (after := next(lattice.coarser(way[-1]), None)) is not None:
        way.append(after)
    low, high = 0, len(way) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if least_suppressed(lattice.at(way[middle]), k, allowed) > allowed:
            low = middle
        else:
            high = middle - 1
    lattice.rule_out(way[low])


def least_suppressed(table: Combinations, k: int, enough: float) -> int:
    """Return a number of cells below which no suppression gets; the count stops once it is more than enough.

    A row under a mask is at best in the class of all rows that agree with it in what the mask leaves.
    """
    unsafe = np.flatnonzero(table.counts < k)
    cells = int(table.counts[unsafe].sum())
    everything = np.arange(len(table.counts))
    singles = [mask for mask in table.masks if mask.bit_count() == 1]
    for mask in singles if cells <= enough and kept(0, table.keys) else ():
        if not len(unsafe):
            break
        wanted, place = np.unique(table.patterns(mask, unsafe), return_inverse=True)
        numbers = table.patterns(mask, everything)
        spot = np.minimum(np.searchsorted(wanted, numbers), len(wanted) - 1)
        fits = wanted[spot] == numbers
        sums = np.bincount(spot[fits], weights=table.counts[fits], minlength=len(wanted))
        unsafe = unsafe[sums[place] < k]
    else:
        cells += int(table.counts[unsafe].sum())
    return cells
