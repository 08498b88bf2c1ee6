"""Many comparisons at once: p values adjusted so that few claims are chance.

Sources: Holm (1979), Scandinavian Journal of Statistics 6, 65–70 (the chance of any false claim); Benjamini and
Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300 (the expected share of false claims). Both as
``p.adjust`` of R gives them.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats


def holm(p: Floats) -> Floats:
    """Return p values adjusted by Holm's step-down method; NaN stays and counts for nothing."""
    return _by_rank(p, falling=False)


def benjamini_hochberg(p: Floats) -> Floats:
    """Return p values adjusted by the step-up method of Benjamini and Hochberg; NaN stays and counts for nothing."""
    return _by_rank(p, falling=True)


def _by_rank(p: Floats, *, falling: bool) -> Floats:
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    count = len(order)
    if falling:
        scaled = p[order] * count / np.arange(1, count + 1)
        adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    else:
        scaled = p[order] * np.arange(count, 0, -1)
        adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return adjusted
