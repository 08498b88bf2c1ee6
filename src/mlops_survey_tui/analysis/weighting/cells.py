"""Cells of the crossing of margins: rows with the same levels get the same factor, so only cells need be fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Integers, sums_by
from .margins import Coded, Margin

DENSE = 1 << 22
"""Up to how many possible cells are counted in an array; more are found by sorting."""


@dataclass(frozen=True)
class Cells:
    """Rows by cell. ``of_row`` (rows,) is the cell of each row, ``levels[m]`` (cells,) its level on margin m."""

    margins: tuple[Margin, ...]
    levels: tuple[Integers, ...]
    of_row: Integers

    @property
    def count(self) -> int:
        """The number of cells that have rows."""
        return len(self.levels[0])

    def sums(self, values: Floats) -> Floats:
        """Add up values of rows (rows,) by cell."""
        return sums_by(self.of_row, values, self.count)

    def margin_sums(self, number: int, sums: Floats) -> Floats:
        """Add up sums of cells (cells,) by the levels of a margin."""
        return sums_by(self.levels[number], sums, len(self.margins[number].levels))


def cells_of(coded: Sequence[Coded]) -> Cells:
    """Find the cells that have rows; at most one pass over the rows a margin."""
    sizes = [len(one.margin.levels) for one in coded]
    key = _key(coded, sizes)
    possible = int(np.prod(sizes, dtype=np.float64))
    if possible <= DENSE:
        present = np.flatnonzero(np.bincount(key, minlength=possible))
        number = np.empty(possible, dtype=np.int64)
        number[present] = np.arange(len(present))
        of_row = number[key]
    else:
        present, of_row = np.unique(key, return_inverse=True)
    return Cells(tuple(one.margin for one in coded), _levels(present, sizes), of_row)


def _key(coded: Sequence[Coded], sizes: Sequence[int]) -> Integers:
    """Number the crossing of levels; joined keys are renumbered where they would not fit."""
    key, span = coded[0].codes.astype(np.int64, copy=True), sizes[0]
    for one, size in zip(coded[1:], sizes[1:], strict=True):
        if span > np.iinfo(np.int64).max // size:
            raise OverflowError("the crossing of these margins has more cells than can be numbered")
        key *= size
        key += one.codes
        span *= size
    return key


def _levels(present: Integers, sizes: Sequence[int]) -> tuple[Integers, ...]:
    levels: list[Integers] = []
    for size in reversed(sizes):
        present, level = np.divmod(present, size)
        levels.append(level)
    return tuple(reversed(levels))
