"""Block designs in which every pair of items meets equally often, from finite geometry and difference families.

Items are numbers from 0. Sources: Singer (1938) and Bose (1939), as told in Colbourn and Dinitz, Handbook of
Combinatorial Designs, chapters II.2 and II.16.
"""

from __future__ import annotations

from collections.abc import Callable

Blocks = list[list[int]]

MOST_ITEMS = 31
"""Up to so many items difference families are searched for; a search among more would take too long."""

_TIMES_IN_GF4 = ((0, 0, 0, 0), (0, 1, 2, 3), (0, 2, 3, 1), (0, 3, 1, 2))


def exact_blocks(items: int, per_set: int, sets: int) -> Blocks | None:
    """Return sets in which pairs meet equally often or, in part of an affine plane, at most once; None if unknown."""
    plane = affine_plane(per_set) if items == per_set**2 else None
    if plane is not None and sets % per_set == 0:
        return [list(block) for number in range(sets) for block in [plane[number % len(plane)]]]
    whole = sets * per_set * (per_set - 1)
    if items > MOST_ITEMS or sets % items or whole % (items * (items - 1)):
        return None
    base = _difference_family(items, per_set, sets // items, whole // (items * (items - 1)))
    return None if base is None else [[(i + shift) % items for i in block] for block in base for shift in range(items)]


def affine_plane(order: int) -> Blocks | None:
    """Return the lines of the affine plane over the field of 3, 4 or 5 elements, one parallel class after another."""
    if order not in (3, 4, 5):
        return None
    plus, times = _field(order)
    points = range(order)
    classes = [[[x * order + plus(times(slope, x), start) for x in points] for start in points] for slope in points]
    return [line for lines in classes for line in lines] + [[x * order + y for y in points] for x in points]


def _field(order: int) -> tuple[Callable[[int, int], int], Callable[[int, int], int]]:
    """Return addition and multiplication of the field."""
    if order == 4:
        return (lambda a, b: a ^ b), (lambda a, b: _TIMES_IN_GF4[a][b])
    return (lambda a, b: (a + b) % order), (lambda a, b: a * b % order)


def _difference_family(items: int, per_set: int, blocks: int, times: int) -> Blocks | None:
    """Return base blocks in which every difference modulo ``items`` appears ``times`` times, by depth-first search."""
    left = [times] * items
    budget = [200_000]

    def grow(done: Blocks, block: list[int]) -> Blocks | None:
        if len(block) == per_set:
            done = [*done, block]
            return done if len(done) == blocks else grow(done, [0])
        for candidate in range(block[-1] + 1, items):
            budget[0] -= 1
            if budget[0] < 0:
                return None
            differences = [d for other in block for d in (candidate - other, items - candidate + other)]
            for difference in differences:
                left[difference] -= 1
            found = None
            if all(left[difference] >= 0 for difference in differences):
                found = grow(done, [*block, candidate])
            if found is not None:
                return found
            for difference in differences:
                left[difference] += 1
        return None

    return grow([], [0])
