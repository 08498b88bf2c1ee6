"""Blocks cannot be joined by what they have in common: keys, flags and weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ...codebook.model import CHANCE, CODE, FLAG, KEY, WEIGHT, Column, Table
from ...limits import CELL_MINIMUM
from ..findings import Failure
from ..measures import Codes, classes_of
from ..released import Released

_SHARED = (KEY, FLAG, WEIGHT, CHANCE)


def blocks_apart(release: Released) -> Iterator[Failure]:
    """Yield pairs of tables of two blocks in which too few lines have the same keys, flags and weights in both.

    Where enough lines of one table share all of them, every line of the other fits enough; so only tables that fall
    short of that are compared.
    """
    loose = [(block, table) for block, table in release.tables() if _alone(release, table)]
    for (one, first), (other, second) in combinations(loose, 2):
        if one != other and (found := _joined(release, first, second)):
            shared = ", ".join(column.name for column, _ in _common(first, second))
            where = f"{first.id} and {second.id}"
            yield Failure("joins", where, f"{found} lines could be put together by {shared}")


def _alone(release: Released, table: Table) -> bool:
    columns = [column for column in table.columns if column.role in _SHARED]
    return bool(_rare(_lines(release, table, columns)).any())


def _joined(release: Released, first: Table, second: Table) -> int:
    """Return how many lines of the first table have what few lines of it and few of the second have."""
    common = list(_common(first, second))
    if not common:
        return 0
    one = _lines(release, first, [column for column, _ in common])
    other = _lines(release, second, [column for _, column in common])
    whole = np.concatenate([one, other])
    of = classes_of(list(whole.T), len(whole)).of
    sizes = [np.bincount(part, minlength=int(of.max()) + 1) for part in (of[: len(one)], of[len(one) :])]
    both = (sizes[0] > 0) & (sizes[1] > 0) & (sizes[0] < CELL_MINIMUM) & (sizes[1] < CELL_MINIMUM)
    return int(sizes[0][both].sum())


def _common(first: Table, second: Table) -> Iterator[tuple[Column, Column]]:
    """Yield the columns that two tables have in common; a key at another level says another thing."""
    for column in first.columns:
        same = second.by_name.get(column.name)
        if column.role in _SHARED and same is not None and same.role == column.role and same.level == column.level:
            yield column, same


def _lines(release: Released, table: Table, columns: Sequence[Column]) -> NDArray[np.int64]:
    """Return what each person, or each line that belongs to nobody, has in these columns, as whole numbers."""
    cells = [_cells(release, table, column) for column in columns]
    _, first = np.unique(release.people(table), return_index=True)
    return np.stack(cells, axis=1)[first] if cells else np.zeros((len(first), 0), dtype=np.int64)


def _cells(release: Released, table: Table, column: Column) -> Codes:
    """Return cells as numbers that are equal across tables: codes by their place in the union, weights by value."""
    if column.type == CODE:
        places = release.codes(table, column)
        names = np.array([_number(value.code) for value in column.values], dtype=np.int64)
        return names[places]
    return np.nan_to_num(release.file(table).numbers(column.name) * 10_000, nan=-1, posinf=-2).round().astype(np.int64)


def _number(code: str) -> int:
    """Return a number of a text that no other code has."""
    return int.from_bytes(blake2b(code.encode(), digest_size=7).digest(), "big")


def _rare(cells: NDArray[np.int64]) -> NDArray[np.bool_]:
    if not cells.shape[1]:
        return np.zeros(0, dtype=np.bool_)
    sizes = classes_of(list(cells.T), len(cells)).sizes
    return np.asarray(sizes < CELL_MINIMUM)
