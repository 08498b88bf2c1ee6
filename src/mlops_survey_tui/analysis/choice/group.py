"""The likelihood of each respondent of a group at coefficients of their own, for all of the group at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Floats, Integers, sums_by
from .stages import Block, Choices


@dataclass(frozen=True)
class Part:
    """The stages of one block as they were answered: by whom, which place among the stages of that respondent.

    ``sides`` are the items added (sign 1) and taken away (sign −1) by alternative (alternatives ×
    stages, since sums over few alternatives are quickest along the first axis); a side without items is left out.
    """

    person: Integers
    place: Integers
    sides: tuple[tuple[float, Integers], ...]
    chosen: Integers


class Group:
    """Answers of some respondents, prepared for many evaluations at changing coefficients (respondents × items)."""

    def __init__(self, choices: Choices) -> None:
        self.items, self.count = choices.items, choices.respondents
        used = np.zeros(self.count, dtype=np.int64)
        parts = [_answered(choices, block, used) for block in choices.blocks]
        self.stages = used
        self._most = int(used.max(initial=0))
        self._parts = [part for part in parts if len(part.person)]
        self._width = self.items + 1
        self._cells = [
            [(sign, part.person * self._width + items) for sign, items in part.sides] for part in self._parts
        ]

    @cached_property
    def won(self) -> Floats:
        """How often each item was chosen less how often it was chosen with its sign turned (respondents × items)."""
        total = np.zeros(self.count * self._width)
        for cells, part in zip(self._cells, self._parts, strict=True):
            for sign, cell in cells:
                chosen = cell[part.chosen, np.arange(len(part.person))]
                total += sign * np.bincount(chosen, minlength=len(total))
        return self._table(total)

    def _table(self, cells: Floats) -> Floats:
        """Return cells as a table of respondents × items, without the column of none."""
        return cells.reshape(self.count, self._width)[:, : self.items]

    def value(self, coefficients: Floats) -> Floats:
        """Return the log-likelihood of each respondent."""
        return self.chances(coefficients)[0]

    def slope(self, coefficients: Floats) -> tuple[Floats, Floats]:
        """Return the log-likelihood of each respondent and its gradient (respondents × items)."""
        value, chances = self.chances(coefficients)
        mean = np.zeros(self.count * self._width)
        for cells, chance in zip(self._cells, chances, strict=True):
            for sign, cell in cells:
                mean += sign * sums_by(cell.ravel(), chance.ravel(), len(mean))
        return value, self.won - self._table(mean)

    def curve(self, coefficients: Floats) -> tuple[Floats, Floats, Floats]:
        """Return log-likelihood, gradient and information (respondents × items × items)."""
        value, chances = self.chances(coefficients)
        by_stage, squares = self.means(chances), np.zeros(self.count * self._width)
        for cells, chance in zip(self._cells, chances, strict=True):
            for _, cell in cells:
                squares += sums_by(cell.ravel(), chance.ravel(), len(squares))
        information = -(by_stage.transpose(0, 2, 1) @ by_stage)
        every = np.arange(self.items)
        information[:, every, every] += self._table(squares)
        if any(len(part.sides) > 1 for part in self._parts):
            information -= self._crossed(chances)
        return value, self.won - by_stage.sum(axis=1), information

    def means(self, chances: list[Floats]) -> Floats:
        """Return how often each item is expected at each stage (respondents × stages × items), signs included."""
        width, size = self._width, self.count * self._most * self._width
        means = np.zeros(size)
        for part, chance in zip(self._parts, chances, strict=True):
            stage = (part.person * self._most + part.place) * width
            for sign, items in part.sides:
                means += sign * sums_by((stage + items).ravel(), chance.ravel(), size)
        return means.reshape(self.count, self._most, width)[:, :, : self.items]

    def bend(self, coefficients: Floats, covariances: Floats) -> Floats:
        """Return Σ_jk ∂³ log-likelihood / ∂β_i ∂β_j ∂β_k · covariance_jk of each respondent (respondents × items).

        The third derivative of a stage is minus the third cumulant of what is chosen there, so that the sum is
        −Σ_a p_a (x_a − m) (x_a − m)ᵀ C (x_a − m) over alternatives a with mean m.
        """
        _, chances = self.chances(coefficients)
        means = self.means(chances)
        turned = means @ covariances
        within = (turned * means).sum(axis=2)
        flat = np.pad(covariances, ((0, 0), (0, 1), (0, 1)))
        turned = np.pad(turned, ((0, 0), (0, 0), (0, 1)))
        total, size = np.zeros((self.count, self.items)), self.count * self._width
        for cells, part, chance in zip(self._cells, self._parts, chances, strict=True):
            apart = chance * self._distances(part, flat, turned, within)
            for sign, cell in cells:
                total -= sign * self._table(sums_by(cell.ravel(), apart.ravel(), size))
            weight = np.zeros((self.count, self._most))
            weight[part.person, part.place] = apart.sum(axis=0)
            total += (weight[:, None, :] @ means)[:, 0, :]
        return total

    @staticmethod
    def _distances(part: Part, covariances: Floats, turned: Floats, within: Floats) -> Floats:
        """Return (x_a − m)ᵀ C (x_a − m) of the alternatives of a part (alternatives × stages)."""
        person, place = part.person, part.place
        found = np.repeat(within[person, place][None, :], len(part.sides[0][1]), axis=0)
        for sign, items in part.sides:
            found += covariances[person, items, items] - 2 * sign * turned[person, place, items]
        if len(part.sides) > 1:
            found -= 2 * covariances[person, part.sides[0][1], part.sides[1][1]]
        return found

    def _crossed(self, chances: list[Floats]) -> Floats:
        """Return Σ chance of alternatives by the item added and the item taken away, both ways."""
        width = self._width
        total = np.zeros(self.count * width * width)
        for cells, part, chance in zip(self._cells, self._parts, chances, strict=True):
            if len(cells) > 1:
                pair = cells[0][1] * width + part.sides[1][1]
                total += sums_by(pair.ravel(), chance.ravel(), len(total))
        crossed = total.reshape(self.count, width, width)[:, : self.items, : self.items]
        found: Floats = crossed + crossed.transpose(0, 2, 1)
        return found

    def chances(self, coefficients: Floats) -> tuple[Floats, list[Floats]]:
        """Return the log-likelihood of each respondent, and the chances of all alternatives by part."""
        padded = np.column_stack([coefficients, np.zeros(self.count)]).ravel()
        value, chances = np.zeros(self.count), []
        for cells, part in zip(self._cells, self._parts, strict=True):
            utility = cells[0][0] * padded[cells[0][1]]
            if len(cells) > 1:
                utility -= padded[cells[1][1]]
            utility -= utility.max(axis=0)
            grown = np.exp(utility)
            total = grown.sum(axis=0)
            log = utility[part.chosen, np.arange(len(total))] - np.log(total)
            value += sums_by(part.person, log, self.count)
            chances.append(grown / total)
        return value, chances


def _answered(choices: Choices, block: Block, used: Integers) -> Part:
    """Return the stages of a block as answered; ``used`` counts the stages of each respondent and is carried on."""
    entry = np.full(choices.outcomes, -1, dtype=np.int64)
    entry[block.outcome] = np.arange(len(block.outcome))
    entries = entry[choices.outcome]
    here = np.flatnonzero(entries >= 0)
    here = here[np.argsort(choices.respondent[here], kind="stable")]
    person, which = choices.respondent[here], entries[here]
    per_person = np.bincount(person, minlength=choices.respondents)
    starts = np.concatenate(([0], np.cumsum(per_person)[:-1]))
    place = np.arange(len(person)) - starts[person] + used[person]
    used += per_person
    stage = block.stage[which]
    sides = ((1.0, block.plus), (-1.0, block.minus))
    used_sides = tuple(
        (sign, np.ascontiguousarray(items[stage].T)) for sign, items in sides if (items != choices.items).any()
    )
    return Part(person, place, used_sides, block.chosen[which])
