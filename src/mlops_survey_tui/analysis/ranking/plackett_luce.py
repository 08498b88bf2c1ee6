"""Plackett–Luce: how much each item is worth, from whole and partial rankings with ties, with errors by respondent.

Maximum likelihood and errors clustered by people are those of all choices (:mod:`..choice.newton`); ties have a
likelihood of their own (:mod:`.ties`). Weights make a pseudo-likelihood.

Where the maximum does not exist, or where it is asked for, each item has ``prior`` wins and as many losses against one
hypothetical item (Turner et al. 2020, section 2.3): a weak prior that all items are worth the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arrays import Floats
from ..choice.connection import components, preferences
from ..choice.likelihood import evaluate, outcome_scores
from ..choice.newton import Evaluate, all_but, clustered, inverse, maximum
from ..choice.stages import Choices
from ..failure import AnalysisError
from .rankings import Rankings
from .stages import against_nobody, choices_of, chosen_at_once
from .ties import Tied

PRIOR = 0.5
"""The number of wins and of losses against the hypothetical item where a prior is needed."""


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
    choices = choices_of(rankings)
    ties = tuple(sorted({1, *chosen_at_once(choices).tolist()}))
    groups = tuple(tuple(rankings.items[at] for at in one) for one in components(preferences(choices)))
    used = prior if prior is not None else (PRIOR if len(groups) > 1 else 0.0)
    _check(choices, groups, used)
    items, start = choices.items, np.zeros(choices.items + len(ties) - 1)
    at, scores = _likelihood(choices, ties)
    aim = _likelihood(against_nobody(choices, used), ties)[0] if used else at
    free = all_but(len(start), None if used else items - 1)
    try:
        found = maximum(aim, start, free)
    except AnalysisError as error:
        raise NoMaximumError(error.why) from None
    bread, turn = inverse(found.at.information, free), _centring(items, len(ties) - 1)
    counted = np.bincount(np.concatenate([np.unique(block.outcome) for block in choices.blocks]))
    stages = counted[choices.outcome[choices.outcome < len(counted)]]
    return PlackettLuce(
        rankings.items,
        found.parameters[:items] - found.parameters[:items].mean(),
        dict(zip(ties[1:], map(float, found.parameters[items:]), strict=True)),
        turn @ clustered(choices, scores(found.parameters), bread, rankings.groups) @ turn.T,
        turn @ bread @ turn.T,
        at(found.parameters).value,
        at(start).value,
        used,
        groups,
        int((stages > 0).sum()),
        int(stages.sum()),
        found.rounds,
    )


def _likelihood(choices: Choices, ties: tuple[int, ...]) -> tuple[Evaluate, Callable[[Floats], Floats]]:
    """Return the likelihood and the scores of outcomes, as functions of the parameters."""
    if len(ties) > 1:
        tied = Tied.of(choices, ties)
        return tied.evaluate, tied.outcome_scores
    return partial(evaluate, choices), partial(outcome_scores, choices)


def _check(choices: Choices, groups: tuple[tuple[str, ...], ...], prior: float) -> None:
    ties = chosen_at_once(choices)
    if not len(ties):
        raise NoMaximumError("No ranking has a choice between two items.")
    if prior < 0:
        raise NoMaximumError(f"A prior of {prior:g} is not possible; it is 0 or more.")
    if prior == 0 and len(groups) > 1:
        named = "; ".join(", ".join(group) for group in groups)
        raise NoMaximumError(f"There is no maximum: wins and losses do not connect these groups, best first: {named}.")
    if (ties > 1).all():
        raise NoMaximumError("Every choice is a tie.")


def _centring(items: int, ties: int) -> Floats:
    """Return the matrix that subtracts the mean worth."""
    found = np.eye(items + ties)
    found[:items, :items] -= 1 / items
    return np.asarray(found, dtype=np.float64)
