"""Observed choices in the form that every model of choice among items shares.

A *stage* is one choice from alternatives. An alternative stands for one item (its utility is that item's coefficient),
for one item with the sign turned (worst choices), or for an ordered pair (coefficient of the first minus that of the
second). An *outcome* is what one answer can be: one stage or several, each with what was chosen. People who saw the
same set and answered the same share an outcome, so that the likelihood is computed once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..arrays import Booleans, Floats, Integers, sums_by

MOST_ITEMS = 500
"""More items are hardly meant, and take hours."""
_CHUNK = 1 << 22
_WORD = 1 << 62


@dataclass(frozen=True)
class Block:
    """Stages with the same number of alternatives.

    ``plus`` and ``minus`` (stages × alternatives) name the item whose coefficient is added and taken away; the number
    of items itself stands for none. ``outcome``, ``stage`` and ``chosen`` (one entry an outcome that has a stage here)
    say which alternative was chosen at which stage. Where several were chosen at once, each has an entry, and ``share``
    (one number an entry) says which part of the choice it is; without it each entry is a whole choice.
    """

    plus: Integers
    minus: Integers
    outcome: Integers
    stage: Integers
    chosen: Integers
    items: int
    share: Floats | None = None

    @cached_property
    def side(self) -> int:
        """1 where alternatives are single items, −1 where these have their signs turned, 0 where they are pairs."""
        if (self.minus == self.items).all():
            return 1
        return -1 if (self.plus == self.items).all() else 0

    @property
    def items_chosen(self) -> tuple[Integers, Integers]:
        """The item added and the item taken away by what was chosen (entries)."""
        return self.plus[self.stage, self.chosen], self.minus[self.stage, self.chosen]


@dataclass(frozen=True)
class Choices:
    """What respondents chose among ``items`` items.

    ``respondent`` and ``outcome`` have one entry an answer; ``weight`` one a respondent. Answers of a respondent need
    not stand together.
    """

    items: int
    outcomes: int
    blocks: tuple[Block, ...]
    respondent: Integers
    outcome: Integers
    weight: Floats

    @property
    def respondents(self) -> int:
        """How many respondents there are, those without an answer among them."""
        return len(self.weight)

    @cached_property
    def counts(self) -> Floats:
        """The weighted number of answers by outcome."""
        if (self.weight == 1.0).all():
            return np.bincount(self.outcome, minlength=self.outcomes).astype(np.float64)
        return sums_by(self.outcome, self.weight[self.respondent], self.outcomes)

    @cached_property
    def totals(self) -> tuple[tuple[Floats, Floats], ...]:
        """How often each stage was answered, and each item won less how often it lost (items), by block."""
        found = []
        for block in self.blocks:
            counts = self.counts[block.outcome]
            won, lost = (sums_by(one, counts, self.items + 1) for one in block.items_chosen)
            found.append((sums_by(block.stage, counts, len(block.plus)), (won - lost)[: self.items]))
        return tuple(found)

    @cached_property
    def table(self) -> Integers:
        """Answers as a table (respondents × most answers of one): outcomes, filled up with the number of outcomes."""
        per_person = np.bincount(self.respondent, minlength=self.respondents)
        most = int(per_person.max(initial=0))
        if len(self.outcome) == most * self.respondents and bool((np.diff(self.respondent) >= 0).all()):
            return self.outcome.reshape(self.respondents, most)
        order = np.argsort(self.respondent, kind="stable")
        starts = np.concatenate(([0], np.cumsum(per_person)[:-1]))
        place = np.arange(len(order)) - np.repeat(starts, per_person)
        filled = np.full((self.respondents, most), self.outcomes, dtype=np.int64)
        filled[self.respondent[order], place] = self.outcome[order]
        return filled

    def sums(self, scores: Floats) -> Iterator[Floats]:
        """Yield weighted sums of scores (outcomes × figures) by respondent, a part of the respondents at a time."""
        padded = np.vstack([scores, np.zeros(scores.shape[1])])
        step = max(1, _CHUNK // max(1, scores.shape[1]))
        for start in range(0, self.respondents, step):
            answers = self.table[start : start + step]
            total = np.zeros((len(answers), scores.shape[1]))
            for column in answers.T:
                total += padded.take(column, axis=0)
            total *= self.weight[start : start + step, None]
            yield total

    def weighted(self, weight: Floats) -> Choices:
        """Return the same answers with other weights of respondents."""
        return replace(self, weight=weight)

    def of(self, chosen: Booleans) -> Choices:
        """Return the answers of some respondents only, numbered anew."""
        kept = chosen[self.respondent]
        number = np.cumsum(chosen) - 1
        return replace(
            self, respondent=number[self.respondent[kept]], outcome=self.outcome[kept], weight=self.weight[chosen]
        )

    def in_groups(self, most: int) -> Iterator[Choices]:
        """Yield the answers of at most so many respondents at a time, numbered anew; at least once."""
        order = np.argsort(self.respondent, kind="stable")
        respondent, outcome = self.respondent[order], self.outcome[order]
        starts = range(0, max(self.respondents, 1), most)
        bounds = np.searchsorted(respondent, [*starts, self.respondents])
        for start, first, last in zip(starts, bounds, bounds[1:], strict=False):
            yield replace(
                self,
                respondent=respondent[first:last] - start,
                outcome=outcome[first:last],
                weight=self.weight[start : start + most],
            )


def joined(parts: tuple[Choices, ...]) -> Choices:
    """Return answers of several kinds by the same respondents as one, such as best-worst sets and anchor ratings."""
    first = parts[0]
    blocks: list[Block] = []
    outcomes: list[Integers] = []
    count = 0
    for part in parts:
        blocks += [replace(block, outcome=block.outcome + count) for block in part.blocks]
        outcomes.append(part.outcome + count)
        count += part.outcomes
    respondent = np.concatenate([part.respondent for part in parts])
    return Choices(first.items, count, tuple(blocks), respondent, np.concatenate(outcomes), first.weight)


def distinct(rows: Integers) -> tuple[Integers, Integers]:
    """Return one row of each kind of a table of small numbers of at least 0, and which kind each row is."""
    codes, high = np.zeros(len(rows), dtype=np.int64), 1
    for column in rows.T:
        span = int(column.max(initial=0)) + 1
        if high * span >= _WORD:
            codes = np.unique(codes, return_inverse=True)[1]
            high = int(codes.max(initial=0)) + 1
        codes, high = codes * span + column, high * span
    _, first, codes = np.unique(codes, return_index=True, return_inverse=True)
    return rows[first], codes
