"""Observed choices in the form that every model of choice among items shares.

A *stage* is one choice from alternatives. An alternative stands for one item (its utility is that item's coefficient),
for one item with the sign turned (worst choices), or for an ordered pair (coefficient of the first minus that of the
second). An *outcome* is what one answer can be: one stage or several, each with what was chosen. People who saw the
same set and answered the same share an outcome, so that the likelihood is computed once for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..arrays import Booleans, Floats, Integers, sums_by


@dataclass(frozen=True)
class Block:
    """Stages with the same number of alternatives.

    ``plus`` and ``minus`` (stages × alternatives) name the item whose coefficient is added and taken away; the number
    of items itself stands for none. ``outcome``, ``stage`` and ``chosen`` (one entry an outcome that has a stage here)
    say which alternative was chosen at which stage.
    """

    plus: Integers
    minus: Integers
    outcome: Integers
    stage: Integers
    chosen: Integers
    items: int

    @cached_property
    def side(self) -> int:
        """1 where alternatives are single items, −1 where these have their signs turned, 0 where they are pairs."""
        if (self.minus == self.items).all():
            return 1
        return -1 if (self.plus == self.items).all() else 0


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
    """Return the distinct rows of a table of small whole numbers (sorted), and which of them each row is."""
    codes = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        span = int(column.max(initial=0)) + 1
        codes = np.unique(codes * span + column, return_inverse=True)[1]
    first = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(rows))[::-1]
    return rows[first], codes
