"""What totals tell of suppressed cells: the exact range of each, by flows through the suppressed cells.

A table with its totals is a graph: rows and columns are nodes (the totals one more of each), cells are edges. Whatever
the suppressed cells may be instead, the sums at every node stay; so a cell can grow by just as much as can flow from
its column back to its row over other suppressed cells, and shrink by what can flow the other way (Cox 1995). Totals
count backwards.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Cell = tuple[int, int]


def with_totals(counts: Counts) -> Counts:
    """Return a table with a row and a column of totals."""
    rows = np.vstack([counts, counts.sum(axis=0)])
    return np.hstack([rows, rows.sum(axis=1, keepdims=True)])


class Flows:
    """A table with totals, and which of its cells are suppressed."""

    def __init__(self, full: Counts, hidden: Mask) -> None:
        self.full, self.hidden = full, hidden
        self.rows, self.columns = len(full), len(full[0])
        self.most = int(full[-1, -1])

    def _is_total(self, cell: Cell) -> bool:
        row, column = cell
        return (row == self.rows - 1) != (column == self.columns - 1)

    def room(self, cell: Cell, growing: bool) -> int:
        """By how much the flow through a cell can change in this direction; totals run backwards."""
        return int(self.full[cell]) if self._is_total(cell) == growing else self.most

    def reach(self, cell: Cell, growing: bool, enough: int) -> int:
        """Return by how much a suppressed cell can be greater (or less) than it is, up to ``enough``."""
        onward = growing != self._is_total(cell)
        row, column = cell[0], self.rows + cell[1]
        start, end = (column, row) if onward else (row, column)
        own = self.room(cell, onward)
        used: dict[tuple[int, int], int] = {}
        flow, enough = 0, min(enough, own)
        while flow < enough and (way := self._way(start, end, cell, used)):
            step = min(enough - flow, *(self._left(arc, used) for arc in way))
            for arc in way:
                used[arc] = used.get(arc, 0) + step
                used[arc[::-1]] = used.get(arc[::-1], 0) - step
            flow += step
        return flow

    def _cell(self, arc: tuple[int, int]) -> tuple[Cell, bool]:
        """The cell of an arc, and whether the arc makes it grow: from row to column it does."""
        one, other = arc
        return ((one, other - self.rows), True) if one < self.rows else ((other, one - self.rows), False)

    def _left(self, arc: tuple[int, int], used: dict[tuple[int, int], int]) -> int:
        cell, growing = self._cell(arc)
        return self.room(cell, growing) - used.get(arc, 0)

    def _next(self, node: int) -> Iterator[int]:
        if node < self.rows:
            return (self.rows + int(column) for column in np.flatnonzero(self.hidden[node]))
        return (int(row) for row in np.flatnonzero(self.hidden[:, node - self.rows]))

    def _way(self, start: int, end: int, without: Cell, used: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
        """Return the shortest way over suppressed cells that have room."""
        before = {start: start}
        waiting = deque([start])
        while waiting and end not in before:
            node = waiting.popleft()
            for after in self._next(node):
                arc = (node, after)
                if after not in before and self._cell(arc)[0] != without and self._left(arc, used) > 0:
                    before[after] = node
                    waiting.append(after)
        way: list[tuple[int, int]] = []
        while end in before and end != start:
            way.append((before[end], end))
            end = before[end]
        return way

    def range(self, cell: Cell) -> tuple[int, int]:
        """Return the least and the greatest that a suppressed cell can be, as far as anybody can tell."""
        value = int(self.full[cell])
        return value - self.reach(cell, False, self.most), value + self.reach(cell, True, self.most)
