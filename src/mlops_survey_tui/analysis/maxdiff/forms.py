"""The three likelihoods of best-worst answers (Marley and Louviere 2005), as stages of choice.

``sequential``: the best of the set, then the worst of the rest. ``marginal``: the best of the set, and with its sign
turned the worst of the whole set. ``pairs``: the pair (best, worst) of all ordered pairs of different items, with the
difference of their scores. A set of which only best or worst is known counts with what is known; in form ``pairs`` as
in the form ``marginal``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from ..arrays import Booleans, Integers
from ..choice.stages import Block, Choices
from .data import NOBODY, BestWorst


@dataclass(frozen=True)
class Answers:
    """Different answers to sets of one size: numbers of outcome and set, the members (answers × size), best, worst.

    ``none`` is the number that stands for no item.
    """

    outcome: Integers
    shown: Integers
    members: Integers
    best: Integers
    worst: Integers
    none: int

    def of(self, kept: Booleans) -> Answers:
        """Return some of the answers."""
        outcome, shown, members = self.outcome[kept], self.shown[kept], self.members[kept]
        return Answers(outcome, shown, members, self.best[kept], self.worst[kept], self.none)


Form = Callable[[Answers], Iterator[Block]]


def sequential(answers: Answers) -> Iterator[Block]:
    """Yield the choice of the best, and of the worst among the rest."""
    yield _best(answers)
    knows_best = answers.best != NOBODY
    yield _worst(answers.of(~knows_best))
    both = answers.of(knows_best & (answers.worst != NOBODY))
    size = answers.members.shape[1] - 1
    if size > 1:
        rest = both.members[both.members != both.best[:, None]].reshape(-1, size)
        codes = both.shown * (both.none + 1) + both.best
        yield _worst(Answers(both.outcome, codes, rest, both.best, both.worst, both.none))


def marginal(answers: Answers) -> Iterator[Block]:
    """Yield the choice of the best, and of the worst among all."""
    yield _best(answers)
    yield _worst(answers)


def pairs(answers: Answers) -> Iterator[Block]:
    """Yield the choice of the pair of best and worst."""
    complete = (answers.best != NOBODY) & (answers.worst != NOBODY)
    yield from marginal(answers.of(~complete))
    both = answers.of(complete)
    first, second = np.array(list(permutations(range(both.members.shape[1]), 2))).T
    plus, minus = both.members[:, first], both.members[:, second]
    chosen = (plus == both.best[:, None]) & (minus == both.worst[:, None])
    yield _block(both, plus, minus, chosen)


FORMS: Mapping[str, Form] = {"sequential": sequential, "pairs": pairs, "marginal": marginal}
"""The likelihoods by name; the first is the one to report."""


def _best(answers: Answers) -> Block:
    known = answers.of(answers.best != NOBODY)
    nothing = np.full_like(known.members, known.none)
    return _block(known, known.members, nothing, known.members == known.best[:, None])


def _worst(answers: Answers) -> Block:
    known = answers.of(answers.worst != NOBODY)
    nothing = np.full_like(known.members, known.none)
    return _block(known, nothing, known.members, known.members == known.worst[:, None])


def _block(answers: Answers, plus: Integers, minus: Integers, chosen: Booleans) -> Block:
    _, first, stage = np.unique(answers.shown, return_index=True, return_inverse=True)
    return Block(plus[first], minus[first], answers.outcome, stage, chosen.argmax(axis=1), answers.none)


def choices_of(data: BestWorst, form: str = "sequential", *, more_items: int = 0) -> Choices:
    """Return answers as choices in one of the forms; ``more_items`` leaves room for items of other parts (an anchor).

    Equal sets with equal answers become one outcome, equal stages one stage, which is what makes a million answers as
    quick as the design has sets.
    """
    width = len(data.items) + 1
    code = (data.shown * width + data.best + 1) * width + data.worst + 1
    codes, outcome = _numbered(code, len(data.sets) * width * width)
    none = len(data.items) + more_items
    blocks = tuple(block for part in _by_size(data, codes, none) for block in FORMS[form](part) if len(block.outcome))
    return Choices(none, len(codes), blocks, data.respondent, outcome, data.weight)


def _numbered(code: Integers, high: int) -> tuple[Integers, Integers]:
    """Return the different codes in order, and which of them each is; by a table where that is not too large."""
    if high <= max(1 << 23, 4 * len(code)):
        there = np.zeros(high, dtype=bool)
        there[code] = True
        return np.flatnonzero(there), (np.cumsum(there) - 1)[code]
    return np.unique(code, return_inverse=True)


def _by_size(data: BestWorst, codes: Integers, none: int) -> Iterator[Answers]:
    width = len(data.items) + 1
    rest, worst = np.divmod(codes, width)
    shown, best = np.divmod(rest, width)
    sizes = np.array([len(one) for one in data.sets])
    outcome = np.arange(len(codes))
    for size in np.unique(sizes).tolist():
        here = sizes[shown] == size
        members = np.zeros((len(data.sets), size), dtype=np.int64)
        members[sizes == size] = [one for one in data.sets if len(one) == size]
        yield Answers(outcome[here], shown[here], members[shown[here]], best[here] - 1, worst[here] - 1, none)
