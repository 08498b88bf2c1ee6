"""Weights kept within bounds: caps while raking, and trimming afterwards.

Both trade a little bias for less variance; how far the margins are missed is part of what they return.
Sources: Potter (1990), Proceedings of the Section on Survey Research Methods, 225–230; Izrael, Battaglia & Frankel
(2009), SAS Global Forum, paper 247 (caps within the rounds of raking).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Integers, sums_by
from ..failure import AnalysisError
from .calibration import Calibration
from .cells import Cells, cells_of
from .margins import Coded, checked, common_total
from .raking import ROUNDS, TOLERANCE, Weighted, checked_base, fit_of, one_round, targets_of

STILL = 1e-12
"""Rounds end when none of the weights moves by more than this share of the highest."""


@dataclass(frozen=True)
class Trimmed:
    """Weights (rows,) after trimming, how many were cut, and the share of the sum of weights that was moved."""

    weights: Floats
    cut: int
    moved: float


def rake_capped(
    margins: Sequence[Coded], base: Floats, cap: float, *, rounds: int = ROUNDS, total: float = 0.0
) -> Weighted:
    """Rake with no weight above ``cap`` times the mean; where both are impossible the cap wins.

    Weights above the cap are cut to it after each round. ``fit`` has the gaps that remain, in shares of the total.

    Raises:
        AnalysisError: as for :func:`~.raking.rake`, or the cap is not above 1.
    """
    checked_base(base)
    _checked_limit("cap", cap)
    cells = cells_of([checked(one) for one in margins])
    targets = targets_of(cells, total or float(base.sum()))
    highest = cap * common_total(cells.margins, total or float(base.sum())) / len(base)
    units = _units_of(cells, base)
    weights, done = units.weights.copy(), 0
    while done < rounds:
        done += 1
        last = weights
        sums = sums_by(units.cell, last * units.size, cells.count)
        factors = sums.copy()
        one_round(cells, targets, factors)
        np.divide(factors, sums, out=factors, where=sums > 0)
        weights = np.minimum(last * factors[units.cell], highest)
        if np.abs(weights - last).max() <= STILL * highest:
            break
    found = weights[units.of_row]
    fit = fit_of(cells, cells.sums(base), cells.sums(found), rounds=done, tolerance=TOLERANCE)
    return Weighted(found, fit, Calibration.by_cells(cells, base, found))


def trim(weights: Floats, limit: float, *, rounds: int = 100) -> Trimmed:
    """Cut weights (rows,) to ``limit`` times their mean and give what was cut to the others, in proportion.

    Repeated until none is above the limit, so the sum stays and the limit holds.

    Raises:
        AnalysisError: the limit is not above 1.
    """
    _checked_limit("limit", limit)
    highest = limit * float(weights.mean())
    now, over = weights, np.zeros(len(weights), dtype=np.bool_)
    for _ in range(rounds):
        if not (now > highest * (1 + STILL)).any():
            break
        over |= now > highest
        now = np.where(over, highest, now)
        others = float(now[~over].sum())
        if not others:
            break
        now = np.where(over, highest, now * (float(weights.sum()) - highest * over.sum()) / others)
    moved = float(np.clip(weights - now, 0, None).sum() / weights.sum())
    return Trimmed(now, int(over.sum()), moved)


@dataclass(frozen=True)
class _Units:
    """Rows with the same cell and base weight, which always have the same weight."""

    cell: Integers
    weights: Floats
    size: Integers
    of_row: Integers


def _units_of(cells: Cells, base: Floats) -> _Units:
    different, of_base = np.unique(base, return_inverse=True)
    key, of_row, size = np.unique(cells.of_row * len(different) + of_base, return_inverse=True, return_counts=True)
    return _Units(key // len(different), different[key % len(different)], size, of_row)


def _checked_limit(name: str, limit: float) -> None:
    if not limit > 1:
        raise AnalysisError(
            f"a {name} of {limit:g} times the mean cannot hold.", "Some weight is always the mean: give more than 1."
        )
