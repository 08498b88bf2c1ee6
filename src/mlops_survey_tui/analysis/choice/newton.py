"""The maximum of a concave likelihood, and errors clustered by respondent: shared by every model of choice.

Newton's method with step halving: the log-likelihood is concave, so that the maximum, where there is one, is found from
anywhere. Errors: the inverse information H⁻¹ (classical), and the sandwich H⁻¹ (Σ_r w_r² s_r s_rᵀ) H⁻¹ over respondents
r with scores s_r (clustered; Huber 1967; Liang and Zeger 1986; Lin and Wei 1989), without a small-sample factor, as
``coxph`` and ``clogit`` of R's survival do it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Booleans, Floats, Integers, sums_by
from ..estimation.design import ADJUST, design_of
from ..failure import AnalysisError
from .stages import Choices

_ROUNDS, _HALVINGS, _DECREMENT = 100, 40, 1e-11


@dataclass(frozen=True)
class Evaluation:
    """The likelihood at some parameters: its logarithm, gradient (parameters) and negative Hessian (their square)."""

    value: float
    gradient: Floats
    information: Floats


Evaluate = Callable[[Floats], Evaluation]
"""Returns the likelihood at parameters."""


@dataclass(frozen=True)
class Maximum:
    """The parameters of the maximum, the likelihood there, and the rounds needed."""

    parameters: Floats
    at: Evaluation
    rounds: int


def all_but(parameters: int, fixed: int | None) -> Booleans:
    """Return which parameters are free where one, or none, stays as it is."""
    free = np.ones(parameters, dtype=np.bool_)
    if fixed is not None:
        free[fixed] = False
    return free


def maximum(evaluate: Evaluate, start: Floats, free: Booleans, at: Evaluation | None = None) -> Maximum:
    """Return where the likelihood is greatest; parameters that are not ``free`` stay as in ``start``.

    ``at`` is the likelihood at the start, if it is known.

    Raises:
        AnalysisError: the steps do not settle.
    """
    now, here = start, at or evaluate(start)
    for rounds in range(1, _ROUNDS + 1):
        step = _step(here, free)
        gain, value = float(step @ here.gradient), here.value
        now, here = _halved(evaluate, now, step, value)
        if gain < _DECREMENT * max(1.0, abs(value)):
            return Maximum(now, here, rounds)
    raise _unreached()


def _step(at: Evaluation, free: Booleans) -> Floats:
    step = np.zeros_like(at.gradient)
    try:
        step[free] = np.linalg.solve(at.information[np.ix_(free, free)], at.gradient[free])
    except np.linalg.LinAlgError:
        raise _unreached() from None
    return step


def _unreached() -> AnalysisError:
    return AnalysisError(
        "The likelihood has no maximum that can be reached.", "Check for items that always win or lose, and weights."
    )


def _halved(evaluate: Evaluate, now: Floats, step: Floats, value: float) -> tuple[Floats, Evaluation]:
    """Return the first of the step, its half, its quarter and so on that does not lower the likelihood."""
    tried = now + step
    found = evaluate(tried)
    for halving in range(1, _HALVINGS):
        if found.value >= value - 1e-12 * abs(value):
            break
        tried = now + step / 2**halving
        found = evaluate(tried)
    return tried, found


def inverse(information: Floats, free: Booleans) -> Floats:
    """Return the inverse of the information of free parameters, 0 in the rows and columns of the others."""
    full = np.zeros_like(information)
    full[np.ix_(free, free)] = np.linalg.inv(information[np.ix_(free, free)])
    return full


def clustered(
    choices: Choices,
    scores: Floats,
    bread: Floats,
    clusters: Integers | None = None,
    strata: Integers | None = None,
) -> Floats:
    """Return the sandwich from the scores of outcomes (outcomes × parameters) and the inverse information ``bread``.

    ``clusters`` (respondents) join respondents that are not independent; ``strata`` (respondents) were sampled apart.
    """
    if strata is not None:
        whole = np.concatenate(list(choices.sums(scores)))
        return design_of(choices.weight, strata=[strata], lonely=ADJUST).covariance_of(whole @ bread)
    if clusters is not None:
        whole, count = np.concatenate(list(choices.sums(scores))), int(clusters.max(initial=-1)) + 1
        by_cluster = np.column_stack([sums_by(clusters, column, count) for column in whole.T])
        return np.asarray(bread @ (by_cluster.T @ by_cluster) @ bread, dtype=np.float64)
    meat = sum((part.T @ part for part in choices.sums(scores)), np.zeros_like(bread))
    return np.asarray(bread @ meat @ bread, dtype=np.float64)
