"""Intervals for proportions, which lie between 0 and 1 and are not normal near the ends.

Sources: Korn & Graubard (1998), Survey Methodology 24, 193–201 (effective size, Clopper–Pearson by it); Dean & Pagano
(2015), Journal of Survey Statistics and Methodology 3, 484–503 (logit and Wilson); Lumley (2010), Complex Surveys.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..distributions import beta_quantile, student_quantile

Ends = tuple[float, float]
NEAR = 1e-12
"""Shares this close to 0 or 1 are nobody and everybody, up to rounding."""


@dataclass(frozen=True)
class Share:
    """A proportion, its variance, rows it rests on, degrees of freedom and the confidence level.

    ``logit_variance`` is that of log(p / (1 − p)), by default the linearised one.
    """

    value: float
    variance: float
    n: int
    df: float
    level: float = 0.95
    logit_variance: float | None = None

    @property
    def critical(self) -> float:
        """The quantile of Student's t."""
        return student_quantile(0.5 + self.level / 2, self.df)

    @property
    def effective(self) -> float:
        """The size of a simple sample with this variance, made smaller for the degrees of freedom."""
        varies = self.variance > 0 and NEAR < self.value < 1 - NEAR
        size = self.value * (1 - self.value) / self.variance if varies else float(self.n)
        return size * (student_quantile(0.5 + self.level / 2, self.n - 1) / self.critical) ** 2


def mean_interval(share: Share) -> Ends:
    """Symmetric, not kept within 0 and 1."""
    half = share.critical * math.sqrt(share.variance)
    return share.value - half, share.value + half


def logit_interval(share: Share) -> Ends:
    """Symmetric for log(p / (1 − p)); where nobody or everybody said so, by the beta distribution."""
    if not NEAR < share.value < 1 - NEAR:
        return beta_interval(share)
    centre = math.log(share.value / (1 - share.value))
    linearised = share.variance / (share.value * (1 - share.value)) ** 2
    half = share.critical * math.sqrt(linearised if share.logit_variance is None else share.logit_variance)
    return _expit(centre - half), _expit(centre + half)


def beta_interval(share: Share) -> Ends:
    """Clopper–Pearson with the effective size; never shorter than it should be, good for few rows."""
    yes, no = share.effective * share.value, share.effective * (1 - share.value)
    tail = (1 - share.level) / 2
    return beta_quantile(tail, yes, no + 1), beta_quantile(1 - tail, yes + 1, no)


def wilson_interval(share: Share) -> Ends:
    """Wilson's score interval with the effective size."""
    size, squared = share.effective, share.critical**2
    centre = (share.value + squared / (2 * size)) / (1 + squared / size)
    spread = math.sqrt(share.value * (1 - share.value) / size + squared / (4 * size * size))
    half = share.critical * spread / (1 + squared / size)
    return max(centre - half, 0.0), min(centre + half, 1.0)


INTERVALS: Mapping[str, Callable[[Share], Ends]] = {
    "logit": logit_interval,
    "beta": beta_interval,
    "wilson": wilson_interval,
    "mean": mean_interval,
}
"""Intervals for proportions by name."""


def interval(share: Share, method: str) -> Ends:
    """Return the interval; nothing can be said without degrees of freedom."""
    if share.df < 1 or share.n < 2 or not math.isfinite(share.variance):
        return math.nan, math.nan
    return INTERVALS[method](share)


def _expit(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0
