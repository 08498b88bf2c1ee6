"""Shares, means and quantiles with their precision, from sums of weights by code.

Taylor linearisation of a ratio of totals over respondents with unequal weights (Särndal, Swensson and Wretman, Model
Assisted Survey Sampling, 1992, section 5.6), with n/(n-1); intervals of shares on the logit scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ..results import Estimate
from .counting import Sums, Tally, total
from .limits import BASE, CELL, SMALL_BASE

NORMAL = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
PERCENT = 100.0


def hidden(reason: str, n: int = 0) -> Estimate:
    """Return a figure that is not told, nor on how few it rests."""
    return Estimate(None, n=n if n >= CELL else 0, hidden=reason)


def share(tally: Tally, codes: Sequence[str], least: int = BASE) -> Estimate:
    """Return the percent of rows with one of the codes, with an interval on the logit scale."""
    whole, part = total(tally), total({code: tally[code] for code in codes if code in tally})
    if whole.n < least or whole.weight <= 0:
        return hidden(SMALL_BASE, whole.n)
    p = part.weight / whole.weight
    values = {code: float(code in codes) for code in tally}
    error = _error(tally, values, p)
    low, high = logit_interval(p, error, worth(whole))
    return Estimate(
        PERCENT * p,
        PERCENT * low,
        PERCENT * high,
        PERCENT * error,
        whole.n,
        worth(whole),
        design_effect(whole),
        count=part.n,
    )


def mean(tally: Tally, values: Mapping[str, float], least: int = BASE) -> Estimate:
    """Return the mean of the codes' values with a symmetric interval."""
    known = {code: sums for code, sums in tally.items() if code in values}
    whole = total(known)
    if whole.n < least or whole.weight <= 0:
        return hidden(SMALL_BASE, whole.n)
    value = sum(values[code] * sums.weight for code, sums in known.items()) / whole.weight
    error = _error(known, values, value)
    reach = NORMAL * error
    return Estimate(
        value, value - reach, value + reach, error, whole.n, worth(whole), design_effect(whole), count=whole.n
    )


def design_effect(whole: Sums) -> float:
    """Return Kish's 1 + CV² of the weights."""
    return whole.n * whole.square / whole.weight**2 if whole.weight else 1.0


def logit_interval(p: float, error: float, effective: float) -> tuple[float, float]:
    """Return the ends of the interval of a share; of none or all, those of Clopper and Pearson (1934)."""
    if p <= 0.0 or p >= 1.0 or error <= 0.0:
        reach = 1.0 - 0.025 ** (1.0 / max(effective, 1.0))
        return (0.0, reach) if p <= 0.5 else (1.0 - reach, 1.0)
    centre, reach = math.log(p / (1 - p)), NORMAL * error / (p * (1 - p))
    return _inverse(centre - reach), _inverse(centre + reach)


def _inverse(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x)) if x >= 0 else math.exp(x) / (1.0 + math.exp(x))


def _error(tally: Tally, values: Mapping[str, float], centre: float) -> float:
    whole = total(tally)
    if whole.n < 2:
        return 0.0
    squares = sum(sums.square * (values[code] - centre) ** 2 for code, sums in tally.items())
    return math.sqrt(whole.n / (whole.n - 1) * squares) / whole.weight


def worth(whole: Sums) -> float:
    """Return Kish's effective number of respondents: what the weighted base is worth."""
    return whole.weight**2 / whole.square if whole.square else 0.0
