"""How respondents divided a whole among parts, in percent, whatever they counted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Booleans, Floats, Integers

PERCENT = 100.0
TOLERANCE = 0.005
"""How far a split may miss its total, as a share of it, before it is a mistake and not rounding."""


class SplitError(ValueError):
    """A split that cannot be: ``why``, the column by its role, and the number of a row that shows it."""

    def __init__(self, why: str, role: str, row: int) -> None:
        super().__init__(why)
        self.why, self.role, self.row = why, role, row


@dataclass(frozen=True)
class Splits:
    """Splits of respondents over ``parts``: ``now`` and ``later`` are percentages (respondents × parts).

    ``totals`` is what each divided (respondents): 100, or a count. Rows of ``later`` are NaN where nothing was said.
    """

    parts: tuple[str, ...]
    now: Floats
    totals: Floats
    weights: Floats
    clusters: Integers | None = None
    later: Floats | None = None

    @property
    def n(self) -> int:
        """How many respondents there are."""
        return len(self.now)

    @cached_property
    def paired(self) -> Booleans:
        """Who divided the whole for both points in time."""
        if self.later is None:
            return np.zeros(self.n, dtype=np.bool_)
        return np.asarray(~np.isnan(self.later[:, 0]), dtype=np.bool_)

    @cached_property
    def counted(self) -> bool:
        """Whether totals differ, so that a whole of two and a whole of ten count the same in a mean of shares."""
        return bool(np.ptp(self.totals) > 0)


@dataclass(frozen=True)
class Cells:
    """Rows of a table: who, which part, how much, and perhaps later, the total, weight and cluster."""

    who: Integers
    part: Integers
    share: Floats
    parts: Sequence[str]
    later: Floats | None = None
    total: Floats | None = None
    weight: Floats | None = None
    cluster: Integers | None = None


def splits_of(cells: Cells, total: float = PERCENT) -> Splits:
    """Return splits from rows. A part without a row is 0, since the others make up the whole.

    What was divided is the ``total`` of the rows if there is one, else the given total; 0 takes what each respondent's
    shares add up to. Later shares add up to 100 or to the same total.

    Raises:
        SplitError: a part twice, a share below 0, shares that miss the total, a weight that is not good.
    """
    _check(cells)
    people = int(cells.who.max(initial=-1)) + 1
    now = _matrix(cells, cells.share, people)
    sums, free = now.sum(axis=1), cells.total is None and total == 0
    wholes = np.full(people, total) if cells.total is None else _constant(cells, cells.total, "total")
    wholes = sums if free else wholes
    _check_sums(cells, sums, wholes, "share", np.ones(people, dtype=np.bool_))
    weights = np.ones(people) if cells.weight is None else _constant(cells, cells.weight, "weight")
    clusters = None
    if cells.cluster is not None:
        clusters = _constant(cells, cells.cluster.astype(np.float64), "cluster").astype(np.int64)
    later = None if cells.later is None else _later(cells, cells.later, wholes, free)
    return Splits(tuple(cells.parts), PERCENT * now / sums[:, None], wholes, weights, clusters, later)


def _matrix(cells: Cells, values: Floats, people: int) -> Floats:
    found = np.zeros((people, len(cells.parts)))
    found[cells.who, cells.part] = values
    return found


def _check(cells: Cells) -> None:
    low = np.flatnonzero(~(cells.share >= 0))
    if len(low):
        raise SplitError(f"the share is {cells.share[low[0]]:g}; shares are 0 or more.", "share", int(low[0]))
    keys = cells.who * len(cells.parts) + cells.part
    _, first = np.unique(keys, return_index=True)
    if len(first) < len(keys):
        again = np.setdiff1d(np.arange(len(keys)), first)
        raise SplitError("a respondent has this part a second time.", "part", int(again[0]))


def _check_sums(cells: Cells, sums: Floats, wholes: Floats, role: str, said: Booleans) -> None:
    wrong = np.flatnonzero(said & (~(sums > 0) | (np.abs(sums - wholes) > TOLERANCE * wholes)))
    if not len(wrong):
        return
    first = wrong[0]
    why = f"what this respondent has here adds up to {sums[first]:g} and not to {wholes[first]:g}."
    why = why if sums[first] > 0 else "this respondent has 0 in every part."
    raise SplitError(why, role, int(np.flatnonzero(cells.who == first)[0]))


def _later(cells: Cells, values: Floats, wholes: Floats, free: bool) -> Floats:
    """Return later percentages, NaN for respondents without any; a part left empty beside others is 0."""
    low = np.flatnonzero(values < 0)
    if len(low):
        raise SplitError(f"the share is {values[low[0]]:g}; shares are 0 or more.", "later", int(low[0]))
    said = np.bincount(cells.who[~np.isnan(values)], minlength=len(wholes)) > 0
    found = _matrix(cells, np.nan_to_num(values), len(wholes))
    sums = found.sum(axis=1)
    percent = np.abs(sums - PERCENT) <= TOLERANCE * PERCENT
    _check_sums(cells, sums, np.where(percent | ~said | free, sums, wholes), "later", said)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(said[:, None], PERCENT * found / sums[:, None], np.nan)


def _constant(cells: Cells, values: Floats, role: str) -> Floats:
    """Return the value of each respondent, which all rows of the respondent share."""
    each = np.zeros(int(cells.who.max(initial=-1)) + 1)
    each[cells.who] = values
    odd = np.flatnonzero(each[cells.who] != values)
    if len(odd):
        raise SplitError(f"a respondent has more than one {role}.", role, int(odd[0]))
    low = np.flatnonzero(~(values > 0)) if role == "weight" else odd
    if len(low):
        raise SplitError(f"the weight is {values[low[0]]:g}; weights are above 0.", role, int(low[0]))
    return each
