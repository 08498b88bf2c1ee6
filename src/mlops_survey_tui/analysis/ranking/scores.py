"""Scores that need no model: mean rank, Borda share, first places, placed at all, and shares of pairs.

Conventions: tied items share the mean of their places. Items that were offered and not placed share the mean of the
places that are left (with three of ten placed, each of the others stands at 7). A ranking counts for an item if the
item was offered to its respondent beside at least one other. Source: Borda (1781); for partial rankings Emerson (2013),
Social Choice and Welfare 40, 353–358 (his averaged version).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats
from ..influence import Means, means, people
from .rankings import BELOW, Rankings


@dataclass(frozen=True)
class Scores:
    """Means over people for each item: ``rank`` (1 is best), ``borda`` (percent of the other items that stand below,
    ties half), ``first`` (percent of people who put it first, ties shared), ``placed`` (percent who gave it a place).
    """

    rank: Means
    borda: Means
    first: Means
    placed: Means


@dataclass(frozen=True)
class Pairs:
    """Of people who put one of two items above the other: the percentage with the row's item above the column's
    (items × items, NaN on the diagonal), standard errors, and how many people. Ties count half; pairs of which neither
    was placed do not count.
    """

    shares: Floats
    errors: Floats
    counts: Floats
    weights: Floats


def middle_ranks(rankings: Rankings) -> Floats:
    """Return the place of each item with ties at their mean (rankings × items), NaN where it was not offered."""
    ordered, offered = rankings.ordered, rankings.offered
    found = np.full(ordered.shape, np.nan)
    for item in range(len(rankings.items)):
        mine = ordered[:, item, None]
        above = (offered & (ordered < mine)).sum(axis=1)
        level = (offered & (ordered == mine)).sum(axis=1)
        found[:, item] = np.where(offered[:, item], above + (level + 1) / 2, np.nan)
    return found


def scores(rankings: Rankings) -> Scores:
    """Return the scores with errors over people."""
    offered = rankings.offered
    count = offered.sum(axis=1)
    within = offered & (count > 1)[:, None]
    rank = middle_ranks(rankings)
    borda = 100 * (count[:, None] - rank) / np.maximum(count - 1, 1)[:, None]
    top = rankings.places == 1
    first = 100 * top / np.maximum(top.sum(axis=1), 1)[:, None]
    placed = 100.0 * (rankings.places > BELOW)
    return Scores(
        _means(rankings, np.asarray(rank, dtype=np.float64), within),
        _means(rankings, np.asarray(borda, dtype=np.float64), within),
        _means(rankings, np.asarray(first, dtype=np.float64), within),
        _means(rankings, np.asarray(placed, dtype=np.float64), within),
    )


def _means(rankings: Rankings, values: Floats, within: Booleans) -> Means:
    return means(people(rankings.weights, rankings.groups), values, within)


def pairs(rankings: Rankings) -> Pairs:
    """Return shares of pairs with errors over people."""
    items = len(rankings.items)
    shares, errors, counts, weights = (np.full((items, items), np.nan) for _ in range(4))
    ordered, offered, placed = rankings.ordered, rankings.offered, rankings.places > BELOW
    for row in range(items):
        within = offered[:, row, None] & offered & (placed[:, row, None] | placed)
        within[:, row] = False
        mine = ordered[:, row, None]
        values = 100.0 * (mine < ordered) + 50.0 * (mine == ordered)
        found = _means(rankings, values, within)
        shares[row], errors[row], counts[row] = found.values, found.errors, found.counts
        weights[row] = rankings.weights @ within
    np.fill_diagonal(errors, np.nan)
    return Pairs(shares, errors, counts, weights)
