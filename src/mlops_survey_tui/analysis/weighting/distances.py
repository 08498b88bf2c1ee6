"""Calibration to totals of any variables: the linear (regression), raking and logit distances.

Source: Deville & Särndal (1992), Journal of the American Statistical Association 87, 376–382, cases 1, 2 and 6;
Newton's method with step halving on the calibration equations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..failure import AnalysisError
from .calibration import Calibration
from .cells import cells_of
from .margins import Coded, checked
from .raking import Weighted, checked_base, fit_of, targets_of

Pair = tuple[Floats, Floats]
UNBOUNDED = (-np.inf, np.inf)


def _linear(argument: Floats, low: float, high: float) -> Pair:
    factor = 1 + argument
    inside = (factor >= low) & (factor <= high)
    return np.clip(factor, low, high), inside.astype(np.float64)


def _raking(argument: Floats, low: float, high: float) -> Pair:
    with np.errstate(over="ignore"):
        factor = np.exp(argument)
    inside = (factor >= low) & (factor <= high)
    return np.clip(factor, low, high), np.where(inside, factor, 0.0)


def _logit(argument: Floats, low: float, high: float) -> Pair:
    """Case 6: between the bounds, with the value 1 and the slope 1 where the argument is 0."""
    steep = (high - low) / ((1 - low) * (high - 1))
    with np.errstate(over="ignore"):
        grown = np.exp(steep * argument)
    below = np.where(np.isfinite(grown), (high - 1) + (1 - low) * grown, np.inf)
    factor = np.where(np.isfinite(grown), (low * (high - 1) + high * (1 - low) * grown) / below, high)
    slope = (factor - low) * (high - factor) * steep / (high - low)
    return factor, slope


DISTANCES: Mapping[str, Callable[[Floats, float, float], Pair]] = {
    "linear": _linear,
    "raking": _raking,
    "logit": _logit,
}
"""Factor and slope of each distance, from the linear predictor (rows,) and the bounds of the factor."""


@dataclass(frozen=True)
class Calibrated:
    """Weights (rows,), rounds, and how far each total is missed, relative to 1 + its size (variables,)."""

    weights: Floats
    rounds: int
    gaps: Floats
    converged: bool
    calibration: Calibration


def calibrate(
    auxiliary: Floats,
    base: Floats,
    totals: Floats,
    *,
    distance: str = "linear",
    bounds: tuple[float, float] = UNBOUNDED,
    tolerance: float = 1e-9,
    rounds: int = 100,
) -> Calibrated:
    """Change base weights (rows,) as little as the distance allows until ``auxiliary.T @ weights`` equals ``totals``.

    ``auxiliary`` has shape (rows, variables); ``bounds`` limit the factor that a base weight is multiplied with.

    Raises:
        AnalysisError: bounds do not enclose 1, the logit distance has no finite bounds, or shapes do not fit.
    """
    _checked(auxiliary, base, totals, distance, bounds)
    form = DISTANCES[distance]
    slope_of, done, gaps = np.zeros(auxiliary.shape[1]), 0, np.full(len(totals), np.inf)
    factor, slope = form(auxiliary @ slope_of, *bounds)
    gap = totals - auxiliary.T @ (base * factor)
    while done < rounds:
        done += 1
        gram = auxiliary.T @ (auxiliary * (base * slope)[:, None])
        step = np.linalg.pinv(gram, rcond=1e-13, hermitian=True) @ gap
        for halving in range(40):
            factor, slope = form(auxiliary @ (slope_of + step), *bounds)
            new = totals - auxiliary.T @ (base * factor)
            if np.isfinite(factor).all() and (np.abs(new).sum() < np.abs(gap).sum() or halving == 39):
                break
            step = step / 2
        slope_of, gap = slope_of + step, new
        gaps = np.abs(gap) / (1 + np.abs(totals))
        if gaps.max() <= tolerance:
            break
    weights = base * factor
    converged = bool(gaps.max() <= tolerance)
    return Calibrated(weights, done, gaps, converged, Calibration(base, weights, auxiliary, None))


def calibrate_margins(
    margins: Sequence[Coded], base: Floats, *, distance: str, bounds: tuple[float, float] = UNBOUNDED
) -> Weighted:
    """Change base weights (rows,) until they meet every margin, as :func:`calibrate` does, by cells instead of by rows.

    Raises:
        AnalysisError: the margins cannot be met within the bounds, or only with weights below 0.
    """
    checked_base(base)
    cells = cells_of([checked(one) for one in margins])
    before = cells.sums(base)
    totals = np.concatenate(targets_of(cells, before, 0.0))
    auxiliary = Calibration.by_cells(cells, base, base).auxiliary
    found = calibrate(auxiliary, before, totals, distance=distance, bounds=bounds)
    if not found.converged:
        raise AnalysisError("the margins cannot be met within the bounds.", "Widen --bounds, or merge levels.")
    factors = np.divide(found.weights, before, out=np.zeros_like(before), where=before > 0)
    if (factors < 0).any():
        raise AnalysisError("the margins are met only with weights below 0.", "Give --bounds 0.1 10, or rake.")
    weights = base * factors[cells.of_row]
    fit = fit_of(cells, before, found.weights, rounds=found.rounds, tolerance=1e-8)
    return Weighted(weights, fit, Calibration.by_cells(cells, base, weights), cells)


def _checked(auxiliary: Floats, base: Floats, totals: Floats, distance: str, bounds: tuple[float, float]) -> None:
    checked_base(base)
    if distance not in DISTANCES:
        raise AnalysisError(f"there is no distance {distance!r}.", f"Distances: {', '.join(DISTANCES)}.")
    if auxiliary.shape != (len(base), len(totals)):
        raise AnalysisError(
            f"{len(base)} weights and {len(totals)} totals do not fit auxiliary variables of shape {auxiliary.shape}.",
            "Give one row for each weight and one column for each total.",
        )
    if not bounds[0] < 1 < bounds[1]:
        raise AnalysisError(f"the bounds {bounds[0]:g} and {bounds[1]:g} do not enclose 1.", "Widen them.")
    if distance == "logit" and not np.isfinite(bounds).all():
        raise AnalysisError("the logit distance needs finite bounds.", "Give for example 0.3 and 3.")
