"""Figures from published aggregates: counts and bases as they stand, hidden where the release hides them."""

from __future__ import annotations

import math

from ..release import Aggregate
from ..results import Estimate
from .limits import BASE, CELL, SMALL_BASE, SUPPRESSED
from .precision import PERCENT, hidden, logit_interval


def estimate(cell: Aggregate) -> Estimate:
    """Return the share of a published cell, in percent; the count gives its precision."""
    if cell.count is None or cell.base is None or 0 < cell.count < CELL or 0 < cell.base - cell.count < CELL:
        return hidden(SUPPRESSED, cell.base or 0)
    if cell.base < BASE:
        return hidden(SMALL_BASE, cell.base)
    plain = cell.count / cell.base
    p = plain if cell.share is None else cell.share
    error = math.sqrt(p * (1 - p) / (cell.base - 1))
    low, high = logit_interval(p, error, cell.base)
    return Estimate(PERCENT * p, PERCENT * low, PERCENT * high, PERCENT * error, cell.base, cell.base, count=cell.count)
