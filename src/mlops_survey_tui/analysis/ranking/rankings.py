"""Rankings as a matrix: which place each respondent gave to each item, and who was not asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..choice.stages import MOST_ITEMS

BELOW, ABSENT = 0, -1
"""In a matrix of places: offered and known to be below all that were placed; not offered."""


class RankingError(ValueError):
    """The rows are no rankings: ``why``, and the number of the first row that shows it."""

    def __init__(self, why: str, role: str, row: int) -> None:
        super().__init__(why)
        self.why, self.role, self.row = why, role, row


@dataclass(frozen=True)
class Rankings:
    """Rankings of ``items``, one by each respondent.

    ``places`` has one row a ranking and one column an item: 1 is first, equal numbers are ties and the next place
    follows without a gap, :data:`BELOW` is offered and not placed, :data:`ABSENT` not offered. ``weights`` holds one
    positive number a ranking, ``clusters`` the number of its respondent or of a larger cluster.
    """

    items: tuple[str, ...]
    places: Integers
    weights: Floats
    clusters: Integers

    @property
    def n(self) -> int:
        """How many rankings there are."""
        return len(self.places)

    @cached_property
    def offered(self) -> Booleans:
        """Which items each ranking could have placed, in the form of ``places``."""
        return np.asarray(self.places != ABSENT, dtype=np.bool_)

    @cached_property
    def depth(self) -> Integers:
        """The last place that each ranking gave."""
        return np.asarray(np.maximum(self.places.max(axis=1, initial=0), 0), dtype=np.int64)

    @cached_property
    def groups(self) -> Integers | None:
        """The clusters, or None where each ranking is one of its own."""
        return self.clusters if len(np.unique(self.clusters)) < self.n else None

    @cached_property
    def ordered(self) -> Integers:
        """Places in which what is below stands after the last place, so that numbers can be compared."""
        return np.where(self.places == BELOW, self.depth[:, None] + 1, self.places)


def whole_rankings(items: Sequence[str], places: Integers, weights: Floats | None = None) -> Rankings:
    """Return rankings from a matrix of places as :class:`Rankings` has it; every row is a respondent of its own."""
    each = np.ones(len(places)) if weights is None else weights
    return Rankings(tuple(items), places, each, np.arange(len(places)))


def rankings_of(
    who: Integers,
    what: Integers,
    ranks: Floats,
    items: Sequence[str],
    weights: Floats | None = None,
    clusters: Integers | None = None,
    unlisted: int = BELOW,
) -> Rankings:
    """Return rankings from rows of a respondent's number, an item's number and a rank.

    A rank of NaN is an item that was offered and got no place: it is below. An item that a respondent has no row for is
    ``unlisted``: :data:`BELOW` or :data:`ABSENT`. Ranks need only be ordered: 1, 3, 3 becomes 1, 2, 2. Weights and
    clusters stand in each row and are the same in all rows of a respondent.

    Raises:
        RankingError: an item twice in a ranking, a rank below 1, a weight or a cluster that is not good.
    """
    _check(who, what, ranks, len(items))
    people = int(who.max(initial=-1)) + 1
    raw = np.full((people, len(items)), np.nan)
    raw[who, what] = ranks
    places = np.full(raw.shape, unlisted, dtype=np.int64)
    places[who, what] = BELOW
    placed = ~np.isnan(raw)
    places[placed] = _dense(raw)[placed]
    each = np.ones(people) if weights is None else _constant(weights, who, "weight")
    groups = np.arange(people) if clusters is None else _constant(clusters.astype(np.float64), who, "cluster")
    return Rankings(tuple(items), places, each, groups.astype(np.int64))


def _check(who: Integers, what: Integers, ranks: Floats, items: int) -> None:
    if items > MOST_ITEMS:
        raise RankingError(f"there are {items:,} items, and up to {MOST_ITEMS} can be scored.", "item", 0)
    low = np.flatnonzero(~np.isnan(ranks) & ~(ranks >= 1))
    if len(low):
        raise RankingError(f"the rank is {ranks[low[0]]:g}; ranks begin at 1.", "rank", int(low[0]))
    cells = who * items + what
    _, first = np.unique(cells, return_index=True)
    if len(first) < len(cells):
        again = np.setdiff1d(np.arange(len(cells)), first)
        raise RankingError("a respondent has this item a second time.", "item", int(again[0]))


def _dense(ranks: Floats) -> Integers:
    """Return ranks without gaps, row by row; NaN stands last and means nothing."""
    order = np.argsort(ranks, axis=1, kind="stable")
    in_order = np.take_along_axis(ranks, order, axis=1)
    steps = np.ones(ranks.shape, dtype=np.int64)
    steps[:, 1:] = in_order[:, 1:] != in_order[:, :-1]
    dense = np.empty(ranks.shape, dtype=np.int64)
    np.put_along_axis(dense, order, np.cumsum(steps, axis=1), axis=1)
    return dense


def _constant(values: Floats, who: Integers, role: str) -> Floats:
    """Return the value of each respondent, which all rows of the respondent share."""
    each = np.zeros(int(who.max(initial=-1)) + 1)
    each[who] = values
    odd = np.flatnonzero(each[who] != values)
    if len(odd):
        raise RankingError(f"a respondent has more than one {role}.", role, int(odd[0]))
    low = np.flatnonzero(~(values > 0)) if role == "weight" else odd
    if len(low):
        raise RankingError(f"the weight is {values[low[0]]:g}; weights are above 0.", role, int(low[0]))
    return each
