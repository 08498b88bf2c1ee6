"""Coefficients of choices by maximum likelihood, with errors clustered by respondent.

Newton's method with step halving on coefficients relative to a reference item; the log-likelihood is concave, so that
the maximum, where there is one, is found from anywhere. Errors: the inverse information (classical), and the sandwich
H⁻¹ (Σ_r w_r² s_r s_rᵀ) H⁻¹ over respondents r with scores s_r (clustered; Liang and Zeger 1986), without a small-sample
factor, as ``coxph`` and ``clogit`` of R's survival do it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Floats, Integers
from ..estimation.design import ADJUST, design_of
from ..failure import AnalysisError
from .connection import unidentified
from .likelihood import Evaluation, evaluate, respondent_scores
from .stages import Choices

_ROUNDS, _HALVINGS, _DECREMENT = 100, 40, 1e-11


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
    reference %= choices.items
    start = np.zeros(choices.items)
    null = evaluate(choices, start)
    found, at, rounds = maximum(choices, start, null, reference, prior)
    free = _free(choices.items, reference)
    classical = _inverse(_penalised(at, found, prior).information, free)
    scores = respondent_scores(choices, found) * choices.weight[:, None]
    if strata is None:
        clustered = classical @ (scores.T @ scores) @ classical
    else:
        clustered = design_of(choices.weight, strata=[strata], lonely=ADJUST).covariance_of(scores @ classical)
    return Fit(found, reference, at.value, null.value, classical, clustered, choices.respondents, rounds)


def maximum(
    choices: Choices, start: Floats, at: Evaluation | None, reference: int, prior: float = 0.0
) -> tuple[Floats, Evaluation, int]:
    """Return the coefficients at the maximum, the likelihood there without the prior, and the rounds needed."""
    free = _free(choices.items, reference)
    now, here = start, at or evaluate(choices, start)
    for rounds in range(1, _ROUNDS + 1):
        aim = _penalised(here, now, prior)
        step = np.zeros(choices.items)
        step[free] = np.linalg.solve(aim.information[np.ix_(free, free)], aim.gradient[free])
        now, here = _halved(choices, now, step, aim, prior)
        if float(step @ aim.gradient) < _DECREMENT * max(1.0, abs(aim.value)):
            return now, here, rounds
    raise AnalysisError(
        "The likelihood has no maximum that can be reached.", "Check for items that always win or lose."
    )


def _halved(choices: Choices, now: Floats, step: Floats, aim: Evaluation, prior: float) -> tuple[Floats, Evaluation]:
    """Return the first of the step, its half, its quarter and so on that does not lower the likelihood."""
    tried, found = now, evaluate(choices, now)
    for halving in range(_HALVINGS):
        tried = now + step / 2**halving
        found = evaluate(choices, tried)
        if _penalised(found, tried, prior).value >= aim.value - 1e-12 * abs(aim.value):
            break
    return tried, found


def _penalised(at: Evaluation, coefficients: Floats, prior: float) -> Evaluation:
    if not prior:
        return at
    apart = coefficients - coefficients.mean()
    centre = np.eye(len(apart)) - 1.0 / len(apart)
    value = at.value - prior / 2 * float(apart @ apart)
    return Evaluation(value, at.gradient - prior * apart, at.information + prior * centre)


def _free(items: int, reference: int) -> list[int]:
    return [item for item in range(items) if item != reference]


def _inverse(information: Floats, free: list[int]) -> Floats:
    full = np.zeros_like(information)
    full[np.ix_(free, free)] = np.linalg.inv(information[np.ix_(free, free)])
    return full
