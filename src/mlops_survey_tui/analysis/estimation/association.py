"""Tests of independence in two-way tables that respect the design.

Sources: Rao & Scott (1984), Annals of Statistics 12, 46–60 (first and second order corrections); Thomas & Rao (1987),
Journal of the American Statistical Association 82, 630–636 (F form); Koch, Freeman & Freeman (1975), International
Statistical Review 43, 59–78 (Wald).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..distributions import chi_square_upper, f_upper
from ..failure import AnalysisError
from .estimate import Sample, rows_of
from .statistic import mean_of


@dataclass(frozen=True, slots=True)
class Association:
    """A test of independence. ``statistic`` is an F with ``df1`` and ``df2`` degrees of freedom.

    ``pearson`` is Pearson's X² of the weighted shares times n, ``first_order`` the p-value of X² over the mean
    generalised design effect ``mean_deff`` as a chi-square with ``cells`` degrees of freedom.
    """

    statistic: float
    df1: float
    df2: float
    p: float
    pearson: float
    mean_deff: float
    cells: int
    first_order: float


def rao_scott(sample: Sample, rows: Integers, columns: Integers, inside: Booleans) -> Association:
    """Test whether two codes (rows,) are independent within a domain, by X² with the second-order correction in F form.

    Codes without weight in the domain do not count as categories.

    Raises:
        AnalysisError: one of the two has fewer than two categories.
    """
    used = inside & (sample.weights > 0)
    first, second = _codes(rows, used), _codes(columns, used)
    height, width = int(first.max()) + 1, int(second.max()) + 1
    if min(height, width) < 2:
        raise AnalysisError("one of the two has a single category.", "Independence needs two of each.")
    cell = first * width + second
    indicators = (cell[:, None] == np.arange(height * width)) & used[:, None]
    statistic = mean_of(indicators.astype(np.float64), used)
    shares = statistic.value(statistic.totals(sample.masses))
    n, free = rows_of(sample, used), (height - 1) * (width - 1)
    deffs = _design_effects(shares, sample.covariance(statistic) * n, height, width)
    trace = float(np.trace(deffs))
    pearson = n * _departure(shares.reshape(height, width))
    df1 = trace**2 / float(np.trace(deffs @ deffs))
    df2 = df1 * sample.degrees_of_freedom(used)
    value = pearson / trace
    first_order = chi_square_upper(pearson / (trace / free), free)
    p = f_upper(value, df1, df2) if df2 > 0 else math.nan
    return Association(value, df1, df2, p, pearson, trace / free, free, first_order)


def _codes(codes: Integers, used: Booleans) -> Integers:
    """Number the codes in use from 0; others become 0, which ``used`` leaves out."""
    found = np.unique(codes[used])
    return np.where(used, np.searchsorted(found, codes), 0)


def _departure(shares: Floats) -> float:
    """Return the sum of (observed − expected)² / expected of a table of shares."""
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    return float((np.square(shares - expected) / expected).sum())


def _design_effects(shares: Floats, covariance: Floats, height: int, width: int) -> Floats:
    """Return the matrix of generalised design effects of the interaction contrasts of log shares."""
    contrasts = _interaction(height, width)
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)
    simple = contrasts.T @ (contrasts * inverse[:, None])
    scaled = contrasts * inverse[:, None]
    return np.asarray(np.linalg.solve(simple, scaled.T @ covariance @ scaled), dtype=np.float64)


def _interaction(height: int, width: int) -> Floats:
    """Return contrasts (cells, (height − 1)(width − 1)) orthogonal to rows and columns, cells row by row."""
    return np.asarray(np.kron(_contrasts(height), _contrasts(width)), dtype=np.float64)


def _contrasts(levels: int) -> Floats:
    return np.vstack([np.ones((1, levels - 1)), -np.eye(levels - 1)])
