"""Rankings as choices one after another: from all that was offered, then from what is left, and so on.

Source: Plackett (1975), "The analysis of permutations", Applied Statistics 24, 193–202; Luce (1959), "Individual choice
behavior"; partial rankings as in Hunter (2004), Annals of Statistics 32, 384–406, section 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ..arrays import Booleans, Integers
from ..choice.stages import Block, Choices, distinct
from .rankings import BELOW, Rankings

_BITS = 62


def choices_of(rankings: Rankings) -> Choices:
    """Return the choices that rankings are made of; each different ranking is an outcome.

    What leaves only one alternative says nothing and is left out.
    """
    places, outcome = distinct(rankings.places + 1)
    kinds = Rankings(rankings.items, places - 1, np.ones(len(places)), np.arange(len(places)))
    respondent = np.arange(rankings.n)
    return Choices(len(rankings.items), len(places), tuple(_blocks(kinds)), respondent, outcome, rankings.weights)


def _blocks(rankings: Rankings) -> Iterator[Block]:
    """Yield the stages by how many alternatives they have."""
    ranking, left, taken = _stages(rankings)
    sets, of_set = _distinct(left)
    sizes, at_once = sets.sum(axis=1), taken.sum(axis=1)
    place = np.cumsum(sets, axis=1) - 1
    new = np.zeros(len(sets), dtype=np.int64)
    for size in np.unique(sizes).tolist():
        kept = sizes == size
        new[kept] = np.arange(int(kept.sum()))
        plus = np.nonzero(sets[kept])[1].reshape(-1, size)
        of_size = np.flatnonzero(kept[of_set])
        entry, item = np.nonzero(taken[of_size])
        row = of_size[entry]
        share = None if (at_once[row] == 1).all() else 1.0 / at_once[row]
        none = np.full_like(plus, len(rankings.items))
        stage = of_set[row]
        yield Block(plus, none, ranking[row], new[stage], place[stage, item], len(rankings.items), share)


def _stages(rankings: Rankings) -> tuple[Integers, Booleans, Booleans]:
    """Return of each stage its ranking, the alternatives, and what was chosen of them (stages × items)."""
    ordered, offered = rankings.ordered, rankings.offered
    none = np.zeros((0, len(rankings.items)), dtype=np.bool_)
    ranks, left, chosen = [np.zeros(0, dtype=np.int64)], [none], [none]
    for depth in range(1, int(rankings.depth.max(initial=0)) + 1):
        alternatives = offered & (ordered >= depth)
        rows = np.flatnonzero((rankings.depth >= depth) & (alternatives.sum(axis=1) > 1))
        ranks.append(rows)
        left.append(alternatives[rows])
        chosen.append(alternatives[rows] & (rankings.places[rows] == depth) & (rankings.places[rows] > BELOW))
    return np.concatenate(ranks), np.concatenate(left), np.concatenate(chosen)


def _distinct(masks: Booleans) -> tuple[Booleans, Integers]:
    """Return the different sets among masks, and which of them each is."""
    powers = np.left_shift(1, np.arange(_BITS))
    words = [masks[:, at : at + _BITS] @ powers[: masks.shape[1] - at] for at in range(0, masks.shape[1], _BITS)]
    _, of_set = distinct(np.stack(words, axis=1))
    first = np.zeros(int(of_set.max(initial=-1)) + 1, dtype=np.int64)
    first[of_set[::-1]] = np.arange(len(masks))[::-1]
    return masks[first], of_set


def against_nobody(choices: Choices, times: float) -> Choices:
    """Return choices with more of them, in which each item wins and loses ``times`` against a hypothetical item.

    That item is the one that stands for none, so that its coefficient is 0 (Turner et al. 2020, section 2.3).
    """
    items = choices.items
    each, outcomes = np.arange(items), np.arange(2 * items)
    plus = np.column_stack([each, np.full(items, items)])
    block = Block(plus, np.full_like(plus, items), choices.outcomes + outcomes, outcomes // 2, outcomes % 2, items)
    return replace(
        choices,
        outcomes=choices.outcomes + 2 * items,
        blocks=(*choices.blocks, block),
        respondent=np.concatenate([choices.respondent, choices.respondents + outcomes]),
        outcome=np.concatenate([choices.outcome, block.outcome]),
        weight=np.concatenate([choices.weight, np.full(2 * items, times)]),
    )


def chosen_at_once(choices: Choices) -> Integers:
    """Return how many items were chosen at once, for each item chosen (entries of the blocks)."""
    found = [np.zeros(0, dtype=np.int64)]
    for block in choices.blocks:
        share = np.ones(len(block.outcome)) if block.share is None else block.share
        found.append(np.rint(1 / share).astype(np.int64))
    return np.concatenate(found)
