"""A sample as it was drawn, and the variance that follows from it by linearisation.

Sources: Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, chapters 4 and 5 (several stages); Binder
(1983) (linearisation); Lumley (2010), Complex Surveys, chapters 2 and 3 (domains, single clusters).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..failure import AnalysisError
from ..weighting.calibration import Calibration
from .levels import Level, levels_of, numbered
from .statistic import Statistic

FAIL, REMOVE, ADJUST, CERTAINTY, AVERAGE = "fail", "remove", "adjust", "certainty", "average"
LONELY: Mapping[str, str] = {
    FAIL: "refuse to compute",
    REMOVE: "let the stratum add no variance",
    CERTAINTY: "the same: the cluster was certain to be drawn",
    ADJUST: "measure it from the mean of all clusters instead of its own",
    AVERAGE: "let the stratum add what the others add on average",
}
"""What to do with a stratum from which a single cluster was drawn, so that its variance cannot be told."""


@dataclass(frozen=True)
class Design:
    """Weights of rows (rows,), the stages of the sample, and the totals that weights were calibrated to, in order.

    ``times`` (rows,) says how many equal rows each row stands for, None where each stands for itself; calibrations are
    for rows that stand for themselves.
    """

    weights: Floats
    levels: tuple[Level, ...]
    lonely: str = FAIL
    calibrations: tuple[Calibration, ...] = ()
    times: Floats | None = None
    linearised: bool = True

    @property
    def masses(self) -> Floats:
        """Weights times the rows that a row stands for (rows,)."""
        return self.weights if self.times is None else self.weights * self.times

    def calibrated(self, calibration: Calibration) -> Design:
        """Return the design with the weights after a calibration, whose variance reflects it."""
        return replace(self, weights=calibration.after, calibrations=(*self.calibrations, calibration))

    def covariance(self, statistic: Statistic) -> Floats:
        """Return the covariance matrix (figures, figures) of a statistic.

        Raises:
            AnalysisError: a stratum has a single cluster, and the design does not say what to do with it.
        """
        return self.covariance_of(statistic.influence(self.weights, self.masses))

    def covariance_of(self, influence: Floats) -> Floats:
        """Return the covariance matrix of the totals of weighted influence values (rows, figures)."""
        for calibration in self.calibrations:
            influence = calibration.residuals(influence)
        return np.asarray(sum(_of_level(level, influence, self.lonely) for level in self.levels), dtype=np.float64)

    def degrees_of_freedom(self, inside: Booleans) -> float:
        """Return clusters less strata of the first stage, among those with rows inside a domain.

        Source: Korn & Graubard (1999), Analysis of Health Surveys, section 5.2 (clusters with the domain).
        """
        level = self.levels[0]
        used = inside & (self.weights > 0)
        if level.of_row is None:
            clusters = float(np.count_nonzero(used) if self.times is None else self.times[used].sum())
            return clusters - len(np.unique(level.stratum[used]))
        present = np.zeros(level.clusters, dtype=np.bool_)
        present[level.of_row[used]] = True
        return float(np.count_nonzero(present) - len(np.unique(level.stratum[present])))


def design_of(
    weights: Floats | None,
    *,
    rows: int = 0,
    strata: Sequence[Integers] = (),
    clusters: Sequence[Integers] = (),
    population: Sequence[Floats] = (),
    nest: bool = False,
    lonely: str = FAIL,
    times: Floats | None = None,
) -> Design:
    """Describe a sample. Codes (rows,) count from 0; without clusters every row was drawn by itself.

    ``strata``, ``clusters`` and ``population`` go by stage. Without ``weights`` they are the inverse of the sampling
    fractions, or 1. ``nest`` says that clusters are numbered anew in each stratum. ``times`` (rows,) is how many equal
    rows each row stands for, so that large data can be handed over as counts.

    Raises:
        AnalysisError: the parts do not fit each other.
    """
    if lonely not in LONELY:
        raise AnalysisError(f"there is no way {lonely!r} for single clusters.", f"Ways: {', '.join(LONELY)}.")
    rows = len(weights) if weights is not None else rows
    if nest and strata and clusters:
        clusters = [strata[0] * (int(clusters[0].max()) + 1) + clusters[0], *clusters[1:]]
    clusters = [numbered(one) for one in clusters]
    levels = levels_of(rows, strata, clusters, population, times)
    if len(clusters) and not levels[0].clusters > 1:
        raise AnalysisError("there is only one cluster.", "At least two are needed to see how they differ.")
    return Design(_fractions(levels, rows) if weights is None else weights, levels, lonely, times=times)


def _fractions(levels: Sequence[Level], rows: int) -> Floats:
    weights = np.ones(rows)
    for level in levels:
        stratum = level.stratum if level.of_row is None else level.stratum[level.of_row]
        inverse = (level.population / level.drawn)[stratum]
        weights = weights * np.where(np.isfinite(inverse), inverse, 1.0)
    return weights


def _of_level(level: Level, influence: Floats, lonely: str) -> Floats:
    """Return what one stage adds: squares of cluster totals about their stratum's mean."""
    sums = level.sums(influence)
    left = np.where(np.isinf(level.population), 1.0, 1 - level.drawn / level.population)
    means = level.stratum_sums(sums) / level.drawn[:, None]
    single = (level.drawn == 1) & (left >= 1e-7)
    scale = level.share * left * np.where(level.drawn > 1, level.drawn / np.maximum(level.drawn - 1, 1), 1.0)
    if single.any():
        means, scale = _SINGLE[lonely](level, single, means, scale)
    centred = sums - means[level.stratum]
    factor = scale[level.stratum]
    if level.of_row is None and level.times is not None:
        factor = factor * level.times
    centred *= np.sqrt(factor)[:, None]
    return np.asarray(centred.T @ centred, dtype=np.float64)


def _refuse(level: Level, single: Booleans, means: Floats, scale: Floats) -> tuple[Floats, Floats]:
    ways = "; ".join(f"{way} ({said})" for way, said in LONELY.items() if way != FAIL)
    raise AnalysisError(
        f"{int(single.sum())} strata have a single cluster, so their variance cannot be told.",
        f"Join strata, or choose with --lonely: {ways}.",
    )


def _leave(level: Level, single: Booleans, means: Floats, scale: Floats) -> tuple[Floats, Floats]:
    return means, scale


def _from_all(level: Level, single: Booleans, means: Floats, scale: Floats) -> tuple[Floats, Floats]:
    return np.where(single[:, None], 0.0, means), scale


def _as_others(level: Level, single: Booleans, means: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Give strata within the same cluster above the average of those that have more than one cluster."""
    all_of = np.bincount(level.parent)
    with_more = np.bincount(level.parent[~single], minlength=len(all_of))
    factor = np.divide(all_of, with_more, out=np.full(len(all_of), np.nan), where=with_more > 0)
    return means, scale * np.where(single, 0.0, factor[level.parent])


_SINGLE: Mapping[str, Callable[[Level, Booleans, Floats, Floats], tuple[Floats, Floats]]] = {
    FAIL: _refuse,
    REMOVE: _leave,
    CERTAINTY: _leave,
    ADJUST: _from_all,
    AVERAGE: _as_others,
}
