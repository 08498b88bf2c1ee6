"""What weights cost: the design effect of unequal weights, and how many equally weighted rows they are worth."""

from __future__ import annotations

import numpy as np

from ..arrays import Floats


def kish_design_effect(weights: Floats) -> float:
    """Return 1 + CV² of weights (rows,), by which unequal weights at random inflate the variance of a mean.

    Source: Kish (1965), Survey Sampling, section 11.7; Kish (1992), Journal of Official Statistics 8, 183–200.
    """
    used = weights[weights > 0]
    return float(len(used) * np.square(used).sum() / used.sum() ** 2) if len(used) else float("nan")


def effective_size(weights: Floats) -> float:
    """Return Kish's effective sample size (Σw)² / Σw² of weights (rows,)."""
    squares = float(np.square(weights).sum())
    return float(weights.sum() ** 2 / squares) if squares else 0.0
