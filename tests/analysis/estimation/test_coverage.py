"""Intervals hold the truth as often as they say: simulated populations, sampled again and again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mlops_survey_tui.analysis.arrays import Booleans, Floats, Integers
from mlops_survey_tui.analysis.estimation.design import Design, design_of
from mlops_survey_tui.analysis.estimation.estimate import Choices, Estimate, means, proportions, ratio, totals
from mlops_survey_tui.analysis.estimation.making import jackknife
from mlops_survey_tui.analysis.estimation.quantiles import quantile
from mlops_survey_tui.analysis.weighting.margins import Coded, Margin
from mlops_survey_tui.analysis.weighting.planned import weights_by_class
from mlops_survey_tui.analysis.weighting.raking import rake

from ..simulations import RUNS, nominal

STRATA, CLUSTERS, SIZE, DRAWN = 4, 100, 10, (12, 10, 8, 10)


def shares_held(intervals: Iterator[dict[str, tuple[Estimate, float]]]) -> dict[str, float]:
    """Return how often each figure's interval held the truth."""
    held: dict[str, list[bool]] = {}
    for found in intervals:
        for name, (one, truth) in found.items():
            held.setdefault(name, []).append(one.low <= truth <= one.high)
    return {name: float(np.mean(each)) for name, each in held.items()}


def clusters_in_strata() -> Iterator[dict[str, tuple[Estimate, float]]]:
    """Draw clusters from strata with unequal chances and estimate means, shares, totals, ratios and medians."""
    random = np.random.default_rng(11)
    cluster = np.repeat(np.arange(STRATA * CLUSTERS), SIZE)
    stratum = cluster // CLUSTERS
    value = random.gamma(4, 2, len(cluster)) + stratum + random.normal(0, 1.5, STRATA * CLUSTERS)[cluster]
    size = random.uniform(5, 15, len(cluster)) + value / 4
    domain = random.random(len(cluster)) < 0.5
    for _ in range(RUNS):
        chosen = np.concatenate(
            [random.choice(CLUSTERS, count, replace=False) + CLUSTERS * place for place, count in enumerate(DRAWN)]
        )
        rows = (chosen[:, None] * SIZE + np.arange(SIZE)).ravel()
        weights = CLUSTERS / np.array(DRAWN, dtype=np.float64)[stratum[rows]]
        population = [np.full(len(rows), float(CLUSTERS))]
        design = design_of(weights, strata=[stratum[rows]], clusters=[cluster[rows]], population=population)
        all_rows, y, x, inside = np.ones(len(rows), dtype=np.bool_), value[rows], size[rows], domain[rows]
        high = y > 12
        yield {
            "mean": (means(design, y[:, None], all_rows)[0], value.mean()),
            "domain": (means(design, y[:, None], inside)[0], value[domain].mean()),
            "share": (proportions(design, high[:, None], all_rows)[0], float((value > 12).mean())),
            "total": (totals(design, y[:, None], inside)[0], float(value[domain].sum())),
            "ratio": (ratio(design, y, x, all_rows), float(value.sum() / size.sum())),
            "median": (quantile(design, y, 0.5, all_rows), float(np.quantile(value, 0.5, method="inverted_cdf"))),
        }


def raked_volunteers() -> Iterator[dict[str, tuple[Estimate, float]]]:
    """Let roles and sizes volunteer unevenly, rake, and estimate a share that depends on both."""
    random = np.random.default_rng(12)
    roles, sizes = np.array([0.4, 0.35, 0.25]), np.array([0.5, 0.3, 0.2])
    chances = np.outer(roles, sizes).ravel()
    yes_by_cell = np.array([0.1, 0.25, 0.4, 0.3, 0.45, 0.6, 0.5, 0.65, 0.8])
    truth = float(chances @ yes_by_cell)
    uneven = chances * np.outer([1.0, 0.6, 1.8], [1.4, 0.8, 0.6]).ravel()
    for _ in range(RUNS):
        cell = random.choice(9, 350, p=uneven / uneven.sum())
        yes = random.random(350) < yes_by_cell[cell]
        raked = design_of(np.ones(350)).calibrated(rake(known(cell, roles, sizes), np.ones(350)).calibration)
        all_rows = np.ones(350, dtype=np.bool_)
        yield {
            "raked share": (proportions(raked, yes[:, None], all_rows)[0], truth),
            "raked mean": (means(raked, yes.astype(np.float64)[:, None], all_rows)[0], truth),
        }


def known(cell: Integers, roles: Floats, sizes: Floats) -> list[Coded]:
    """Return the margins of the cells."""
    first = Margin.of("role", dict(zip("abc", roles.tolist(), strict=True)))
    second = Margin.of("size", dict(zip("abc", sizes.tolist(), strict=True)))
    return [Coded(first, cell // 3), Coded(second, cell % 3)]


def left_out_by_chance() -> Iterator[dict[str, tuple[Estimate, float]]]:
    """Leave a question out more often for slow people, who answer otherwise."""
    random = np.random.default_rng(13)
    for _ in range(RUNS):
        slow = random.random(900) < 0.4
        yes = random.random(900) < np.where(slow, 0.7, 0.3)
        asked: Booleans = random.random(900) < np.where(slow, 0.15, 0.4)
        weights = weights_by_class(asked, np.ones(900), slow.astype(np.int64)).weights
        yield {"planned": (proportions(design_of(weights), yes[:, None], asked)[0], 0.46)}


def test_intervals_of_clustered_samples_are_nominal() -> None:
    held = shares_held(clusters_in_strata())
    assert {name: share for name, share in held.items() if not nominal(share)} == {}


def test_intervals_of_raked_samples_are_nominal() -> None:
    held = shares_held(raked_volunteers())
    assert {name: share for name, share in held.items() if not nominal(share)} == {}


def test_intervals_under_planned_missingness_are_nominal() -> None:
    held = shares_held(left_out_by_chance())
    assert {name: share for name, share in held.items() if not nominal(share)} == {}


def test_the_error_after_raking_agrees_with_the_jackknife() -> None:
    random = np.random.default_rng(14)
    cell, roles, sizes = random.choice(9, 300), np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])
    yes = (random.random(300) < 0.1 + cell / 12)[:, None]
    base: Design = design_of(np.ones(300))
    margins = known(cell, roles, sizes)
    all_rows = np.ones(300, dtype=np.bool_)
    linear = proportions(base.calibrated(rake(margins, base.weights).calibration), yes, all_rows)[0].se
    again = jackknife(base).calibrated(lambda weights: rake(margins, weights).weights)
    assert proportions(again, yes, all_rows, Choices(df=299))[0].se / linear == np.clip(
        proportions(again, yes, all_rows, Choices(df=299))[0].se / linear, 0.97, 1.03
    )
    ignored = proportions(design_of(rake(margins, base.weights).weights), yes, all_rows)[0].se
    assert ignored > 1.05 * linear, "margins that explain the answer make the error smaller"
