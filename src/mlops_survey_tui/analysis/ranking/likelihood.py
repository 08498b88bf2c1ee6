"""The likelihood of rankings with ties: its value, what pulls at each parameter, and how sharply it bends.

From alternatives A, the set S of tied items is chosen with a chance that is proportional to
``f(S) = δ_|S| · (Π_{i in S} α_i)^(1/|S|)``, with δ₁ = 1 and δ_k = 0 where k items never tied; without ties this is the
model of Plackett and Luce. Parameters are ``log α`` of all items, then ``log δ`` of each order of ties.

Source: Turner, van Etten, Firth & Kosmidis (2020), "Modelling rankings in R: the PlackettLuce package", Computational
Statistics 35, 1027–1057, equation 2; for pairs Davidson (1970), JASA 65, 317–328.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats
from .stages import Stages

_CHUNK = 1 << 21


@dataclass(frozen=True)
class Moments:
    """What is expected of choices from each set: chances of ``items`` (sets × items, a tied one counts its part) and
    of ``orders`` of ties (sets × orders), the logarithm of the sum over all that could be taken, and the information:
    the weighted sum of the variances (parameters × parameters).
    """

    items: Floats
    orders: Floats
    log_total: Floats
    information: Floats


def log_likelihood(stages: Stages, moments: Moments, parameters: Floats) -> float:
    """Return the weighted logarithm of the likelihood."""
    items = stages.sets.shape[1]
    ties = dict(zip(stages.orders[1:], parameters[items:], strict=True))
    taken = float(stages.totals @ parameters[:items])
    tied = sum(float(stages.weight[stages.size == order].sum()) * delta for order, delta in ties.items())
    return float(taken + tied) - float(stages.set_weights @ moments.log_total)


def gradient(stages: Stages, moments: Moments) -> Floats:
    """Return the derivative of the log-likelihood by each parameter."""
    weights = stages.set_weights
    observed = [stages.weight[stages.size == order].sum() for order in stages.orders[1:]]
    return np.concatenate(
        [stages.totals - weights @ moments.items, np.array(observed) - weights @ moments.orders[:, 1:]]
    )


def scores(stages: Stages, moments: Moments, rankings: int) -> Floats:
    """Return the part of each ranking in the gradient (rankings × parameters)."""
    ties = stages.orders[1:]
    found = np.zeros((rankings, stages.sets.shape[1] + len(ties)))
    for start, stop in zip(stages.starts, stages.starts[1:], strict=False):
        part = slice(start, stop)
        items = stages.chosen[part] / stages.size[part, None] - moments.items[stages.set[part]]
        orders = (stages.size[part, None] == np.array(ties)) - moments.orders[stages.set[part], 1:]
        found[stages.ranking[part]] += stages.weight[part, None] * np.concatenate([items, orders], axis=1)
    return found


def moments(stages: Stages, parameters: Floats) -> Moments:
    """Return what the parameters expect of choices from each set; sets are taken in parts that fit into memory."""
    items = stages.sets.shape[1]
    several = max(stages.orders) > 2
    step = max(1, _CHUNK // (items * items if several else items))
    weights = stages.set_weights
    parts = [
        _part(stages.sets[start : start + step], weights[start : start + step], parameters, stages.orders)
        for start in range(0, len(stages.sets), step)
    ]
    count = items + len(stages.orders) - 1
    return Moments(
        np.concatenate([part.items for part in parts]) if parts else np.zeros((0, items)),
        np.concatenate([part.orders for part in parts]) if parts else np.zeros((0, len(stages.orders))),
        np.concatenate([part.log_total for part in parts]) if parts else np.zeros(0),
        sum((part.information for part in parts), np.zeros((count, count))),
    )


def _part(sets: Booleans, weights: Floats, parameters: Floats, orders: tuple[int, ...]) -> Moments:
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
    mean = sum(expected[1:], expected[0])
    features = np.concatenate([mean, chances[:, 1:]], axis=1)
    second = np.zeros((features.shape[1], features.shape[1]))
    second[:items, :items] = sum(
        _second(roots[at], sums[at], within[at], weights * chances[:, at], order) for at, order in enumerate(orders)
    )
    for at in range(1, len(orders)):
        place = items + at - 1
        second[:items, place] = second[place, :items] = weights @ expected[at]
        second[place, place] = weights @ chances[:, at]
    information = second - features.T @ (weights[:, None] * features)
    return Moments(mean, chances, top + np.log(total), information)


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
