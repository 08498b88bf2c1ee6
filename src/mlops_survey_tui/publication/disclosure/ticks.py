"""Ticks that few share: options are folded into ``other`` until every option, and every two, is held by nobody or by
enough.

People are recognised by what they use together, so pairs are counted over all questions of a block that have ticks.
Which options to fold with the fewest ticks lost is the search for a heaviest independent set in the graph of pairs that
too few hold (NP-hard); it is done greedily, by ticks for each conflict, and then by exchanges (``kept_options``).
Folding changes ``other``, which is then seen to in the same way, and what can come back without harm comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..limits import TICKED_MINIMUM
from .independent import heaviest

Bits = NDArray[np.uint64]
"""Who holds an option: a bit a person, in words of 64; or a line of these for each option."""
_BLOCK = 8_000_000
"""Words that are compared together."""


def packed(ticks: NDArray[np.bool_]) -> Bits:
    """Return ticks, people × options, as bits, options × words."""
    people, options = ticks.shape
    bits = np.zeros((options, -(-people // 64) * 8), dtype=np.uint8)
    bits[:, : -(-people // 8)] = np.packbits(ticks, axis=0).T
    return bits.view(np.uint64)


def unpacked(bits: Bits, people: int) -> NDArray[np.bool_]:
    """Return who holds an option, from its bits; of several options people × options."""
    return np.unpackbits(bits.view(np.uint8), axis=-1, count=people).T.astype(np.bool_)


@dataclass(frozen=True, slots=True)
class TickQuestion:
    """A question with ticks: ``bits`` is options × words, ``other`` the option that takes in what is folded."""

    id: str
    options: tuple[str, ...]
    bits: Bits
    other: str = "other"


@dataclass(frozen=True, slots=True)
class FoldedQuestion:
    """A question as it can be published: ``options`` are those left, ``other`` among them once anything was folded.

    ``lost`` is how many ticks went into ``other``; ``withheld`` says that not even ``other`` can be published.
    """

    id: str
    options: tuple[str, ...]
    bits: Bits
    folded: tuple[str, ...]
    lost: int
    withheld: bool = False

    def holders(self, option: str, people: int) -> NDArray[np.bool_]:
        """Return which of so many people hold an option."""
        return unpacked(self.bits[self.options.index(option)], people)


def fold(questions: Sequence[TickQuestion], minimum: int = TICKED_MINIMUM) -> list[FoldedQuestion]:
    """Return the questions of a block so that no option and no two options are held by fewer than the minimum.

    Raises:
        ValueError: the minimum is below that of the limits.
    """
    if minimum < TICKED_MINIMUM:
        raise ValueError(f"ticks that fewer than {TICKED_MINIMUM} people share are not published")
    folding = _Folding(questions, minimum)
    folding.fold_rare()
    folding.see_to_others()
    folding.bring_back()
    return [folding.outcome(place) for place in range(len(questions))]


def held(bits: Bits) -> int:
    """Return how many people that are."""
    return int(np.bitwise_count(bits).sum())


def shared(bits: Bits, own: Bits) -> NDArray[np.int64]:
    """Return how many people hold each of several options together with one."""
    step = max(1, _BLOCK // max(len(own), 1))
    blocks = (bits[first : first + step] & own for first in range(0, len(bits), step))
    counts = [np.bitwise_count(block).sum(axis=1, dtype=np.int64) for block in blocks]
    return np.concatenate(counts or [np.zeros(0, dtype=np.int64)])


class _Folding:
    """``kept`` says of each option of the block (but the others) whether it is still published."""

    def __init__(self, questions: Sequence[TickQuestion], minimum: int) -> None:
        self.questions, self.minimum = questions, minimum
        self.names = [
            (place, option)
            for place, question in enumerate(questions)
            for option in question.options
            if option != question.other
        ]
        words = questions[0].bits.shape[1] if questions else 0
        self.bits = np.zeros((len(self.names), words), dtype=np.uint64)
        for name, (place, option) in enumerate(self.names):
            self.bits[name] = self._bits(place, option)
        self.before = [
            self._bits(place, question.other) if question.other in question.options else self._nobody(place)
            for place, question in enumerate(questions)
        ]
        self.counts = np.bitwise_count(self.bits).sum(axis=1, dtype=np.int64)
        self.kept = np.ones(len(self.bits), dtype=bool)
        self.withheld: set[int] = set()

    def _bits(self, place: int, option: str) -> Bits:
        question = self.questions[place]
        return np.asarray(question.bits[question.options.index(option)], dtype=np.uint64)

    def _nobody(self, place: int) -> Bits:
        return np.zeros(self.questions[place].bits.shape[1], dtype=np.uint64)

    def few(self, count: int) -> bool:
        """Whether too few hold something, but somebody does."""
        return 0 < count < self.minimum

    def fold_rare(self) -> None:
        """Fold options that too few hold, then as few ticks as can be of those in pairs that too few hold."""
        self.kept &= ~((self.counts > 0) & (self.counts < self.minimum))
        places = np.flatnonzero(self.kept & (self.counts > 0))
        conflicts = np.zeros((len(places), len(places)), dtype=bool)
        for row, place in enumerate(places):
            common = shared(self.bits[places[:row]], self.bits[place])
            conflicts[row, :row] = conflicts[:row, row] = (common > 0) & (common < self.minimum)
        chosen = heaviest(conflicts, self.counts[places])
        self.kept[places[~chosen]] = False

    def others(self) -> list[Bits]:
        """Who holds ``other`` of each question, with what was folded into it."""
        bits = [before.copy() for before in self.before]
        for (place, _), own, kept in zip(self.names, self.bits, self.kept, strict=True):
            if not kept:
                bits[place] |= own
        return bits

    def harm(self) -> set[int] | None:
        """Return the options of which one must be folded next; none of a question is left where the set is empty."""
        others = self.others()
        published = [place for place in range(len(self.questions)) if place not in self.withheld]
        for place in published:
            if self.few(held(others[place])):
                return self._of(place)
            common = shared(self.bits, others[place])
            for name in np.flatnonzero(self.kept & (common > 0) & (common < self.minimum)):
                if self.names[name][0] not in self.withheld:
                    return {int(name)}
            for second in published:
                if second < place and self.few(held(others[place] & others[second])):
                    return self._of(place) | self._of(second)
        return None

    def _of(self, place: int) -> set[int]:
        return {int(name) for name in np.flatnonzero(self.kept) if self.names[name][0] == place and self.counts[name]}

    def see_to_others(self) -> None:
        """Fold until ``other`` does no harm; a question of which nothing is left that could be folded is withheld."""
        while (harm := self.harm()) is not None:
            if harm:
                self.kept[min(harm, key=lambda name: (self.counts[name], name))] = False
            else:
                others = self.others()
                left = [place for place in range(len(self.questions)) if place not in self.withheld]
                self.withheld.add(min(left, key=lambda place: (held(others[place]), place)))

    def bring_back(self) -> None:
        """Bring folded options back, most ticks first, where that does no harm."""
        folded = np.flatnonzero(~self.kept & (self.counts >= self.minimum))
        for name in sorted(folded, key=lambda name: (-self.counts[name], name)):
            common = shared(self.bits, self.bits[name])
            if (self.kept & (common > 0) & (common < self.minimum)).any():
                continue
            self.kept[name] = True
            if self.harm() is not None:
                self.kept[name] = False

    def outcome(self, place: int) -> FoldedQuestion:
        """Return a question as it can be published."""
        question = self.questions[place]
        mine = [name for name in range(len(self.names)) if self.names[name][0] == place]
        folded = tuple(self.names[name][1] for name in mine if not self.kept[name])
        if place in self.withheld:
            return FoldedQuestion(question.id, (), question.bits[:0], question.options, held(question.bits), True)
        left = [option for option in question.options if option not in folded]
        columns = {option: self._bits(place, option) for option in left}
        gone = question.bits[[question.options.index(option) for option in folded]]
        if folded:
            columns[question.other] = self.before[place] | np.bitwise_or.reduce(gone, axis=0)
        bits = np.stack(list(columns.values())) if columns else question.bits[:0]
        return FoldedQuestion(question.id, tuple(columns), bits, folded, held(gone))
