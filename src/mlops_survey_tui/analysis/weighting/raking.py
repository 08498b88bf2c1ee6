"""Raking (iterative proportional fitting) and post-stratification, done by cells instead of by rows.

Sources: Deming & Stephan (1940), Annals of Mathematical Statistics 11, 427–444; Deville, Särndal & Sautory (1993),
Journal of the American Statistical Association 88, 1013–1020.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..failure import AnalysisError
from .calibration import Calibration
from .cells import Cells, cells_of
from .margins import Coded, checked, common_total

TOLERANCE = 1e-9
ROUNDS = 1000


@dataclass(frozen=True)
class Fit:
    """How well weights meet the margins. ``gaps`` is, by margin, the greatest difference of a level's share of all.

    ``targets`` and ``reached`` hold the shares of the levels by margin, ``before`` those of the base weights.
    """

    rounds: int
    converged: bool
    gaps: dict[str, float]
    before: dict[str, dict[str, float]]
    reached: dict[str, dict[str, float]]
    targets: dict[str, dict[str, float]]

    @property
    def gap(self) -> float:
        """The greatest gap over all margins, as a share of the total."""
        return max(self.gaps.values(), default=0.0)


@dataclass(frozen=True)
class Weighted:
    """Weights of rows (rows,), how they fit, what an estimate needs for its variance, and the cells of the margins."""

    weights: Floats
    fit: Fit
    calibration: Calibration
    cells: Cells


def rake(
    margins: Sequence[Coded],
    base: Floats,
    *,
    tolerance: float = TOLERANCE,
    rounds: int = ROUNDS,
    total: float = 0.0,
    times: Floats | None = None,
) -> Weighted:
    """Adjust base weights (rows,) until they meet every margin, keeping their ratios within each cell.

    ``tolerance`` bounds the greatest gap of a level as a share of the total; ``total`` is what weights add up to where
    margins are shares, by default the sum of the base weights. ``times`` (rows,) says how many equal rows each row
    stands for; their variance then needs the rows themselves. Weights after the last round are returned even where they
    did not converge; ``fit`` says so.

    Raises:
        AnalysisError: a level has a target and no rows or no weight, rows have a level without target, margins have
            different totals, or a base weight is negative or no number.
    """
    checked_base(base)
    cells = cells_of([checked(one) for one in margins])
    before = cells.sums(base if times is None else base * times)
    targets = targets_of(cells, before, total)
    sums, done = before.copy(), 0
    while done < rounds:
        done += 1
        one_round(cells, targets, sums)
        if _gap(cells, targets, sums) <= tolerance:
            break
    factors = np.divide(sums, before, out=np.zeros_like(sums), where=before > 0)
    weights = base * factors[cells.of_row]
    fit = fit_of(cells, before, sums, rounds=done, tolerance=tolerance)
    return Weighted(weights, fit, Calibration.by_cells(cells, base, weights), cells)


def poststratify(strata: Coded, base: Floats, *, total: float = 0.0) -> Weighted:
    """Scale base weights (rows,) so that each post-stratum adds up to its target (Holt & Smith 1979).

    Raises:
        AnalysisError: as for :func:`rake`.
    """
    return rake([strata], base, rounds=1, total=total)


def checked_base(base: Floats) -> None:
    """Refuse base weights that are negative, no number, or all zero.

    Raises:
        AnalysisError: says which row.
    """
    bad = np.flatnonzero(~np.isfinite(base) | (base < 0))
    if len(bad):
        raise AnalysisError(
            f"the base weight of row {bad[0] + 1} is {base[bad[0]]:g}.", "Base weights are numbers of at least 0."
        )
    if not base.sum() > 0:
        raise AnalysisError("all base weights are 0.", "Leave --base out to begin with equal weights.")


def targets_of(cells: Cells, before: Floats, total: float) -> list[Floats]:
    """Return the totals of each margin; shares add up to ``total``, or to the base weights by cell (cells,).

    Raises:
        AnalysisError: a level has a target, and its rows have no weight.
    """
    whole = common_total(cells.margins, total or float(before.sum()))
    targets = [margin.scaled(whole).targets for margin in cells.margins]
    for number, (margin, target) in enumerate(zip(cells.margins, targets, strict=True)):
        empty = np.flatnonzero((cells.margin_sums(number, before) <= 0) & (target > 0))
        if len(empty):
            raise AnalysisError(
                f"all rows of level {margin.levels[empty[0]]} have the base weight 0.",
                "Merge it with a neighbouring level, in the margins and in the data.",
                column=margin.name,
            )
    return targets


def one_round(cells: Cells, targets: Sequence[Floats], sums: Floats) -> None:
    """Scale sums of cells (cells,) in place to each margin in turn."""
    for number, target in enumerate(targets):
        now = cells.margin_sums(number, sums)
        sums *= np.divide(target, now, out=np.zeros_like(now), where=now > 0)[cells.levels[number]]


def _gap(cells: Cells, targets: Sequence[Floats], sums: Floats) -> float:
    whole = targets[0].sum()
    gaps = (np.abs(cells.margin_sums(number, sums) - target).max() for number, target in enumerate(targets))
    return float(max(gaps) / whole)


def fit_of(cells: Cells, before: Floats, sums: Floats, *, rounds: int, tolerance: float) -> Fit:
    """Compare sums of weights by cell (cells,) with the margins."""
    shares = {"before": before / before.sum(), "reached": sums / sums.sum()}
    found: dict[str, dict[str, dict[str, float]]] = {"before": {}, "reached": {}, "targets": {}}
    gaps = {}
    for number, margin in enumerate(cells.margins):
        target = margin.targets / margin.total
        for name, share in shares.items():
            found[name][margin.name] = _by_level(margin.levels, cells.margin_sums(number, share))
        found["targets"][margin.name] = _by_level(margin.levels, target)
        gaps[margin.name] = float(np.abs(cells.margin_sums(number, shares["reached"]) - target).max())
    return Fit(rounds, max(gaps.values()) <= max(tolerance, 1e-15), gaps, **found)


def _by_level(levels: Sequence[str], values: Floats) -> dict[str, float]:
    return dict(zip(levels, map(float, values), strict=True))
