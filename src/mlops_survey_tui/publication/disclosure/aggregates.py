"""Tables of counts: cells of one to four are suppressed, and others beside them, so that none can be worked out.

All totals of a table are taken to be known, as anybody could add them up from other parts of a release, unless they are
small themselves. A small cell is safe when the totals allow that it is not small at all; any other suppressed cell,
when they allow it more than one value. The ranges are exact (``flows``). What is suppressed beside small cells is found
as the way back from a cell's column to its row that hides least (Cox 1980), and what turns out not to be needed is
shown again.
"""

from __future__ import annotations

import heapq

import numpy as np

from ..limits import CELL_MINIMUM
from .flows import Cell, Counts, Flows, Mask, with_totals


class CannotHide(ValueError):  # noqa: N818
    """A table cannot be published, whatever is suppressed; it is too small."""


def hidden_cells(counts: Counts, minimum: int = CELL_MINIMUM, forced: Mask | None = None) -> Mask:
    """Return which cells of a table with totals (one more row and column than the counts) must be suppressed.

    ``forced`` cells (of the same size as the answer) are suppressed in any case.

    Raises:
        CannotHide: nothing helps.
        ValueError: the minimum is below that of the limits.
    """
    if minimum < CELL_MINIMUM:
        raise ValueError(f"cells below {CELL_MINIMUM} are not published")
    full = with_totals(np.asarray(counts, dtype=np.int64))
    small = (full > 0) & (full < minimum)
    if small[-1, -1]:
        raise CannotHide(f"the whole table holds fewer than {minimum}")
    hidden = small if forced is None else small | forced
    hidden = hidden.copy()
    while (cell := unsafe_cell(full, hidden, minimum)) is not None:
        way = _way_back(full, hidden, cell, minimum)
        if not way:
            raise CannotHide("totals give a small cell away, whatever is suppressed beside it")
        for beside in way:
            hidden[beside] = True
    return _shown_again(full, hidden, small if forced is None else small | forced, minimum)


def unsafe_cell(full: Counts, hidden: Mask, minimum: int) -> Cell | None:
    """Return the first suppressed cell that the totals give away, or nothing."""
    flows = Flows(full, hidden)
    for row, column in np.argwhere(hidden):
        cell = (int(row), int(column))
        if not _safe(flows, cell, minimum):
            return cell
    return None


def _safe(flows: Flows, cell: Cell, minimum: int) -> bool:
    value = int(flows.full[cell])
    if 0 < value < minimum:
        return flows.reach(cell, True, minimum - value) >= minimum - value
    return flows.reach(cell, True, 1) > 0 or flows.reach(cell, False, 1) > 0


def _way_back(full: Counts, hidden: Mask, cell: Cell, minimum: int) -> list[Cell]:
    """Return the cells to be suppressed so that a cell can be greater, those that hide least (Dijkstra 1959).

    A cell on the way that must shrink needs to hold what is wanted; where there is no such way, one that holds
    anything.
    """
    wanted = max(minimum - int(full[cell]), 1)
    for least in dict.fromkeys((wanted, 1)):
        if way := _cheapest(Flows(full, np.ones_like(hidden)), hidden, cell, least):
            return way
    return []


def _cheapest(flows: Flows, hidden: Mask, cell: Cell, least: int) -> list[Cell]:
    total = (cell[0] == flows.rows - 1) != (cell[1] == flows.columns - 1)
    row, column = cell[0], flows.rows + cell[1]
    start, end = (row, column) if total else (column, row)
    waiting: list[tuple[int, int, int]] = [(0, start, start)]
    before: dict[int, int] = {}
    while waiting:
        price, node, origin = heapq.heappop(waiting)
        if node in before:
            continue
        before[node] = origin
        for after in range(flows.rows + flows.columns) if node != end else ():
            if after in before or (after < flows.rows) == (node < flows.rows):
                continue
            over, growing = (
                ((node, after - flows.rows), True) if node < flows.rows else ((after, node - flows.rows), False)
            )
            open_ = hidden[over] or over[1] != flows.columns - 1
            if over != cell and open_ and flows.room(over, growing) >= least:
                heapq.heappush(waiting, (price + _price(flows, hidden, over), after, node))
    way: list[Cell] = []
    while end in before and end != start:
        one, end = end, before[end]
        place = (one, end - flows.rows) if one < flows.rows else (end, one - flows.rows)
        if not hidden[place]:
            way.append(place)
    return way


def _price(flows: Flows, hidden: Mask, cell: Cell) -> int:
    """What is hidden with a cell; zeros and totals are shown as long as anything else will do."""
    if hidden[cell]:
        return 0
    total = cell[0] == flows.rows - 1 or cell[1] == flows.columns - 1
    return 1 + int(flows.full[cell]) + flows.most * (5 if total else 2 if not flows.full[cell] else 0)


def _shown_again(full: Counts, hidden: Mask, always: Mask, minimum: int) -> Mask:
    beside = np.argwhere(hidden & ~always)
    for row, column in beside[np.argsort(-full[tuple(beside.T)], kind="stable")]:
        hidden[row, column] = False
        if unsafe_cell(full, hidden, minimum) is not None:
            hidden[row, column] = True
    return hidden


def hidden_answers(counts: Counts, minimum: int = CELL_MINIMUM) -> Mask:
    """Return which cells of answers × groups must be suppressed where the totals of answers can be counted elsewhere.

    Answers that too few gave are suppressed for every group, with the next rarest beside if that is still too few; they
    are one row of the table that is made safe. The outcome has a row and a column of totals, those of groups in the
    last row.

    Raises:
        CannotHide: nothing helps.
    """
    totals = counts.sum(axis=1)
    rare = (totals > 0) & (totals < minimum)
    while rare.any() and totals[rare].sum() < minimum:
        others = np.flatnonzero(~rare & (totals > 0))
        if not len(others):
            raise CannotHide(f"the whole table holds fewer than {minimum}")
        rare[others[np.argmin(totals[others])]] = True
    if not rare.any():
        return hidden_cells(counts, minimum)
    table = np.vstack([counts[~rare], counts[rare].sum(axis=0)])
    forced = np.zeros((len(table) + 1, counts.shape[1] + 1), dtype=bool)
    forced[-2, :-1] = table[-1] > 0
    found = hidden_cells(table, minimum, forced)
    hidden = np.ones((len(counts) + 1, counts.shape[1] + 1), dtype=bool)
    hidden[:-1][~rare] = found[:-2]
    hidden[-1] = found[-1]
    return hidden


def hidden_shares(ticked: Counts, bases: Counts, minimum: int = CELL_MINIMUM) -> tuple[Mask, Mask]:
    """Return for each group whether the count of a ticked option is suppressed, and whether its base is.

    Those who did not tick are a cell too: who knows a base and a count knows them.

    Raises:
        CannotHide: all groups together are too small, or one of the sides is.
    """
    hidden = hidden_cells(np.stack([ticked, bases - ticked]), minimum)
    return hidden[0, :-1] | hidden[1, :-1] | hidden[2, :-1], hidden[2, :-1]


def apart(everybody: int, part: int, minimum: int = CELL_MINIMUM) -> bool:
    """Whether a group and a part of it can both be published: nobody or enough are in the one and not in the other."""
    return everybody == part or everybody - part >= minimum
