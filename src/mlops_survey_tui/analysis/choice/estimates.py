"""Coefficients of choices by maximum likelihood, relative to a reference item, with errors clustered by respondent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from ..arrays import Floats, Integers
from ..failure import AnalysisError
from .connection import unidentified
from .likelihood import evaluate, outcome_scores
from .newton import Evaluation, Maximum, all_but, clustered, inverse
from .newton import maximum as maximised
from .stages import Choices


@dataclass(frozen=True)
class Fit:
    """Coefficients (items), the reference among them at 0, and their covariances (items × items)."""

    coefficients: Floats
    reference: int
    log_likelihood: float
    null_log_likelihood: float
    classical: Floats
    clustered: Floats
    respondents: int
    rounds: int

    @cached_property
    def centred(self) -> tuple[Floats, Floats, Floats]:
        """Coefficients that sum to 0, with their classical and clustered covariances."""
        turn = np.eye(len(self.coefficients)) - 1.0 / len(self.coefficients)
        return turn @ self.coefficients, turn @ self.classical @ turn.T, turn @ self.clustered @ turn.T


def fit(
    choices: Choices,
    labels: tuple[str, ...],
    reference: int = -1,
    prior: float = 0.0,
    strata: Integers | None = None,
) -> Fit:
    """Return the coefficients that make the choices most likely.

    ``prior`` adds a normal prior of that precision to each coefficient (around their common mean): a stated remedy
    where no maximum exists. ``reference`` is an item's number, from the end if negative.

    Raises:
        AnalysisError: without a prior there is no finite maximum: some items were never compared with others, or always
            won or lost against them; the message names them.
    """
    if not prior and (said := unidentified(choices, labels)):
        raise AnalysisError(said.why, said.remedy)
    start = np.zeros(choices.items)
    null = evaluate(choices, start)
    found = maximum(choices, start, reference, prior, null)
    classical = inverse(found.at.information, all_but(choices.items, reference))
    by_respondent = clustered(choices, outcome_scores(choices, found.parameters), classical, strata=strata)
    value = evaluate(choices, found.parameters).value if prior else found.at.value
    reference %= choices.items
    return Fit(
        found.parameters, reference, value, null.value, classical, by_respondent, choices.respondents, found.rounds
    )


def maximum(
    choices: Choices, start: Floats, reference: int, prior: float = 0.0, at: Evaluation | None = None
) -> Maximum:
    """Return the maximum with a normal prior of a precision; ``at`` is the likelihood at the start, if it is known."""
    free = all_but(choices.items, reference)
    if not prior:
        return maximised(partial(evaluate, choices), start, free, at)
    return maximised(_penalised(choices, prior), start, free)


def _penalised(choices: Choices, prior: float) -> Callable[[Floats], Evaluation]:
    centre = np.eye(choices.items) - 1.0 / choices.items

    def at(coefficients: Floats) -> Evaluation:
        plain, apart = evaluate(choices, coefficients), coefficients - coefficients.mean()
        value = plain.value - prior / 2 * float(apart @ apart)
        return Evaluation(value, plain.gradient - prior * apart, plain.information + prior * centre)

    return at
