"""One very good version: balanced items, pairs that meet as evenly as can be found, neighbouring sets apart."""

from __future__ import annotations

from itertools import combinations, pairwise

from .chance import drawing, shuffled
from .exact import Blocks, exact_blocks

_STEPS = 160_000
"""Exchanges tried in the search for even pairs."""
_WARM = 0.45
"""Chance at the start of the search of taking an exchange that makes the sum of squares worse by the least amount."""


def make_template(items: int, per_set: int, sets: int, seed: int) -> Blocks:
    """Return sets of item numbers: every item equally often (spread at most one), pairs as even as was found."""
    blocks = exact_blocks(items, per_set, sets)
    if blocks is None:
        blocks = _Search(items, per_set, sets, seed).best()
    return apart(blocks, seed)


class _Search:
    """Exchanges of two items between two sets, taken by simulated annealing on the squares of the pair counts.

    An exchange leaves the number of appearances of every item as it is.
    """

    def __init__(self, items: int, per_set: int, sets: int, seed: int) -> None:
        self.source, self.draw = drawing(seed)
        self.items, self.per_set, self.sets = items, per_set, sets
        self.met = [[0] * items for _ in range(items)]
        self.blocks = self._start()
        self.members = [set(block) for block in self.blocks]

    def _start(self) -> Blocks:
        """Fill the sets one by one with the items shown least, then met least by the set's other items."""
        shown = [0] * self.items
        blocks: Blocks = []
        for _ in range(self.sets):
            block: list[int] = []
            luck = shuffled(range(self.items), self.draw)
            for _ in range(self.per_set):
                rest = (i for i in range(self.items) if i not in block)
                block.append(min(rest, key=lambda i: (shown[i], sum(self.met[i][j] for j in block), luck[i])))
            for item in block:
                shown[item] += 1
            for a, b in combinations(block, 2):
                self.met[a][b] += 1
                self.met[b][a] += 1
            blocks.append(block)
        return blocks

    def best(self) -> Blocks:
        """Return the most even sets that the search meets; it ends early where nothing more even can exist."""
        worth, least = self._squares(), _least_squares(self.items, self.per_set, self.sets)
        best, found = worth, [list(block) for block in self.blocks]
        uniform = self.source.random
        for step in range(_STEPS if self.sets > 1 and self.per_set < self.items else 0):
            if best <= least:
                break
            change = self._proposed()
            if change is None:
                continue
            first, second, i, j, worse = change
            warmth = _WARM * (1 - step / _STEPS)
            if worse <= 0 or uniform() < warmth**worse:
                self._exchange(first, second, i, j)
                worth += 2 * worse
                if worth < best:
                    best, found = worth, [list(block) for block in self.blocks]
        return found

    def _squares(self) -> int:
        return sum(count * count for row in self.met for count in row) // 2

    def _proposed(self) -> tuple[int, int, int, int, int] | None:
        """Return two sets, an item of each that the other lacks, and half of what the exchange adds to the squares."""
        first, second = self.draw(self.sets), self.draw(self.sets)
        i, j = self.blocks[first][self.draw(self.per_set)], self.blocks[second][self.draw(self.per_set)]
        ours, theirs = self.members[first], self.members[second]
        if i in theirs or j in ours:
            return None
        with_i, with_j = self.met[i], self.met[j]
        worse = 0
        for other in ours:
            if other != i and other not in theirs:
                worse += with_j[other] - with_i[other] + 1
        for other in theirs:
            if other != j and other not in ours:
                worse += with_i[other] - with_j[other] + 1
        return first, second, i, j, worse

    def _exchange(self, first: int, second: int, i: int, j: int) -> None:
        for number, gone, come in ((first, i, j), (second, j, i)):
            block, members = self.blocks[number], self.members[number]
            block[block.index(gone)] = come
            members.remove(gone)
            for other in members:
                for item, change in ((gone, -1), (come, 1)):
                    self.met[item][other] += change
                    self.met[other][item] += change
            members.add(come)


def _least_squares(items: int, per_set: int, sets: int) -> int:
    """Return the smallest sum of squared pair counts that whole numbers allow."""
    pairs = items * (items - 1) // 2
    low, more = divmod(sets * per_set * (per_set - 1) // 2, pairs)
    return more * (low + 1) ** 2 + (pairs - more) * low**2


def apart(blocks: Blocks, seed: int) -> Blocks:
    """Return the sets in an order in which neighbours share as few items as was found, at best none."""
    masks = [sum(1 << item for item in block) for block in blocks]
    shared = [[(one & other).bit_count() for other in masks] for one in masks]
    order = _disjoint_path(shared) or _short_path(shared, seed)
    return [blocks[number] for number in order]


def _disjoint_path(shared: list[list[int]]) -> list[int] | None:
    """Return an order in which no neighbours share an item, by depth-first search within a budget of steps."""
    count = len(shared)
    near = [[other for other in range(count) if other != one and not shared[one][other]] for one in range(count)]
    budget = [20_000]

    def grow(path: list[int], free: set[int]) -> list[int] | None:
        if not free:
            return path
        ways = [other for other in near[path[-1]] if other in free] if path else list(range(count))
        for one in sorted(ways, key=lambda other: sum(next_ in free for next_ in near[other])):
            budget[0] -= 1
            if budget[0] < 0:
                return None
            found = grow([*path, one], free - {one})
            if found is not None:
                return found
        return None

    return grow([], set(range(count)))


def _short_path(shared: list[list[int]], seed: int) -> list[int]:
    """Return an order with few items shared by neighbours: the best of several starts, improved by reversals."""
    _, draw = drawing(seed)
    best: list[int] = []
    least = -1
    for _ in range(12):
        path = shuffled(range(len(shared)), draw)
        while _reversed_somewhere(path, shared):
            pass
        length = sum(shared[a][b] for a, b in pairwise(path))
        if least < 0 or length < least:
            best, least = path, length
    return best


def _reversed_somewhere(path: list[int], shared: list[list[int]]) -> bool:
    """Reverse one stretch of the path if that shortens it (2-opt)."""
    count = len(path)
    for start in range(count - 1):
        for end in range(start + 1, count):
            before = shared[path[start - 1]][path[start]] if start else 0
            after = shared[path[end]][path[end + 1]] if end + 1 < count else 0
            new_before = shared[path[start - 1]][path[end]] if start else 0
            new_after = shared[path[start]][path[end + 1]] if end + 1 < count else 0
            if new_before + new_after < before + after:
                path[start : end + 1] = path[start : end + 1][::-1]
                return True
    return False
