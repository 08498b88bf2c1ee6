"""The likelihood of choices with ties: its value, what pulls at each parameter, and how sharply it bends.

From alternatives A, the set S of tied items is chosen with a chance that is proportional to
``f(S) = δ_|S| · (Π_{i in S} α_i)^(1/|S|)``, with δ₁ = 1 and δ_k = 0 where k items never tied; without ties this is the
model of Plackett and Luce, which :mod:`..choice.likelihood` computes faster. Parameters are ``log α`` of all items,
then ``log δ`` of each order of ties.

Source: Turner, van Etten, Firth & Kosmidis (2020), "Modelling rankings in R: the PlackettLuce package", Computational
Statistics 35, 1027–1057, equation 2; for pairs Davidson (1970), JASA 65, 317–328.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats, Integers, sums_by
from ..choice.newton import Evaluation
from ..choice.stages import Choices

_CHUNK = 1 << 21


@dataclass(frozen=True)
class Tied:
    """Choices with ties, from ``sets`` of alternatives (sets × items and none).

    Of each item chosen, alone or in a tie, ``outcome``, ``set`` and ``item`` say where, and ``share`` its part of the
    choice. ``orders`` are 1 and each number of items that tied; ``choices`` have the same in blocks.
    """

    choices: Choices
    sets: Booleans
    outcome: Integers
    set: Integers
    item: Integers
    share: Floats
    orders: tuple[int, ...]

    @classmethod
    def of(cls, choices: Choices, orders: tuple[int, ...]) -> Tied:
        """Bring the stages of all blocks together."""
        starts = np.cumsum([0, *(len(block.plus) for block in choices.blocks)])
        sets = np.zeros((int(starts[-1]), choices.items + 1), dtype=np.bool_)
        for start, block in zip(starts, choices.blocks, strict=False):
            np.put_along_axis(sets[start : start + len(block.plus)], block.plus, True, axis=1)
        return cls(
            choices,
            sets,
            np.concatenate([block.outcome for block in choices.blocks]),
            np.concatenate([block.stage + start for start, block in zip(starts, choices.blocks, strict=False)]),
            np.concatenate([block.items_chosen[0] for block in choices.blocks]),
            np.concatenate([np.ones(len(one.outcome)) if one.share is None else one.share for one in choices.blocks]),
            orders,
        )

    def evaluate(self, parameters: Floats) -> Evaluation:
        """Return the weighted log-likelihood, its gradient and information (items, then orders of ties)."""
        counts = self.choices.counts[self.outcome] * self.share
        weights = sums_by(self.set, counts, len(self.sets))
        found = self._moments(weights, parameters)
        items = self.choices.items
        taken = sums_by(self.item, counts, items + 1)[:items]
        tied = counts @ self._orders
        observed = np.concatenate([taken, tied])
        value = float(observed @ parameters) - float(weights @ found.log_total)
        return Evaluation(value, observed - weights @ found.features, found.information)

    def outcome_scores(self, parameters: Floats) -> Floats:
        """Return the gradient of the log-likelihood of each outcome (outcomes × parameters)."""
        features = self._moments(np.zeros(len(self.sets)), parameters).features
        items = self.choices.items
        own = np.zeros((len(self.outcome), items + 1))
        own[np.arange(len(own)), self.item] = 1.0
        each = self.share[:, None] * (np.column_stack([own[:, :items], self._orders]) - features[self.set])
        columns = [sums_by(self.outcome, column, self.choices.outcomes) for column in each.T]
        return np.column_stack(columns)

    @property
    def _orders(self) -> Floats:
        """Which order of ties each chosen item was in (entries × orders above 1)."""
        at_once = np.rint(1 / self.share)[:, None]
        return np.asarray(at_once == np.array(self.orders[1:]), dtype=np.float64)

    def _moments(self, weights: Floats, parameters: Floats) -> Moments:
        """Return what the parameters expect of choices; sets are taken in parts that fit into memory."""
        width = self.choices.items + 1
        step = max(1, _CHUNK // (width * width if max(self.orders) > 2 else width))
        padded = np.insert(parameters, self.choices.items, 0.0)
        parts = [
            _part(self.sets[start : start + step], weights[start : start + step], padded, self.orders)
            for start in range(0, len(self.sets), step)
        ]
        return Moments(
            np.concatenate([part.features for part in parts]),
            np.concatenate([part.log_total for part in parts]),
            sum((part.information for part in parts), np.zeros((len(parameters), len(parameters)))),
        )


@dataclass(frozen=True)
class Moments:
    """What is expected of choices from each set: ``features`` are the chances of items (a tied one counts its part) and
    of orders of ties (sets × parameters), ``log_total`` the logarithm of the sum over all that could be taken, and the
    information the weighted sum of the variances (parameters × parameters).
    """

    features: Floats
    log_total: Floats
    information: Floats


def _part(sets: Booleans, weights: Floats, parameters: Floats, orders: tuple[int, ...]) -> Moments:
    """Return the moments of some sets; the last item is none, whose parameter is 0 and is left out of the result."""
    items = sets.shape[1]
    worth, delta = parameters[:items], np.concatenate([[0.0], parameters[items:]])
    top = np.where(sets, worth, -np.inf).max(axis=1)
    relative = np.exp(np.where(sets, worth - top[:, None], -np.inf))
    roots = [relative if order == 1 else relative ** (1 / order) for order in orders]
    sums = [_symmetric(root, order) for root, order in zip(roots, orders, strict=True)]
    totals = np.exp(delta) * np.stack([found[:, -1] for found in sums], axis=1)
    total = totals.sum(axis=1)
    chances = totals / total[:, None]
    within = [_inclusion(root, found) for root, found in zip(roots, sums, strict=True)]
    expected = [chances[:, [at]] * within[at] / order for at, order in enumerate(orders)]
    features = np.concatenate([sum(expected[1:], expected[0]), chances[:, 1:]], axis=1)
    second = np.zeros((features.shape[1], features.shape[1]))
    second[:items, :items] = sum(
        _second(roots[at], sums[at], within[at], weights * chances[:, at], order) for at, order in enumerate(orders)
    )
    for at in range(1, len(orders)):
        place = items + at - 1
        second[:items, place] = second[place, :items] = weights @ expected[at]
        second[place, place] = weights @ chances[:, at]
    information = second - features.T @ (weights[:, None] * features)
    kept = np.arange(features.shape[1]) != items - 1
    return Moments(features[:, kept], top + np.log(total), information[np.ix_(kept, kept)])


def _symmetric(values: Floats, order: int) -> Floats:
    """Return the elementary symmetric sums e₀ … e_order of each row (rows × order + 1)."""
    found = np.zeros((len(values), order + 1))
    found[:, 0] = 1.0
    if order == 1:
        found[:, 1] = values.sum(axis=1)
        return found
    for column in values.T:
        found[:, 1:] += column[:, None] * found[:, :-1]
    return found


def _inclusion(values: Floats, sums: Floats) -> Floats:
    """Return the chance that an item is among the tied, given how many are: x_i · e_{k−1} without i ÷ e_k."""
    without = np.ones_like(values)
    for order in range(1, sums.shape[1] - 1):
        without = sums[:, [order]] - values * without
    top = sums[:, [-1]]
    return np.divide(values * without, top, out=np.zeros_like(values), where=top > 0)


def _second(values: Floats, sums: Floats, within: Floats, weights: Floats, order: int) -> Floats:
    """Return the weighted second moments of the items among the tied (items × items)."""
    found: Floats = np.diag(weights @ within)
    if order > 1:
        scale = np.divide(weights, sums[:, -1], out=np.zeros_like(weights), where=sums[:, -1] > 0)
        if order == 2:
            pairs = values.T @ (scale[:, None] * values)
        else:
            others = _without_two(values, sums, order - 2)
            pairs = (scale[:, None, None] * values[:, :, None] * values[:, None, :] * others).sum(axis=0)
        found += pairs - np.diag(np.diag(pairs))
    return found / order**2


def _without_two(values: Floats, sums: Floats, order: int) -> Floats:
    """Return e_order of each row without items i and j (rows × items × items); the diagonal means nothing."""
    one, two = np.ones_like(values), np.ones((*values.shape, values.shape[1]))
    for number in range(1, order + 1):
        one = sums[:, [number]] - values * one
        two = one[:, :, None] - values[:, None, :] * two
    return two
