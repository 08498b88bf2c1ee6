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
from .margins import Coded, checked
from .raking import ROUNDS, TOLERANCE, Weighted, checked_base, fit_of, one_round, targets_of

STILL = 1e-11
"""Rounds end when none of the weights moves by more than this share of the highest."""


@dataclass(frozen=True)
class Trimmed:
    """Weights (rows,) after trimming, how many were cut, and the share of the sum of weights that was moved."""

    weights: Floats
    cut: int
    moved: float


def rake_capped(
    margins: Sequence[Coded],
    base: Floats,
    cap: float,
    *,
    rounds: int = ROUNDS,
    total: float = 0.0,
    times: Floats | None = None,
) -> Weighted:
    """Rake with no weight above ``cap`` times the mean; where both are impossible the cap wins.

    After each round weights above the cap are cut to it, and the others take over what was cut. ``fit`` has the gaps
    that remain, in shares of the total.

    Raises:
        AnalysisError: as for :func:`~.raking.rake`, or the cap is not above 1.
    """
    checked_base(base)
    _checked_limit("cap", cap)
    cells = cells_of([checked(one) for one in margins])
    rows = np.ones(len(base)) if times is None else times
    before = cells.sums(base * rows)
    targets = targets_of(cells, before, total)
    highest = cap * float(targets[0].sum()) / float(rows[base > 0].sum())
    units = _units_of(cells, base, rows)
    weights, done = units.weights.copy(), 0
    while done < rounds:
        done += 1
        last = weights
        sums = sums_by(units.cell, last * units.size, cells.count)
        factors = sums.copy()
        one_round(cells, targets, factors)
        np.divide(factors, sums, out=factors, where=sums > 0)
        weights = trim(last * factors[units.cell], cap, times=units.size).weights
        if np.abs(weights - last).max() <= STILL * highest:
            break
    found = weights[units.of_row]
    fit = fit_of(cells, before, cells.sums(found * rows), rounds=done, tolerance=TOLERANCE)
    return Weighted(found, fit, Calibration.by_cells(cells, base, found), cells)


def trim(weights: Floats, limit: float, *, times: Floats | None = None) -> Trimmed:
    """Cut weights (rows,) to ``limit`` times their mean and give what was cut to the others, in proportion.

    Repeated until none is above the limit, so the sum stays and the limit holds. Weights of 0 do not count. ``times``
    (rows,) says how many equal rows each row stands for.

    Raises:
        AnalysisError: the limit is not above 1.
    """
    _checked_limit("limit", limit)
    rows = (weights > 0).astype(np.float64) if times is None else times * (weights > 0)
    whole = float(weights @ rows)
    highest = limit * whole / float(rows.sum())
    factor, over = 1.0, np.zeros(len(weights), dtype=np.bool_)
    masses = weights * rows
    while True:
        more = weights * factor > highest * (1 + STILL)
        if not (more & ~over).any():
            break
        over |= more
        others = float(masses[~over].sum())
        if not others:
            break
        factor = (whole - highest * float(rows[over].sum())) / others
    now = np.where(over, highest, weights * factor)
    moved = float(np.clip(weights - now, 0, None) @ rows) / whole
    return Trimmed(now, int(rows[over].sum()), moved)


@dataclass(frozen=True)
class _Units:
    """Rows with the same cell and base weight, which always have the same weight."""

    cell: Integers
    weights: Floats
    size: Floats
    of_row: Integers


def _units_of(cells: Cells, base: Floats, rows: Floats) -> _Units:
    different, of_base = np.unique(base, return_inverse=True)
    key, of_row = np.unique(cells.of_row * len(different) + of_base, return_inverse=True)
    size = sums_by(of_row, rows, len(key))
    return _Units(key // len(different), different[key % len(different)], size, of_row)


def _checked_limit(name: str, limit: float) -> None:
    if not limit > 1:
        raise AnalysisError(
            f"a {name} of {limit:g} times the mean cannot hold.", "Some weight is always the mean: give more than 1."
        )
