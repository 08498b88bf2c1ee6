"""Log-likelihood, gradient and information of choices, and the score of each outcome.

With utilities v of the alternatives a stage contributes log(exp(v_chosen) / Σ exp(v)): the conditional logit of
McFadden (1974), which is the Plackett–Luce model where the stages are those of a ranking.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..arrays import Floats, Integers, sums_by
from .newton import Evaluation
from .stages import Block, Choices

_CHUNK = 1 << 22


def utilities(block: Block, coefficients: Floats) -> Floats:
    """Return the utility of each alternative (stages × alternatives)."""
    padded = np.append(coefficients, 0.0)
    value: Floats = padded[block.plus] - padded[block.minus]
    return value


def probabilities(block: Block, coefficients: Floats) -> tuple[Floats, Floats]:
    """Return chances of the alternatives (stages × alternatives), and the logarithms of their denominators (stages)."""
    value = utilities(block, coefficients)
    top = value.max(axis=1, keepdims=True)
    grown = np.exp(value - top)
    total = grown.sum(axis=1, keepdims=True)
    return grown / total, (top + np.log(total))[:, 0]


def expected(block: Block, chances: Floats, items: int) -> Floats:
    """Return how often each item is expected at each stage, negative where its sign is turned (stages × items)."""
    width = items + 1
    offset = np.arange(len(block.plus))[:, None] * width
    size = len(block.plus) * width
    found = sums_by((offset + block.plus).ravel(), chances.ravel(), size)
    if (block.minus != items).any():
        found -= sums_by((offset + block.minus).ravel(), chances.ravel(), size)
    return found.reshape(-1, width)[:, :items]


def evaluate(choices: Choices, coefficients: Floats) -> Evaluation:
    """Return log-likelihood, gradient and information, weighted by the respondents' weights."""
    items = choices.items
    value, gradient, information = 0.0, np.zeros(items), np.zeros((items, items))
    for block, (weight, won) in zip(choices.blocks, choices.totals, strict=True):
        chances, denominators = probabilities(block, coefficients)
        value += float(won @ coefficients - weight @ denominators)
        mean, square = (_of_one if block.side else _of_both)(block, chances, weight, items)
        gradient += won - mean
        information += square
    return Evaluation(value, gradient, information)


def _of_one(block: Block, chances: Floats, weight: Floats, items: int) -> tuple[Floats, Floats]:
    """Return the expected sums of items and the information, where each alternative is one item."""
    width = items + 1
    shown = block.plus if block.side > 0 else block.minus
    mean = sums_by(shown.ravel(), (chances * weight[:, None]).ravel(), width)
    crossed = np.zeros((width, width))
    for part in _parts(len(shown), max(width, shown.shape[1] ** 2)):
        crossed += _crossed(shown[part], chances[part], weight[part], width)
    information = np.diag(mean) - crossed
    return block.side * mean[:items], information[:items, :items]


def _parts(rows: int, cells: int) -> Iterator[slice]:
    """Yield parts of rows so short that ``cells`` numbers for each fit into memory."""
    step = max(1, _CHUNK // cells)
    return (slice(start, start + step) for start in range(0, rows, step))


def _crossed(shown: Integers, chances: Floats, weight: Floats, width: int) -> Floats:
    """Return Σ weight · chance · chanceᵀ over stages: by pairs of items where few are shown, else by all items."""
    if 2 * shown.shape[1] >= width:
        every = np.zeros((len(shown), width))
        np.put_along_axis(every, shown, chances, axis=1)
        return np.asarray((every * weight[:, None]).T @ every, dtype=np.float64)
    pairs = shown[:, :, None] * width + shown[:, None, :]
    products = (chances * weight[:, None])[:, :, None] * chances[:, None, :]
    return sums_by(pairs.ravel(), products.ravel(), width * width).reshape(width, width)


def _of_both(block: Block, chances: Floats, weight: Floats, items: int) -> tuple[Floats, Floats]:
    """Return the same where alternatives are pairs of items."""
    mean = expected(block, chances, items)
    squares = _squares(block, chances * weight[:, None], items)
    return weight @ mean, squares - (mean * weight[:, None]).T @ mean


def _squares(block: Block, weighted: Floats, items: int) -> Floats:
    """Return Σ weight · x xᵀ over all alternatives, x being +1 for the item added and −1 for the one taken away."""
    width = items + 1
    flat, plus, minus = weighted.ravel(), block.plus.ravel(), block.minus.ravel()
    diagonal = sums_by(plus, flat, width) + sums_by(minus, flat, width)
    crossed = sums_by(plus * width + minus, flat, width * width).reshape(width, width)
    found: Floats = np.diag(diagonal) - crossed - crossed.T
    return found[:items, :items]


def outcome_scores(choices: Choices, coefficients: Floats) -> Floats:
    """Return the gradient of the log-likelihood of each outcome (outcomes × items)."""
    scores = np.zeros((choices.outcomes, choices.items + 1))
    for block in choices.blocks:
        chances, _ = probabilities(block, coefficients)
        mean = expected(block, chances, choices.items)
        scores[block.outcome, : choices.items] -= mean[block.stage]
        plus, minus = block.items_chosen
        scores[block.outcome, plus] += 1.0
        scores[block.outcome, minus] -= 1.0
    return scores[:, : choices.items]
