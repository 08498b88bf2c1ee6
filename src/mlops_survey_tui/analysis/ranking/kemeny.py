"""Kemeny's consensus: the order that disagrees with the fewest pairs of all rankings, found exactly.

Source: Kemeny (1959), "Mathematics without numbers", Daedalus 88, 577–591. Exact by dynamic programming over subsets
(Held & Karp 1962, J. SIAM 10, 196–210; for rankings Betzler et al. 2009): what it costs to put an item before a set
does not depend on the order within the set, so the best order of each of the 2^n subsets is found from smaller ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from .scores import Pairs

MOST = 12
"""Up to how many items the consensus is looked for; the work doubles with each item."""
_EQUAL = 1e-9


@dataclass(frozen=True)
class Consensus:
    """Items, best first; ``disagreements`` is the weight of pairs in the rankings that stand the other way round, of
    ``most`` that there are; ``optima`` counts the orders that are equally good.
    """

    order: tuple[int, ...]
    disagreements: float
    most: float
    optima: int


def against(found: Pairs) -> Floats:
    """Return the weight of people who put the column's item above the row's (items × items)."""
    weight = found.weights * (100 - found.shares) / 100
    return np.nan_to_num(weight, nan=0.0)


def disagreements(order: tuple[int, ...], cost: Floats) -> float:
    """Return the weight of pairs that an order has the other way round, from :func:`against`."""
    places = np.array(order)
    return float(np.triu(cost[np.ix_(places, places)], 1).sum())


def consensus(cost: Floats) -> Consensus:
    """Return the best order; among equally good ones that which has items with small numbers first.

    Raises:
        ValueError: there are more than :data:`MOST` items.
    """
    items = len(cost)
    if items > MOST:
        raise ValueError(f"The consensus of {items} items is not looked for; at most {MOST}.")
    size = 1 << items
    first = _first_costs(cost)
    best, ways = np.zeros(size), np.ones(size, dtype=np.int64)
    for subset in range(1, size):
        inside = [item for item in range(items) if subset >> item & 1]
        rest = [subset & ~(1 << item) for item in inside]
        totals = best[rest] + first[inside, rest]
        best[subset] = totals.min()
        equal = totals <= best[subset] + _EQUAL * (1 + abs(best[subset]))
        ways[subset] = ways[np.array(rest)[equal]].sum()
    everything = size - 1
    return Consensus(_read(best, first, everything), float(best[everything]), float(cost.sum()), int(ways[everything]))


def _first_costs(cost: Floats) -> Floats:
    """Return for each item and subset what it costs that the item stands before the whole subset (items × subsets)."""
    items = len(cost)
    found = np.zeros((items, 1 << items))
    for item in range(items):
        found[:, 1 << item : 1 << (item + 1)] = found[:, : 1 << item] + cost[:, [item]]
    return found


def _read(best: Floats, first: Floats, left: int) -> tuple[int, ...]:
    """Return the best order of a subset: at each step the smallest item that leads to the best total."""
    order: list[int] = []
    while left:
        for item in range(len(first)):
            rest = left & ~(1 << item)
            if left >> item & 1 and best[rest] + first[item, rest] <= best[left] + _EQUAL * (1 + abs(best[left])):
                order.append(item)
                left = rest
                break
    return tuple(order)
