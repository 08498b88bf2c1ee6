"""Shares, means and quantiles with their precision, by ``analysis.estimation`` from counts by code and weight.

The sample is the whole table, the base a domain of it, as ``mlops-survey analyse estimate`` has it: the same figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ....publication.limits import SMALL_BASE
from ..results import Estimate
from ..reweighted import Reweighted
from ..sums import Part, Sums
from .counting import Tally
from .limits import BASE, CELL

if TYPE_CHECKING:
    from ...arrays import Floats
    from ...estimation.design import Design
    from ...estimation.estimate import Estimate as Estimated

NORMAL = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
PERCENT = 100.0


def hidden(reason: str, n: int = 0) -> Estimate:
    """Return a figure that is not told, nor on how few it rests."""
    return Estimate(None, n=n if n >= CELL else 0, hidden=reason)


def share(tally: Tally, codes: Sequence[str], least: int = BASE) -> Estimate:
    """Return the percent of rows with one of the codes, with an interval on the logit scale."""
    return shares(tally, [codes], least)[0]


def shares(tally: Tally, several: Sequence[Sequence[str]], least: int = BASE) -> list[Estimate]:
    """Return the percent of rows with one of the codes, for several sets of codes at once."""
    if tally.n < least or tally.weight <= 0:
        return [hidden(SMALL_BASE, tally.n)] * len(several)
    return list(
        _shares(tuple(tally.sums.items()), tally.rows, tally.reweighted, tuple(tuple(codes) for codes in several))
    )


@lru_cache(maxsize=4096)
def _shares(
    sums: tuple[tuple[str, Sums], ...], rows: int, reweighted: Reweighted, several: tuple[tuple[str, ...], ...]
) -> tuple[Estimate, ...]:
    """Return the percents; of long lists of options many have the same counts in a group, so equal tallies once."""
    import numpy as np

    from ...estimation.estimate import proportions

    tally = Tally(dict(sums), rows, reweighted)
    sample = _Rows(tally)
    yes = np.hstack([sample.column(dict.fromkeys(codes, 1.0)) for codes in several]) > 0
    return tuple(_told(found, tally, PERCENT) for found in proportions(sample.design, yes, sample.inside))


def mean(tally: Tally, values: Mapping[str, float], least: int = BASE) -> Estimate:
    """Return the mean of the values of codes with a symmetric interval; codes without a value are left out."""
    from ...estimation.estimate import means

    known = tally.only(values)
    if known.n < least or known.weight <= 0:
        return hidden(SMALL_BASE, known.n)
    rows = _Rows(known)
    return _told(means(rows.design, rows.column(values), rows.inside)[0], known)


def ratio(tally: Tally, above: Mapping[str, float], below: Mapping[str, float], least: int = BASE) -> Estimate:
    """Return the ratio of two totals over codes."""
    from ...estimation.estimate import ratio as ratio_of

    if tally.n < least or tally.weight <= 0:
        return hidden(SMALL_BASE, tally.n)
    rows = _Rows(tally)
    return _told(ratio_of(rows.design, rows.column(above)[:, 0], rows.column(below)[:, 0], rows.inside), tally)


def quantile(tally: Tally, values: Mapping[str, float], level: float, least: int = BASE) -> Estimate:
    """Return a quantile of the values of codes with Woodruff's interval."""
    from ...estimation.quantiles import quantile as quantile_of

    known = tally.only(values)
    if known.n < least or known.weight <= 0:
        return hidden(SMALL_BASE, known.n)
    rows = _Rows(known)
    return _told(quantile_of(rows.design, rows.column(values)[:, 0], level, rows.inside), known)


def worth(tally: Tally) -> float:
    """Return Kish's effective number of respondents: what the weighted base is worth."""
    square = sum(part.n * part.weight**2 for sums in tally.sums.values() for part in sums.parts)
    return tally.weight**2 / square if square else 0.0


def logit_interval(p: float, error: float, n: int) -> tuple[float, float]:
    """Return the ends of the interval of a share on the logit scale."""
    from ...estimation.intervals import Share, interval

    return interval(Share(p, error**2, n, float(n - 1)), "logit")


class _Rows:
    """A tally as rows of a sample, each standing for equal ones; rows outside the base come last, without weight."""

    def __init__(self, tally: Tally) -> None:
        import numpy as np

        self.codes = [code for code, sums in tally.sums.items() for _ in sums.parts]
        parts = [part for sums in tally.sums.values() for part in sums.parts]
        others = self._outside(tally)
        self.inside = np.array([True] * len(parts) + [False] * len(others), dtype=np.bool_)
        self.design = _design(tally, [*parts, *others])

    def column(self, values: Mapping[str, float]) -> Floats:
        """Return the values of the rows (rows, 1)."""
        import numpy as np

        found: Floats = np.zeros((len(self.inside), 1))
        found[: len(self.codes), 0] = [values.get(code, 0.0) for code in self.codes]
        return found

    @staticmethod
    def _outside(tally: Tally) -> list[Part]:
        if tally.reweighted.factors:
            return tally.reweighted.outside(list(tally.sums.values()))
        return [Part(tally.rows - tally.n, 0.0)] if tally.rows > tally.n else []


def _design(tally: Tally, parts: Sequence[Part]) -> Design:
    import numpy as np

    from ...estimation.design import Design
    from ...estimation.levels import Level
    from ...weighting.calibration import Calibration

    times = np.array([part.n for part in parts], dtype=np.float64)
    weights = np.array([part.weight for part in parts], dtype=np.float64)
    nothing, one = np.zeros(len(parts), dtype=np.int64), np.ones(1)
    level = Level(None, nothing, np.array([times.sum()]), np.array([np.inf]), nothing[:1], one, times)
    found = Design(weights, (level,), times=times)
    again = tally.reweighted
    if again.auxiliary is None:
        return found
    cells = np.array([part.cell for part in parts], dtype=np.int64)
    before = np.array([part.before for part in parts], dtype=np.float64)
    after = before * np.array(again.factors)[cells]
    return replace(found, calibrations=(Calibration(before * times, after, again.auxiliary, cells),))


def _told(found: Estimated, tally: Tally, scale: float = 1.0) -> Estimate:
    """Return an estimate of the statistics in the terms of a report."""
    low, high = (None if math.isnan(end) else scale * end for end in (found.low, found.high))
    return Estimate(
        scale * found.value,
        low,
        high,
        scale * found.se if math.isfinite(found.se) else None,
        tally.n,
        worth(tally),
        found.deff if math.isfinite(found.deff) else 1.0,
        count=found.count,
    )
