"""Hides what is too small to tell: percentages of few people, counts of one to four, and what would give those away.

Source: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4 (primary and complementary suppression).
"""

from __future__ import annotations

import numpy as np

from ...publication.limits import CELL_MINIMUM, PERCENTAGE_BASE
from ..arrays import Booleans, Integers


def small_base(n: int) -> bool:
    """Tell whether so few rows carry no percentage, mean or quantile."""
    return n < PERCENTAGE_BASE


def hidden_cells(counts: Integers, crossed: bool) -> Booleans:
    """Return which cells (groups, categories) to hide.

    Counts of one to four are hidden; in a row with a single hidden cell, and where the sum over groups is known
    (``crossed``) in such a column, the smallest other cell is hidden too, until none can be computed from the others.
    """
    hidden = (counts > 0) & (counts < CELL_MINIMUM)
    while True:
        before = int(hidden.sum())
        for row in range(len(counts)):
            _complement(counts[row], hidden[row])
        if crossed:
            for column in range(counts.shape[1]):
                _complement(counts[:, column], hidden[:, column])
        if int(hidden.sum()) == before:
            return hidden


def _complement(counts: Integers, hidden: Booleans) -> None:
    """Hide one more cell of a line in which exactly one is hidden, or in which the hidden ones add up to too little."""
    total = int(counts[hidden].sum())
    if not hidden.any() or (hidden.sum() > 1 and total >= CELL_MINIMUM):
        return
    others = np.flatnonzero(~hidden & (counts > 0))
    if len(others):
        hidden[others[np.argmin(counts[others])]] = True
