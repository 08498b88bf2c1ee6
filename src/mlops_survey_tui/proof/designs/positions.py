"""Positions within sets: every item equally often in every position, in each version and over all (spread one).

Two positions at a time are balanced: every set is an edge between its items in these positions, and the edges are
oriented along trails so that in and out differ by at most one at every item (Euler). Each step that changes anything
lowers the sum of squared counts, so the end is reached where all pairs of positions are balanced (de Werra 1971).
"""

from __future__ import annotations

from itertools import combinations

from .chance import drawing, shuffled
from .exact import Blocks

Ends = list[int]
"""For each end of an edge (two for each set) the end that it is joined to, or -1."""


def place(versions: list[Blocks], items: int, seed: int) -> list[Blocks]:
    """Return the same sets with their items put into balanced positions."""
    _, draw = drawing(seed)
    placed = [[shuffled(block, draw) for block in version] for version in versions]
    pairs = list(combinations(range(len(placed[0][0])), 2))
    for first, second in pairs:
        _balance(placed, first, second, items)
    while uneven := [pair for pair in pairs if _uneven(placed, *pair, items)]:
        for first, second in uneven:
            _balance(placed, first, second, items)
    return placed


def _uneven(versions: list[Blocks], first: int, second: int, items: int) -> bool:
    """Whether some item stands in one position at least twice more often than in the other, in a version or in all."""
    overall = [0] * items
    for version in versions:
        here = [0] * items
        for block in version:
            here[block[first]] += 1
            here[block[second]] -= 1
        if max(here) > 1 or min(here) < -1:
            return True
        overall = [a + b for a, b in zip(overall, here, strict=True)]
    return max(overall) > 1 or min(overall) < -1


def _balance(versions: list[Blocks], first: int, second: int, items: int) -> None:
    """Exchange the two positions in some sets so that no item differs by more than one between them."""
    blocks = [block for version in versions for block in version]
    joined = _joined(versions, first, second)
    done = [False] * len(blocks)
    starts = [end for end, other in enumerate(joined) if other < 0] + list(range(0, len(joined), 2))
    for start in starts:
        end = start
        while end >= 0 and not done[end // 2]:
            number = end // 2
            done[number] = True
            if end % 2:
                block = blocks[number]
                block[first], block[second] = block[second], block[first]
            end = joined[end ^ 1]


def _joined(versions: list[Blocks], first: int, second: int) -> Ends:
    """Join the ends of edges at the same item: within a version where possible, what is left over across versions."""
    joined: Ends = [-1] * (2 * sum(map(len, versions)))
    across: dict[int, int] = {}
    end = 0
    for version in versions:
        within: dict[int, int] = {}
        for block in version:
            for item in (block[first], block[second]):
                _join(item, end, within, joined)
                end += 1
        for item, left in within.items():
            _join(item, left, across, joined)
    return joined


def _join(item: int, end: int, waiting: dict[int, int], joined: Ends) -> None:
    """Join an end to the one that waits at its item, or let it wait."""
    other = waiting.pop(item, -1)
    if other < 0:
        waiting[item] = end
    else:
        joined[end], joined[other] = other, end
