"""Making a choice of removed cells cheaper: take a few groups apart, put their rows together anew, keep what is no
worse.

This is a large neighbourhood search (Shaw 1998). A group is at least k rows that are published with the same pattern.
The rows of a few groups that lie near each other are put together again by the greedy rule of set covering: the group
that costs least for each row that it settles comes first, its price blurred a little by chance, so that no two attempts
are the same. The chance is of a fixed seed: the same table gives the same outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .covering import Cover
from .patterns import Combinations
from .pools import Pool, bits_of

TRIES_EACH, TRIES = 40, 4_000
"""How often groups are taken apart, for each group and at most."""
LARGEST = 4_000
"""With more groups than this nothing is tried: a search that visits each hardly once finds too little."""
_HOPES = (1.25, 1.12, 1.07, 1.05, 1.04, 1.03, 1.02, 1.02, 1.01, 1.01)
"""By how much a cover may be above what is wanted before each tenth of the tries, to be pursued."""
_MOST_KEYS = 8
_POOL = 60
"""How many combinations are put together anew at most."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows published alike: so many of each combination, under a mask."""

    mask: int
    members: dict[int, int]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.members.values())


def improved(table: Combinations, cover: Cover, k: int, wanted: float = np.inf) -> Cover:
    """Return a cover that costs no more; every class still has k rows.

    It is given up early once it is clear that no more than ``wanted`` cells will not be reached.
    """
    groups = groups_of(table, cover)
    if not 0 < len(groups) <= LARGEST or table.keys > _MOST_KEYS:
        return cover
    search = _Search(table, groups, cover.rest.copy(), k)
    rounds = min(TRIES, TRIES_EACH * len(groups)) // len(_HOPES)
    for hope in _HOPES:
        if search.cells() > hope * wanted:
            break
        for _ in range(rounds):
            search.step()
    return search.cover()


def groups_of(table: Combinations, cover: Cover) -> list[Group]:
    """Return the groups of a cover."""
    groups: dict[tuple[int, int], Group] = {}
    for mask, which, amounts in cover.entries:
        for pattern, combination, amount in zip(table.patterns(mask, which), which, amounts, strict=True):
            group = groups.setdefault((mask, int(pattern)), Group(mask, {}))
            group.members[int(combination)] = group.members.get(int(combination), 0) + int(amount)
    return list(groups.values())


class _Search:
    """The state of the search: groups, what they show, and how many rows of each combination are whole."""

    def __init__(self, table: Combinations, groups: list[Group], rest: NDArray[np.int64], k: int) -> None:
        self.table, self.groups, self.rest, self.k = table, groups, rest, k
        self.chance = np.random.default_rng(20_261)
        self.costs = np.array([table.cost(mask) for mask in range(1 << table.keys)])
        self.shown = np.stack([self._shown(group) for group in groups])

    def _shown(self, group: Group) -> NDArray[np.int64]:
        """What a group's rows show: a value, or -1 where removed."""
        values: NDArray[np.int64] = self.table.values[next(iter(group.members))]
        return np.where(bits_of(group.mask, self.table.keys), -1, values)

    def cost(self, groups: list[Group]) -> float:
        """What groups cost."""
        return float(sum(self.costs[group.mask] * group.rows for group in groups))

    def cells(self) -> int:
        """How many cells are removed."""
        return sum(group.mask.bit_count() * group.rows for group in self.groups)

    def step(self) -> None:
        """Take some groups apart and keep the new ones if they cost no more."""
        if not self.groups:
            return
        chosen = self._near(int(self.chance.integers(len(self.groups))), int(self.chance.integers(1, 5)))
        old = [self.groups[place] for place in chosen]
        rest = self.rest.copy()
        amounts = self._released(old, rest)
        apart = np.ones(len(self.groups), dtype=bool)
        apart[chosen] = False
        others = np.flatnonzero(apart)
        made = self._rebuilt(amounts, rest, others) if 0 < len(amounts) <= _POOL else None
        if made is None:
            return
        groups, joins = made
        after = self.cost(groups) + sum(self.costs[self.groups[to].mask] * amounts[who] for who, to in joins.items())
        if after <= self.cost(old) + 1e-9:
            self._accept(groups, joins, amounts, others)
            self.rest = rest

    def _near(self, seed: int, many: int) -> list[int]:
        """Return a group and those that differ from it in the fewest values that both show."""
        shown = self.shown[seed]
        differ = ((self.shown != shown) & (self.shown >= 0) & (shown >= 0)).sum(axis=1)
        differ = differ + self.chance.random(len(differ)) * 1.5
        differ[seed] = -1
        many = min(many, len(differ))
        return [int(place) for place in np.argpartition(differ, many - 1)[:many]]

    def _released(self, groups: list[Group], rest: NDArray[np.int64]) -> dict[int, int]:
        """Return the rows to be put together; those of classes that are large without them go back there."""
        amounts: dict[int, int] = {}
        for group in groups:
            for combination, amount in group.members.items():
                amounts[combination] = amounts.get(combination, 0) + amount
        for combination, amount in list(amounts.items()):
            if rest[combination] + amount >= self.k:
                rest[combination] += amounts.pop(combination)
        return amounts

    def _rebuilt(
        self, amounts: dict[int, int], rest: NDArray[np.int64], others: NDArray[np.intp]
    ) -> tuple[list[Group], dict[int, int]] | None:
        """Put rows together, drawing from large classes and joining other groups; nothing where that is impossible."""
        members = np.fromiter(amounts, dtype=np.int64, count=len(amounts))
        donors = np.flatnonzero(rest > self.k)
        pool = Pool(
            self.table, members, np.array([amounts[int(who)] for who in members]), donors, rest[donors] - self.k
        )
        joins: dict[int, int] = {}
        groups: list[Group] = []
        entry, entries = pool.entries(self.shown[others], self.costs)
        while pool.left.any():
            join = np.where(pool.left > 0, entry * self._blur(len(entry)), np.inf)
            who, mask, price = pool.cheapest(self.costs, self.k, self._blur((len(members), len(self.costs))))
            if not np.isfinite(min(price, float(join.min()))):
                return None
            if price < join.min():
                taken, drawn = pool.take(who, mask, self.k)
                groups.append(
                    Group(mask, {**{int(members[place]): amount for place, amount in taken.items()}, **drawn})
                )
                for combination, amount in drawn.items():
                    rest[combination] -= amount
            else:
                first = int(np.argmin(join))
                joins[int(members[first])] = int(others[entries[first]])
                pool.settle(np.array([first]))
        return groups, joins

    def _blur(self, shape: int | tuple[int, int]) -> NDArray[np.float64]:
        return 1 + 0.25 * self.chance.random(shape)

    def _accept(
        self, groups: list[Group], joins: dict[int, int], amounts: dict[int, int], others: NDArray[np.intp]
    ) -> None:
        for who, place in joins.items():
            held = self.groups[place].members
            held[who] = held.get(who, 0) + amounts[who]
        self.groups = [self.groups[place] for place in others] + groups
        new = [self._shown(group)[None] for group in groups]
        self.shown = np.concatenate([self.shown[others], *new])

    def cover(self) -> Cover:
        """Return what was found."""
        cover = Cover(self.table.counts.copy())
        for group in self.groups:
            which = np.fromiter(group.members, dtype=np.int64, count=len(group.members))
            amounts = np.fromiter(group.members.values(), dtype=np.int64, count=len(group.members))
            if group.mask:
                cover.put(group.mask, which, amounts)
        return cover
