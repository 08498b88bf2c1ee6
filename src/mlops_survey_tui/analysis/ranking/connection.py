"""Whether the wins among items tie them all together: only then does the Plackett–Luce maximum exist.

Source: Ford (1957), "Solution of a ranking problem from binary comparisons"; Hunter (2004), "MM algorithms for
generalized Bradley–Terry models", assumption 1; with ties Davidson (1970), where a tie counts as a win of both.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Booleans, Integers
from ..choice.connection import reachable
from .rankings import ABSENT, BELOW, Rankings


def beats(rankings: Rankings) -> Booleans:
    """Return which item stood above which at least once, or beside it in a tie (items × items)."""
    ordered, items = rankings.ordered, len(rankings.items)
    found = np.zeros((items, items), dtype=np.bool_)
    placed = rankings.places > BELOW
    for item in range(items):
        mine = ordered[:, item, None]
        above = placed[:, item, None] & (rankings.places != ABSENT) & (mine <= ordered)
        found[item] = above.any(axis=0)
    np.fill_diagonal(found, False)
    return found


def components(found: Booleans) -> list[Integers]:
    """Return the sets of items that a path of wins and a path of losses connect, those that win first.

    One set means that the network is strongly connected.
    """
    reach = reachable(found)
    both = reach & reach.T
    sets = {tuple(np.flatnonzero(row)) for row in both}
    return [np.array(one) for one in sorted(sets, key=lambda one: (-int(reach[one[0]].sum()), one))]
