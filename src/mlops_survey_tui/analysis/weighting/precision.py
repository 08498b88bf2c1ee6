"""What weights cost: the design effect of unequal weights, and how many equally weighted rows they are worth."""

from __future__ import annotations

import numpy as np

from ..arrays import Floats


def kish_design_effect(weights: Floats, times: Floats | None = None) -> float:
    """Return 1 + CV² of weights (rows,), by which unequal weights at random inflate the variance of a mean.

    Weights of 0 do not count; ``times`` (rows,) says how many equal rows each row stands for.

    Source: Kish (1965), Survey Sampling, section 11.7; Kish (1992), Journal of Official Statistics 8, 183–200.
    """
    rows = (weights > 0).astype(np.float64) if times is None else times * (weights > 0)
    whole = float(weights @ rows)
    return float(rows.sum()) * float(np.square(weights) @ rows) / whole**2 if whole else float("nan")


def effective_size(weights: Floats, times: Floats | None = None) -> float:
    """Return Kish's effective sample size (Σw)² / Σw² of weights (rows,)."""
    rows = np.ones(len(weights)) if times is None else times
    squares = float(np.square(weights) @ rows)
    return float(weights @ rows) ** 2 / squares if squares else 0.0
