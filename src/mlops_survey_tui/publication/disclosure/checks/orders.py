"""Blocks cannot be joined: no row id is in two of them, and their orders have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ...codebook.model import CODE, PARTS, RESPONDENTS, SETS, Block, Table
from ..findings import Failure
from ..measures import Codes, densified, distinct
from ..released import Released

ODDS = 1e-9
"""How unlikely two orders that have nothing in common must be to agree as they do, over all pairs of columns."""
_MOST_CODES = 12
_EXPECTED = 5
"""Rows and columns with a cell of which less is expected are left out: chi-square says nothing there (Cochran 1954)."""
_ENOUGH = 200_000
"""So many lines tell an order; the others are not looked at."""
_GROUPS = 6
Few = NDArray[np.int8]
"""A column with a few groups of codes."""


def rows_apart(release: Released) -> Iterator[Failure]:
    """Yield blocks that share row ids, and tables in which a row id stands twice."""
    ids = {block.id: _ids(release, block) for block in release.codebook.blocks}
    for one, other in combinations(ids, 2):
        if shared := _shared(ids[one], ids[other]):
            yield Failure("row ids", f"{one} and {other}", f"{shared} row ids are in both blocks")
    for _, table in release.tables():
        people = release.people(table)
        if table.form not in (SETS, PARTS) and len(distinct(people)) != len(people) and table.form == RESPONDENTS:
            yield Failure("row ids", table.id, "a row id stands twice")


def _ids(release: Released, block: Block) -> Codes:
    return distinct(np.concatenate([np.zeros(0, dtype=np.int64), *(release.people(table) for table in block.tables)]))


def _shared(one: Codes, other: Codes) -> int:
    """Return how many numbers are in both; both are sorted."""
    if not len(one) or not len(other) or one[-1] < other[0] or other[-1] < one[0]:
        return 0
    return len(np.intersect1d(one, other, assume_unique=True))


def orders_apart(release: Released) -> Iterator[Failure]:
    """Yield pairs of blocks whose lines at the same place belong to the same person more often than by chance.

    Columns of the one are compared with columns of the other at the same place, in the order of the file and in that of
    the row ids, by Pearson's chi-square. If lines have nothing to do with each other, none is great.
    """
    tables = {
        block.id: table for block in release.codebook.blocks for table in block.tables[:1] if table.form == RESPONDENTS
    }
    for way, by_id in (("files", False), ("row ids", True)):
        drawn = {block: _columns(release, table, by_id) for block, table in tables.items()}
        for one, other in combinations(tables, 2):
            if _alike(drawn[one], drawn[other]):
                yield Failure("orders", f"{one} and {other}", f"lines are in the same order of {way}")


def _columns(release: Released, table: Table, by_id: bool) -> list[Few]:
    """Return the first columns of codes, rare codes put together, in the order of the file or of the row ids."""
    people = release.people(table)
    order = (np.argsort(people) if by_id else np.arange(len(people)))[:_ENOUGH]
    columns = [column for column in table.columns if column.type == CODE][:_MOST_CODES]
    return [_few(release.codes(table, column))[order] for column in columns]


def _few(codes: Codes) -> Few:
    dense, count = densified(codes)
    counts = np.bincount(dense, minlength=count)
    common = np.argsort(-counts, kind="stable")[: _GROUPS - 1]
    places = np.full(count, _GROUPS - 1, dtype=np.int8)
    places[common] = np.arange(len(common))
    return places[dense]


def _alike(first: list[Few], second: list[Few]) -> bool:
    rows = min((len(column) for column in (*first, *second)), default=0)
    tests = max(len(first) * len(second), 1)
    return any(_chance(one[:rows], other[:rows]) * tests < ODDS for one in first for other in second)


def _chance(one: Few, other: Few) -> float:
    """Return how likely a chi-square as great is (Wilson and Hilferty 1931)."""
    counts = np.bincount(one * np.int8(_GROUPS) + other, minlength=_GROUPS**2)
    cells = counts.reshape(_GROUPS, _GROUPS).astype(np.float64)
    least = np.sqrt(_EXPECTED * cells.sum())
    cells = cells[cells.sum(axis=1) > least][:, cells.sum(axis=0) > least]
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / max(cells.sum(), 1)
    freedom = (cells.shape[0] - 1) * (cells.shape[1] - 1)
    if freedom < 1:
        return 1.0
    value = float(((cells - expected) ** 2 / expected).sum())
    z = ((value / freedom) ** (1 / 3) - 1 + 2 / (9 * freedom)) / np.sqrt(2 / (9 * freedom))
    from math import erfc

    return erfc(z / np.sqrt(2)) / 2
