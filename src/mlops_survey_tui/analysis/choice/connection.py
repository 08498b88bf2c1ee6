"""Whether coefficients can be told from choices at all.

The likelihood has a finite maximum exactly when, however the items are parted in two, some item of each part was
preferred to one of the other (Ford 1957; Hunter 2004, assumption 1): the graph of preferences is strongly connected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats, Integers
from .stages import Block, Choices

_NAMED = 6


@dataclass(frozen=True)
class Reason:
    """Why there is no finite maximum, and what can be done."""

    why: str
    remedy: str


def preferences(choices: Choices) -> Booleans:
    """Return which item was ever preferred to which other (items × items), by answers with a positive weight."""
    width = choices.items + 1
    found = np.zeros((width, width), dtype=bool)
    for block in choices.blocks:
        kept = choices.counts[block.outcome] > 0
        stage, chosen = block.stage[kept], block.chosen[kept]
        _mark(found, block, stage, chosen)
    np.fill_diagonal(found, False)
    return found[: choices.items, : choices.items]


def _mark(found: Booleans, block: Block, stage: Integers, chosen: Integers) -> None:
    """Mark what was chosen over every other alternative: added items over others, others over those taken away."""
    plus, minus = block.plus[stage], block.minus[stage]
    rows = np.arange(len(stage))
    for alternative in range(plus.shape[1]):
        found[plus[rows, chosen], plus[:, alternative]] = True
        found[minus[:, alternative], minus[rows, chosen]] = True


def reachable(graph: Booleans) -> Booleans:
    """Return which node can be reached from which, each from itself (Warshall's closure by squaring)."""
    reach: Floats = (graph | np.eye(len(graph), dtype=bool)).astype(np.float64)
    while True:
        further = ((reach @ reach) > 0).astype(np.float64)
        if (further == reach).all():
            return reach > 0
        reach = further


def components(graph: Booleans) -> list[Integers]:
    """Return the sets of items that a path of wins and a path of losses connect, those that win first.

    One set means that the graph is strongly connected.
    """
    reach = reachable(graph)
    both = reach & reach.T
    sets = {tuple(np.flatnonzero(row).tolist()) for row in both}
    return [np.array(one) for one in sorted(sets, key=lambda one: (-int(reach[one[0]].sum()), one))]


def unidentified(choices: Choices, labels: tuple[str, ...]) -> Reason | None:
    """Return why no finite maximum exists, or None where one does."""
    graph = preferences(choices)
    reach = reachable(graph)
    if reach.all():
        return None
    together = reachable(graph | graph.T)
    if not together.all():
        apart = np.flatnonzero(~together[int(np.argmax(together.sum(axis=1)))])
        why = f"{_named(apart, labels)} were never compared with the other items, directly or through others."
        return Reason(why, "Analyse these items apart, or leave them out.")
    never_lost = np.flatnonzero((reach & ~reach.T).any(axis=1) & ~(~reach & reach.T).any(axis=1))
    never_won = np.flatnonzero((~reach & reach.T).any(axis=1) & ~(reach & ~reach.T).any(axis=1))
    which, did = (never_won, "lost") if 0 < len(never_won) <= len(never_lost) else (never_lost, "won")
    why = f"{_named(which, labels)} always {did} against the others, so that the scores have no finite maximum."
    return Reason(why, "Use counts, more respondents, a prior, or leave these items out.")


def _named(items: Integers, labels: tuple[str, ...]) -> str:
    named = [labels[item] for item in items[:_NAMED]]
    return ", ".join(named) + (f" and {len(items) - _NAMED} more" if len(items) > _NAMED else "")
