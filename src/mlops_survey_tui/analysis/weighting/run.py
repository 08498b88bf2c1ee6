"""`analyse weight`: from a file to a column of weights, and what they cost.

Rows that are equal in all that matters are weighted once, and the database writes the file, so that neither the data
nor the weights need to fit into memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..arrays import Floats
from ..reading.equal_rows import Columns
from ..reading.source import open_source
from .bounding import Trimmed, trim
from .files import margins_in
from .precision import effective_size, kish_design_effect
from .raking import TOLERANCE, Fit, Weighted, fit_of
from .steps import Classes, for_chance, for_margins, who_was_asked
from .wishes import Wishes
from .writing import write


@dataclass(frozen=True)
class Weighting:
    """Weights of groups of equal rows (groups,), how many rows each has, and how they were reached."""

    weights: Floats
    times: Floats
    base: Floats
    fit: Fit | None
    trimmed: Trimmed | None
    classes: Classes | None
    out: Path | None

    @property
    def rows(self) -> int:
        """How many rows have a weight."""
        return int(self.times[self.weights > 0].sum())

    @property
    def mean(self) -> float:
        """The mean weight of the rows that have one."""
        return float(self.weights @ self.times) / self.rows

    @property
    def deff(self) -> float:
        """Kish's design effect of the weights."""
        return kish_design_effect(self.weights, self.times)

    @property
    def effective(self) -> float:
        """Kish's effective sample size."""
        return effective_size(self.weights, self.times)


def weight(place: str, wishes: Wishes) -> Weighting:
    """Weight the rows of a file, and write it with the weights where that is wished.

    Raises:
        AnalysisError: file, margins and wishes do not fit each other.
    """
    wishes = wishes.checked(place)
    margins = margins_in(wishes.margins) if wishes.margins else ()
    named = [wishes.base, wishes.asked, wishes.chance, *wishes.within, *(c for one in margins for c in one.columns)]
    with open_source(place) as source:
        columns = Columns(source, (), list(dict.fromkeys(filter(None, named))), one_by_one=False)
        assert columns.times is not None
        base = np.nan_to_num(columns.real(wishes.base, empty=True)) if wishes.base else np.ones(columns.rows)
        asked = who_was_asked(columns, wishes)
        weights, classes = for_chance(columns, base, asked, wishes)
        started = weights
        raked, trimmed = None, None
        if margins:
            raked = for_margins(columns, margins, weights, asked, wishes)
            weights = np.zeros(columns.rows)
            weights[asked] = raked.weights
        if wishes.trim:
            trimmed = trim(weights, wishes.trim, times=columns.times)
            weights = trimmed.weights
        fit = _fit(raked, columns.times[asked], started[asked], weights[asked]) if raked else None
        if wishes.out:
            write(source, columns, np.where(asked, weights, np.nan), wishes.name, wishes.out)
    return Weighting(weights, columns.times, base, fit, trimmed, classes, wishes.out)


def _fit(raked: Weighted, times: Floats, start: Floats, weights: Floats) -> Fit:
    """Compare the weights (rows,) as they are in the end with the margins."""
    cells = raked.cells
    before, reached = cells.sums(start * times), cells.sums(weights * times)
    return fit_of(cells, before, reached, rounds=raked.fit.rounds, tolerance=TOLERANCE)
