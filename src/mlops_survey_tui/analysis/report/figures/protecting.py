"""Which cells of a split result are left out, so that no small count is told, nor can be computed from what is told.

A line of a result splits respondents by code and group. Known are the count of each code among everybody and the count
of each group, so a small cell hidden alone is what its row or column lacks. Hidden cells are the edges of a graph
between groups and codes; a cell follows from the totals exactly if its edge is a bridge (Gusfield, SIAM J. Comput. 17,
1988). Cells are hidden beside a small one until it is no bridge and what is hidden with it counts the minimum or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Cell = tuple[int, int]


def hidden_codes(counts: Sequence[int], minimum: int) -> set[int]:
    """Return which counts of one row are hidden, given that the sum of the row is known."""
    return {code for _, code in protected([counts], minimum, columns_known=[False] * len(counts))}


def protected(
    counts: Sequence[Sequence[int]],
    minimum: int,
    hidden: set[Cell] | None = None,
    columns_known: Sequence[bool] | None = None,
) -> set[Cell]:
    """Return the cells (row, column) to hide, those given among them.

    Shapes: ``counts`` is groups by codes, ``columns_known`` says for each code whether its total is told.
    """
    known = list(columns_known) if columns_known is not None else [True] * len(counts[0] if counts else ())
    small = [(r, c) for r, row in enumerate(counts) for c, n in enumerate(row) if 0 < n < minimum]
    hiding = _Hiding(counts, minimum, known)
    for cell in (*(hidden or ()), *small):
        hiding.hide(cell)
    while sum(map(hiding.one_more, small)):
        pass
    return {(row, column) for row, columns in enumerate(hiding.in_row) for column in columns}


class _Hiding:
    """What is hidden so far, by row and by column."""

    def __init__(self, counts: Sequence[Sequence[int]], minimum: int, known: Sequence[bool]) -> None:
        self.counts, self.minimum, self.known = counts, minimum, known
        self.in_row: list[set[int]] = [set() for _ in counts]
        self.in_column: list[set[int]] = [set() for _ in known]

    def hide(self, cell: Cell) -> None:
        """Hide a cell."""
        self.in_row[cell[0]].add(cell[1])
        self.in_column[cell[1]].add(cell[0])

    def one_more(self, cell: Cell) -> bool:
        """Hide one cell more if a small cell still follows from totals; say whether one was hidden."""
        row, column = cell
        across = [(row, c) for c in range(len(self.known))]
        down = [(r, column) for r in range(len(self.counts))] if self.known[column] else []
        for line in (across, down):
            if line and self._tells(line) and self._hide_smallest(line):
                return True
        return bool(down) and self._follows(cell) and self._close(cell)

    def _tells(self, line: Sequence[Cell]) -> bool:
        concealed = [self.counts[r][c] for r, c in line if c in self.in_row[r]]
        return len(concealed) < 2 or sum(concealed) < self.minimum

    def _hide_smallest(self, line: Sequence[Cell]) -> bool:
        free = [at for at in line if at[1] not in self.in_row[at[0]]]
        if not free:
            return False
        self.hide(min(free, key=lambda at: (self.counts[at[0]][at[1]] == 0, self.counts[at[0]][at[1]], at)))
        return True

    def _close(self, cell: Cell) -> bool:
        """Hide what is missing of the least rectangle with a corner in the cell: then no corner is a bridge."""
        row, column = cell
        rectangles = [
            [(row, c), (r, column), (r, c)]
            for r in range(len(self.counts))
            for c in range(len(self.known))
            if r != row and c != column and self.known[c]
        ]
        if not rectangles:
            return False
        for corner in min(rectangles, key=self._cost):
            self.hide(corner)
        return True

    def _cost(self, corners: Sequence[Cell]) -> tuple[int, int, Sequence[Cell]]:
        """Return what hiding corners costs; with a corner that nobody is in, little could be different."""
        counts = [(self.counts[r][c], c in self.in_row[r]) for r, c in corners]
        return sum(not n for n, _ in counts), sum(n for n, gone in counts if not gone), corners

    def _follows(self, cell: Cell) -> bool:
        """Say whether the edge of a cell is a bridge: without it, its group and its code are not connected.

        Codes whose total is not told hang together: nothing follows from them.
        """
        rows, columns = {cell[0]}, set[int]()
        fresh = {cell[0]}
        while fresh:
            reached = {c for r in fresh for c in self.in_row[r] if (r, c) != cell} - columns
            if reached and not all(self.known[c] for c in reached):
                reached |= {c for c, told in enumerate(self.known) if not told}
            columns |= reached
            fresh = {r for c in reached for r in self.in_column[c] if (r, c) != cell} - rows
            rows |= fresh
        return cell[1] not in columns


def nested(crossed: Mapping[Cell, int], minimum: int) -> set[Cell]:
    """Return pairs (group of one fact, group of another) of which one holds the other but for fewer than the minimum.

    ``crossed`` counts respondents by the group of the one fact and that of the other. Shown both, the few who are in
    the larger alone could be told by subtraction.
    """
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for (row, column), n in crossed.items():
        rows[row] = rows.get(row, 0) + n
        columns[column] = columns.get(column, 0) + n
    found = set()
    for (row, column), n in crossed.items():
        outside_row, outside_column = rows[row] - n, columns[column] - n
        few = {outside_row, outside_column}
        if n and 0 in few and any(0 < left < minimum for left in few):
            found.add((row, column))
    return found
