"""Plackett–Luce: how much each item is worth, from whole and partial rankings with ties, with errors by respondent.

Maximum likelihood by Newton's method; a step that would lower the likelihood is halved. Errors are clustered: people,
not choices, are independent (Huber 1967; Lin & Wei 1989, JASA 84, 1074–1078), without a small-sample factor, as R's
``coxph`` has it. Weights make a pseudo-likelihood.

Where the maximum does not exist, or where it is asked for, each item has ``prior`` wins and as many losses against one
hypothetical item (Turner et al. 2020, section 2.3): a weak prior that all items are worth the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Integers
from .connection import beats, components
from .likelihood import Moments, gradient, log_likelihood, moments, scores
from .rankings import ABSENT, Rankings
from .stages import Stages, stages_of

PRIOR = 0.5
"""The number of wins and of losses against the hypothetical item where a prior is needed."""
_STEPS, _HALVINGS, _SMALL = 100, 40, 1e-13


class NoMaximumError(ValueError):
    """The likelihood has no maximum; the message names the items, best first."""


@dataclass(frozen=True)
class PlackettLuce:
    """A fit. ``worth`` is log α with mean 0 (items); ``ties`` is log δ by the number of tied items.

    ``covariance`` is clustered, ``classical`` from the information alone; both are of worth, then ties. ``groups`` are
    the sets of items that wins and losses connect, the best first: more than one means that only the prior holds them
    together. ``log_likelihood`` is of the data without the prior; ``choices`` and ``rankings`` count what had a choice.
    """

    items: tuple[str, ...]
    worth: Floats
    ties: dict[int, float]
    covariance: Floats
    classical: Floats
    log_likelihood: float
    null_log_likelihood: float
    prior: float
    groups: tuple[tuple[str, ...], ...]
    rankings: int
    choices: int
    steps: int

    @property
    def errors(self) -> Floats:
        """Clustered standard errors of worth."""
        return np.sqrt(np.diag(self.covariance)[: len(self.items)])

    @property
    def shares(self) -> Floats:
        """Shares of first places that the model expects, in percent (items)."""
        odds = np.exp(self.worth - self.worth.max())
        return np.asarray(100 * odds / odds.sum(), dtype=np.float64)

    @property
    def share_errors(self) -> Floats:
        """Clustered standard errors of the shares, by the delta method."""
        share, count = self.shares, len(self.items)
        slope = np.diag(share) - np.outer(share, share) / 100
        return np.sqrt(np.diag(slope @ self.covariance[:count, :count] @ slope.T))


def fit(rankings: Rankings, prior: float | None = None) -> PlackettLuce:
    """Fit the model. Without ``prior`` there is none if the maximum exists, and :data:`PRIOR` if it does not.

    Raises:
        NoMaximumError: ``prior`` is 0 and the maximum does not exist, or nobody ever chose.
    """
    stages = stages_of(rankings)
    groups = tuple(tuple(rankings.items[at] for at in one) for one in components(beats(rankings)))
    used = prior if prior is not None else (PRIOR if len(groups) > 1 else 0.0)
    _check(stages, groups, used)
    whole = stages_of(_with_ghost(rankings, used)) if used else stages
    parameters, steps = _maximum(whole)
    items = len(rankings.items)
    own = np.concatenate([parameters[:items], parameters[len(parameters) - len(stages.orders) + 1 :]])
    at_own = moments(stages, own)
    bread = moments(whole, parameters).information
    meat = _meat(scores(stages, at_own, rankings.n), rankings.clusters)
    transform = _centring(items, len(stages.orders) - 1)
    inverse = _inverse(bread, items, used > 0)
    return PlackettLuce(
        rankings.items,
        own[:items] - own[:items].mean(),
        dict(zip(stages.orders[1:], map(float, own[items:]), strict=True)),
        transform @ inverse @ meat @ inverse @ transform.T,
        transform @ inverse @ transform.T,
        log_likelihood(stages, at_own, own),
        _null(stages),
        used,
        groups,
        len(np.unique(stages.ranking)),
        len(stages.ranking),
        steps,
    )


def _check(stages: Stages, groups: tuple[tuple[str, ...], ...], prior: float) -> None:
    if not len(stages.ranking):
        raise NoMaximumError("No ranking has a choice between two items.")
    if prior < 0:
        raise NoMaximumError(f"A prior of {prior:g} is not possible; it is 0 or more.")
    if prior == 0 and len(groups) > 1:
        named = "; ".join(", ".join(group) for group in groups)
        raise NoMaximumError(f"There is no maximum: wins and losses do not connect these groups, best first: {named}.")
    if len(stages.orders) > 1 and not np.any((stages.size == 1) & (stages.sets[stages.set].sum(axis=1) > 1)):
        raise NoMaximumError("Every choice is a tie.")


def _with_ghost(rankings: Rankings, prior: float) -> Rankings:
    """Return rankings with one more item, the last, that every item beats and loses against ``prior`` times."""
    items = len(rankings.items)
    places = np.full((2 * items, items + 1), ABSENT, dtype=np.int64)
    places[np.arange(items), np.arange(items)], places[:items, items] = 1, 2
    places[items + np.arange(items), np.arange(items)], places[items:, items] = 2, 1
    own = np.concatenate([rankings.places, np.full((rankings.n, 1), ABSENT, dtype=np.int64)], axis=1)
    return Rankings(
        (*rankings.items, ""),
        np.concatenate([own, places]),
        np.concatenate([rankings.weights, np.full(2 * items, prior)]),
        np.arange(rankings.n + 2 * items),
    )


def _maximum(stages: Stages) -> tuple[Floats, int]:
    """Return the parameters with the greatest likelihood, the last item's worth being 0, and the number of steps."""
    items = stages.sets.shape[1]
    count = items + len(stages.orders) - 1
    free = np.arange(count) != items - 1
    parameters = np.zeros(count)
    now = moments(stages, parameters)
    value = log_likelihood(stages, now, parameters)
    for number in range(1, _STEPS + 1):
        slope = gradient(stages, now)[free]
        step = np.zeros(count)
        step[free] = np.linalg.solve(now.information[np.ix_(free, free)], slope)
        gain = float(slope @ step[free])
        if gain <= _SMALL * max(1.0, abs(value)):
            return parameters + step, number
        parameters, now, value = _halved(stages, parameters, step, value)
    raise NoMaximumError(f"Newton's method did not settle within {_STEPS} steps.")


def _halved(stages: Stages, parameters: Floats, step: Floats, value: float) -> tuple[Floats, Moments, float]:
    """Take a step, halved until the likelihood does not fall."""
    for _ in range(_HALVINGS):
        found = parameters + step
        now = moments(stages, found)
        likelihood = log_likelihood(stages, now, found)
        if likelihood >= value:
            break
        step = step / 2
    return found, now, likelihood


def _inverse(information: Floats, items: int, ghost: bool) -> Floats:
    """Return the covariance of worth and ties, one item (or the hypothetical one) being fixed."""
    fixed = items if ghost else items - 1
    free = np.arange(len(information)) != fixed
    found = np.zeros_like(information)
    found[np.ix_(free, free)] = np.linalg.inv(information[np.ix_(free, free)])
    keep = np.arange(len(information)) != items if ghost else np.ones(len(information), dtype=np.bool_)
    return np.asarray(found[np.ix_(keep, keep)], dtype=np.float64)


def _centring(items: int, ties: int) -> Floats:
    """Return the matrix that subtracts the mean worth."""
    found = np.eye(items + ties)
    found[:items, :items] -= 1 / items
    return np.asarray(found, dtype=np.float64)


def _meat(parts: Floats, clusters: Integers) -> Floats:
    """Return the sum of squares of the scores, added up by cluster."""
    numbers, inverse = np.unique(clusters, return_inverse=True)
    if len(numbers) < len(parts):
        parts = np.stack([np.bincount(inverse, weights=column) for column in parts.T], axis=1)
    return np.asarray(parts.T @ parts, dtype=np.float64)


def _null(stages: Stages) -> float:
    """Return the log-likelihood if all items were worth the same and ties as frequent as they are."""
    items = stages.sets.shape[1]
    parameters = np.zeros(items + len(stages.orders) - 1)
    return log_likelihood(stages, moments(stages, parameters), parameters)
