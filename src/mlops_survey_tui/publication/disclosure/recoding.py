"""The search over ladders: which assignment of levels loses least and still leaves little to be suppressed.

What a level loses is the share of its column's entropy that is gone (non-uniform entropy, Gionis and Tassa 2009),
squared, so that several keys give a little before one gives all, times the importance of the key. Assignments are tried
from the least loss upwards, so that the first that works is the best. What fails is ruled out with everything finer: an
unsafe row costs at least one cell, and two where no single key helps, and finer tables have no fewer such rows; where
this bound says nothing, a quick choice of cells that is far above the limit does.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from .covering import coverable
from .keys import Key
from .measures import Codes
from .patterns import Combinations, combinations_of, kept

Levels = tuple[int, ...]
"""A level for each key."""
WITHIN_REACH = 1.25
"""A quick choice of cells that is above the limit by no more than this may still be improved to be below it."""
EFFORT = 6_000_000
"""So many combinations are looked at, and two thousand for each table, before the search through the lattice is given
up.
"""
_KEPT = 48
"""So many tables are kept to make coarser ones from."""


def entropy(counts: Codes) -> float:
    """Return the entropy of a distribution in nats, from its counts."""
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def finer(one: Levels, other: Levels) -> bool:
    """Whether an assignment is nowhere coarser than another."""
    return all(map(int.__le__, one, other))


def _steps(key: Key, before: int, after: int) -> Codes:
    """Return for each code of a level the code of a coarser one that it belongs to."""
    steps = np.zeros(len(key.levels[before].codes), dtype=np.int64)
    steps[key.maps[before]] = key.maps[after]
    return steps


@dataclass
class Lattice:
    """All assignments of levels to the keys of a table, which is held as its finest combinations."""

    keys: Sequence[Key]
    finest: Combinations
    lost: list[list[float]] = field(init=False)
    losses: list[list[float]] = field(init=False)
    effort: int = field(init=False, default=0)
    _tops: list[Levels] = field(init=False, default_factory=list)
    _made: dict[Levels, Combinations] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.lost = [self._lost(place) for place in range(len(self.keys))]
        self.losses = [
            [key.importance * lost**2 for lost in own] for key, own in zip(self.keys, self.lost, strict=True)
        ]

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return int(self.finest.counts.sum())

    def _lost(self, place: int) -> list[float]:
        key, counts = self.keys[place], np.bincount(self.finest.values[:, place], weights=self.finest.counts)
        whole = entropy(counts)
        bare = [np.bincount(of[: len(counts)], weights=counts[: len(of)]) for of in key.maps]
        return [1 - entropy(level) / whole if whole else 0.0 for level in bare]

    def loss(self, levels: Levels) -> float:
        """Return what an assignment loses."""
        return sum(losses[level] for losses, level in zip(self.losses, levels, strict=True))

    def coarser(self, levels: Levels) -> Iterator[Levels]:
        """Yield the assignments that are one step coarser in one key, least important key first."""
        for place in sorted(range(len(levels)), key=lambda place: (self.keys[place].importance, place)):
            if levels[place] + 1 < len(self.keys[place].levels):
                yield (*levels[:place], levels[place] + 1, *levels[place + 1 :])

    def at(self, levels: Levels) -> Combinations:
        """Return the table at these levels, as combinations of combinations; ``of`` is by finest combination.

        It is made from the smallest of the finer tables that were made lately.
        """
        if levels in self._made:
            return self._made[levels]
        below = [made for made in self._made if finer(made, levels)]
        start = min(below, key=lambda made: len(self._made[made].counts), default=None)
        self.effort += 2_000 + len(self._made[start].counts if start else self.finest.counts)
        table = self._from(self._made[start] if start else None, start or (0,) * len(levels), levels)
        self._made[levels] = table
        if len(self._made) > _KEPT:
            del self._made[next(iter(self._made))]
        return table

    def _from(self, table: Combinations | None, before: Levels, levels: Levels) -> Combinations:
        values, counts = (self.finest.values, self.finest.counts) if table is None else (table.values, table.counts)
        columns = [
            values[:, place] if before[place] == level else _steps(key, before[place], level)[values[:, place]]
            for place, (key, level) in enumerate(zip(self.keys, levels, strict=True))
        ]
        made = combinations_of(columns, len(counts), self.finest.costs.tolist())
        sums = np.bincount(made.of, weights=counts, minlength=len(made.counts)).astype(np.int64)
        return Combinations(made.values, sums, made.of if table is None else made.of[table.of], made.costs)

    def published(self, levels: Levels) -> int:
        """How many keys still say something."""
        return sum(len(key.levels[level].codes) > 1 for key, level in zip(self.keys, levels, strict=True))

    def hopeless(self, levels: Levels) -> bool:
        """Whether something at least as coarse is known to fail."""
        return any(finer(levels, top) for top in self._tops)

    def rule_out(self, levels: Levels) -> None:
        """Keep in mind that this fails, and everything finer."""
        self._tops = [top for top in self._tops if not finer(top, levels)] + [levels]


def candidates(lattice: Lattice, k: int, share: float) -> Iterator[tuple[Levels, Combinations]]:
    """Yield the assignments that may do with this share of suppressed cells, from the least loss upwards.

    Among equal losses the one that coarsens less important keys comes first. Where the lattice is too large to be
    searched through, what comes after the effort stated is found by ``climbing``.
    """
    start: Levels = (0,) * len(lattice.keys)
    waiting, seen = [(0.0, _order(lattice, start), start)], {start}
    while waiting and lattice.effort < EFFORT:
        _, _, levels = heapq.heappop(waiting)
        for after in lattice.coarser(levels):
            if after not in seen:
                seen.add(after)
                heapq.heappush(waiting, (round(lattice.loss(after), 12), _order(lattice, after), after))
        if lattice.hopeless(levels):
            continue
        if not _within(lattice, levels, k, share):
            _rule_out_above(lattice, levels, (k, share))
        elif _coverable(lattice, levels, k, share * lattice.published(levels)):
            yield levels, lattice.at(levels)
    if waiting:
        yield from climbing(lattice, waiting[0][2], k, share)


def climbing(lattice: Lattice, levels: Levels, k: int, share: float) -> Iterator[tuple[Levels, Combinations]]:
    """Yield assignments that may do, found by steps: up where most unsafe rows go for what is lost, then down and
    across.

    After each the next is sought one step further up.
    """
    while True:
        while not _fits(lattice, levels, k, share):
            if not (steps := list(lattice.coarser(levels))):
                return
            now = _unsafe(lattice, levels, k)
            gains = [
                (now - _unsafe(lattice, after, k)) / (lattice.loss(after) - lattice.loss(levels) + 1e-9)
                for after in steps
            ]
            levels = steps[int(np.argmax(gains))]
        while lattice.effort < 3 * EFFORT:
            better = next((way for way in _beside(lattice, levels) if _fits(lattice, way, k, share)), None)
            if better is None:
                break
            levels = better
        yield levels, lattice.at(levels)
        if not (steps := list(lattice.coarser(levels))):
            return
        levels = min(steps, key=lattice.loss)


def _fits(lattice: Lattice, levels: Levels, k: int, share: float) -> bool:
    most = share * lattice.published(levels) * lattice.rows
    return (
        not lattice.hopeless(levels) and _unsafe(lattice, levels, k) <= most and coverable(lattice.at(levels), k, most)
    )


def _unsafe(lattice: Lattice, levels: Levels, k: int) -> int:
    counts = lattice.at(levels).counts
    return int(counts[counts < k].sum())


def _beside(lattice: Lattice, levels: Levels) -> list[Levels]:
    """Return what loses less and is reached by making one key finer and at most one other coarser by a step."""
    ups = [levels, *lattice.coarser(levels)]
    ways = {(*way[:place], level - 1, *way[place + 1 :]) for way in ups for place, level in enumerate(way) if level}
    lighter = [way for way in ways if lattice.loss(way) < lattice.loss(levels) - 1e-12]
    return sorted(lighter, key=lambda way: (lattice.loss(way), _order(lattice, way)))


def _within(lattice: Lattice, levels: Levels, k: int, share: float) -> bool:
    """Whether an assignment, or one that is finer, may be within the share; a finer one has all keys to take cells
    from.
    """
    allowed = share * lattice.rows * len(lattice.keys)
    if least_suppressed(lattice.at(levels), k, allowed) > allowed:
        return False
    return _coverable(lattice, levels, k, share * len(lattice.keys))


def _coverable(lattice: Lattice, levels: Levels, k: int, share: float) -> bool:
    return coverable(lattice.at(levels), k, WITHIN_REACH * share * lattice.rows)


def _order(lattice: Lattice, levels: Levels) -> Levels:
    """The more important a key is, the sooner its level counts against an assignment."""
    places = sorted(range(len(levels)), key=lambda place: (-lattice.keys[place].importance, place))
    return tuple(levels[place] for place in places)


def _rule_out_above(lattice: Lattice, levels: Levels, limits: tuple[int, float]) -> None:
    """Find by halving the coarsest that fails on a way up from here, by the cheapest steps, and rule it out."""
    way = [levels]
    while steps := list(lattice.coarser(way[-1])):
        way.append(min(steps, key=lattice.loss))
    low, high = 0, len(way) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if lattice.hopeless(way[middle]) or not _within(lattice, way[middle], *limits):
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
