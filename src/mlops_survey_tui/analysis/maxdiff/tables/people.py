"""Scores of respondents."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...arrays import Floats
from ...choice.diagnostics import RHAT_LIMIT, SIZE_LIMIT, effective_size, rhat
from ...output import Cell, Figures, Heading
from ..anchoring import ANCHOR
from ..run import Result


def people(result: Result) -> Iterator[Figures]:
    if result.posterior is None:
        return
    scores = result.draws.people if result.draws is not None else result.posterior.centred
    yield _population(result, scores)
    if result.draws is not None:
        yield _convergence(result)
    anchor = result.items[-1] == ANCHOR
    shown = scores - scores[:, -1:] if anchor else scores
    logs = result.posterior.log_likelihood
    rows: list[tuple[Cell, ...]] = [
        (name, *(float(one) for one in row), float(log))
        for name, row, log in zip(result.data.respondents, shown, logs, strict=True)
    ]
    headings = (Heading("respondent", "respondent"), *(Heading(item, item, 2) for item in result.items))
    way = "hierarchical Bayes, mean of the draws" if result.draws is not None else "empirical Bayes, mode"
    zero = "the threshold is at 0" if anchor else "they sum to 0"
    yield Figures(
        "people",
        "Scores of respondents",
        (*headings, Heading("log_likelihood", "log-likelihood", 2)),
        rows,
        (f"By {way}; {zero}.",),
        10,
    )


def _population(result: Result, scores: Floats) -> Figures:
    assert result.posterior is not None
    weight = result.data.weight / result.data.weight.sum()
    items = len(result.data.items)
    own = np.exp(scores[:, :items] - scores[:, :items].max(axis=1, keepdims=True))
    share = 100 * weight @ (own / own.sum(axis=1, keepdims=True))
    mean, covariance = _moments(result)
    spread = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    rows = [
        (result.items[item], float(mean[item]), float(spread[item]), float(share[item]) if item < items else None)
        for item in np.argsort(-mean, kind="stable")
    ]
    headings = (
        Heading("item", "item"),
        Heading("mean", "mean"),
        Heading("spread", "spread"),
        Heading("share", "mean share %", 2),
    )
    notes = (
        "Mean and standard deviation over people of scores that sum to 0; mean of the shares of preference of people.",
    )
    return Figures("population", "Population of respondents", headings, rows, notes)


def _moments(result: Result) -> tuple[Floats, Floats]:
    """Return mean and covariance over people of scores that sum to 0."""
    assert result.posterior is not None
    mean, covariance = result.posterior.population.mean, result.posterior.population.covariance
    if result.draws is not None:
        mean, covariance = result.draws.mean.mean(axis=(0, 1)), result.draws.covariance.mean(axis=(0, 1))
    turn = np.eye(len(mean) + 1) - 1.0 / (len(mean) + 1)
    turned: Floats = turn[:, :-1] @ covariance @ turn[:, :-1].T
    return turn[:, :-1] @ mean, turned


def _convergence(result: Result) -> Figures:
    assert result.draws is not None
    draws = result.draws
    means = np.concatenate([draws.mean, np.zeros((*draws.mean.shape[:2], 1))], axis=2)
    means -= means.mean(axis=2, keepdims=True)
    quantities = {f"mean: {item}": means[:, :, place] for place, item in enumerate(result.items)}
    for place, item in enumerate(result.items[:-1]):
        quantities[f"log variance: {item} − {result.items[-1]}"] = np.log(draws.covariance[:, :, place, place])
    quantities["log-likelihood"] = draws.log_likelihood
    rows = [
        (name, float(one.mean()), float(one.std()), rhat(one), effective_size(one)) for name, one in quantities.items()
    ]
    bad = sum(row[3] > RHAT_LIMIT or row[4] < SIZE_LIMIT for row in rows)
    notes = [
        f"{draws.mean.shape[0]} chains of {draws.mean.shape[1]} draws; {100 * draws.acceptance:.0f} % of moves taken.",
        f"{bad} quantities have R̂ over 1.01 or a size under 400: more --draws." if bad else "All chains agree.",
    ]
    headings = (
        Heading("quantity", "quantity"),
        Heading("mean", "mean"),
        Heading("spread", "spread"),
        Heading("rhat", "R̂", 4),
        Heading("effective_size", "effective size", 0),
    )
    return Figures("convergence", "Convergence", headings, rows, tuple(notes))
