"""How often simulations are run: few in the suite, 500 where coverage is to be measured well."""

from __future__ import annotations

import os
from math import sqrt

RUNS = int(os.environ.get("MLOPS_SURVEY_SIMULATIONS", "60"))


def nominal(covered: float, intervals: int = RUNS) -> bool:
    """Whether a share of 95 % intervals that held the truth is within 90–97 %, or explained by few runs."""
    slack = 3 * sqrt(0.95 * 0.05 / intervals)
    return min(0.90, 0.95 - slack) <= covered <= max(0.97, 0.95 + slack)
