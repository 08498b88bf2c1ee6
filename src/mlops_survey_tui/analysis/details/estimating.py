"""Estimates from described cases: as they are, weighted, raked to the overview, and post-stratified by it.

Sources: Hájek (1971) (ratio estimator); Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, sections
5.7 and 7.6 (ratio, post-strata with estimated sizes); Wolter (2007), Introduction to Variance Estimation, chapter 4
(jackknife); Deville & Särndal (1992) (raking, variance by residuals).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..influence import Means, means, people
from ..weighting.bounding import trim
from ..weighting.calibration import Calibration
from ..weighting.cells import cells_of
from ..weighting.margins import Coded
from ..weighting.raking import Fit, fit_of, rake
from .cases import Cases
from .overview import Shares

ROUNDS, TOLERANCE, TRIM = 50, 0.001, 5.0
"""Raking ends after so many rounds, or when every class is within 0.1 points; weights end at five times their mean."""
FEW = 15
"""With fewer answers in a type than this the error of a post-stratified estimate is taken by jackknife."""


@dataclass(frozen=True)
class Weights:
    """Weights of the described cases (cases), how many were cut and how well they meet the margins after that."""

    values: Floats
    calibration: Calibration | None
    trimmed: int
    fit: Fit | None


@dataclass(frozen=True)
class Raked:
    """Shares of the overview that cases are raked to by the first margin: ``level`` is that of each kind (kinds)."""

    shares: Shares
    level: Integers
    known: float


@dataclass(frozen=True)
class Poststratified:
    """The estimate Σ A_t · y_t: ``covered`` is the share of the overview in types that somebody described."""

    estimate: Means
    covered: float
    jackknife: bool


def weighed(design: Floats, margins: Sequence[Coded], people: Floats | None = None) -> Weights:
    """Rake weights of cases to margins, if there are any, and cut what is above five times the mean.

    Weights are divided by ``people`` (cases) after raking: margins count a case once for each respondent who has it.
    """
    calibration, fit, values = None, None, design
    shared = np.ones(len(design)) if people is None else people
    if margins:
        raked = rake(margins, design, tolerance=TOLERANCE, rounds=ROUNDS)
        calibration, fit, values = raked.calibration, raked.fit, raked.weights
    cut = trim(values / shared, TRIM)
    if calibration is not None and fit is not None:
        calibration = replace(calibration, after=cut.weights * shared)
        cells = cells_of(margins)
        sums = cells.sums(design), cells.sums(calibration.after)
        fit = fit_of(cells, *sums, rounds=fit.rounds, tolerance=TOLERANCE)
    return Weights(cut.weights, calibration, cut.cut, fit)


def estimated(cases: Cases, weights: Weights, raked: Raked | None = None) -> Means:
    """Return Hájek's ratio Σ d·y / Σ d of the described cases, with errors that reflect the raking.

    With ``raked`` the first margin is an estimate, too: what a respondent's overview does to it, times the coefficient
    of its level, is added to what the respondent's case does. Source: Särndal, Swensson & Wretman (1992), section 9.7.
    """
    sample = people(weights.values)
    if weights.calibration is None:
        return means(sample, cases.values[cases.described])
    found = means(replace(sample, calibrations=(weights.calibration,)), cases.values[cases.described])
    if raked is None:
        return found
    influence = np.zeros((len(cases.weights), len(found.values)))
    influence[cases.described] = weights.calibration.residuals(found.influence)
    influence += raked.shares.influence @ _slopes(weights.calibration, found.influence, raked)
    taking_part = influence[cases.described | (raked.shares.parts > 0)]
    covariance = people(np.ones(len(taking_part))).covariance_of(taking_part)
    return replace(found, covariance=covariance)


def _slopes(calibration: Calibration, influence: Floats, raked: Raked) -> Floats:
    """Return by how much estimates rise with the share of each kind in the overview (kinds × figures)."""
    assert calibration.group_of_row is not None
    known = calibration.auxiliary[calibration.group_of_row]
    after, root = calibration.after[:, None], np.sqrt(calibration.before)[:, None]
    plain = np.divide(influence, after, out=np.zeros_like(influence), where=after > 0)
    coefficients = np.linalg.lstsq(root * known, root * plain, rcond=None)[0]
    whole = float(calibration.after.sum()) * raked.known
    return np.asarray(whole * coefficients[raked.level], dtype=np.float64)


def poststratified(cases: Cases, design: Floats, shares: Shares, shared: Floats | None = None) -> Poststratified:
    """Return Σ A_t · y_t: means by type, weighted with the types' shares among everybody who gave the overview.

    One influence value a respondent holds what the respondent does to the shares and to the means, so that those who
    gave both are counted once. Types that nobody described are left out, and the others stand for them. With ``shared``
    (rows), the people on each case, it is the ratio of two such estimates, of y / people and of 1 / people.
    """
    if shared is not None:
        both = np.column_stack([cases.values / shared[:, None], 1 / shared])
        return _over_people(poststratified(replace(cases, values=both), design, shares))
    rows = np.flatnonzero(cases.described & (cases.kind >= 0))
    counts = np.bincount(cases.kind[rows], minlength=len(cases.kinds))
    used = (counts > 0) & (shares.values > 0)
    covered = float(shares.values[used].sum())
    few = bool((counts[used] < FEW).any())
    parts = _Parts(cases, np.where(cases.described & (cases.kind >= 0), np.nan_to_num(design), 0.0), used)
    share = np.where(used, shares.values, 0.0) / covered
    value = share @ parts.means
    influence = _influence(parts, shares, share, covered)
    taking_part = (shares.parts > 0) | (parts.weights > 0)
    sample = people(np.ones(len(influence)))
    if few:
        influence = _jackknife(cases, parts, shares, taking_part)
    covariance = sample.covariance_of(influence)
    df = float(taking_part.sum() - 1)
    counted = np.full(len(value), len(rows))
    return Poststratified(Means(value, covariance, counted, influence, df), covered, few)


def _over_people(both: Poststratified) -> Poststratified:
    """Return the ratios of all figures but the last to the last, linearised."""
    found = both.estimate
    below = found.values[-1]
    values = found.values[:-1] / below
    slopes = np.column_stack([np.eye(len(values)), -values]) / below
    ratios = Means(
        values, slopes @ found.covariance @ slopes.T, found.counts[:-1], found.influence @ slopes.T, found.df
    )
    return replace(both, estimate=ratios)


class _Parts:
    """Means by type of the described cases (kinds × figures), and what they are made of."""

    def __init__(self, cases: Cases, weights: Floats, used: Booleans) -> None:
        self.weights, self.used = weights, used
        kinds = len(cases.kinds)
        self.kind: Integers = np.where(weights > 0, cases.kind, kinds)
        self.values = np.where((weights > 0)[:, None], cases.values, 0.0)
        self.sizes = np.bincount(self.kind, weights=weights, minlength=kinds + 1)[:kinds]
        weighted = weights[:, None] * self.values
        self.sums = np.stack([np.bincount(self.kind, one, kinds + 1)[:kinds] for one in weighted.T], axis=1)
        self.means = np.divide(self.sums, self.sizes[:, None], out=np.zeros_like(self.sums), where=used[:, None])


def _influence(parts: _Parts, shares: Shares, share: Floats, covered: float) -> Floats:
    """Return what each respondent does to the estimate (rows × figures): by the overview, and by the case."""
    value = share @ parts.means
    apart = np.where(parts.used[:, None], parts.means - value, 0.0) / covered
    by_overview = shares.influence @ apart
    padded_share, padded_size = np.append(share, 0.0), np.append(parts.sizes, 1.0)
    padded_mean = np.concatenate([parts.means, np.zeros((1, parts.means.shape[1]))])
    size = np.where(padded_size[parts.kind] > 0, padded_size[parts.kind], 1.0)
    factor = parts.weights * padded_share[parts.kind] / size
    by_case = factor[:, None] * (parts.values - padded_mean[parts.kind])
    return np.asarray(by_overview + by_case, dtype=np.float64)


def _jackknife(cases: Cases, parts: _Parts, shares: Shares, taking_part: Booleans) -> Floats:
    """Return the covariance from leaving out one respondent at a time; a type that loses its only case is left out."""
    rows = np.flatnonzero(taking_part)
    kinds, figures = len(cases.kinds), parts.means.shape[1]
    mine = (parts.kind[rows, None] == np.arange(kinds)) * parts.weights[rows, None]
    sizes = parts.sizes - mine
    sums = parts.sums[None] - mine[:, :, None] * parts.values[rows][:, None, :]
    left = parts.used & (sizes > 1e-12 * parts.sizes)
    averages = np.divide(sums, sizes[:, :, None], out=np.zeros((len(rows), kinds, figures)), where=left[:, :, None])
    share = np.where(left, _shares_without(cases, shares, rows), 0.0)
    found = np.einsum("rk,rkf->rf", share / share.sum(axis=1, keepdims=True), averages)
    apart = found - found.mean(axis=0)
    return np.asarray(apart.T @ apart * (len(rows) - 1) / len(rows), dtype=np.float64)


def _shares_without(cases: Cases, shares: Shares, rows: Integers) -> Floats:
    """Return the overview's shares without each of some respondents (rows × kinds)."""
    part = shares.parts[rows, None]
    own = np.zeros((len(rows), len(cases.kinds))) if cases.overview is None else np.nan_to_num(cases.overview[rows])
    return np.asarray((shares.values - part * own / 100) / (1 - part), dtype=np.float64)
