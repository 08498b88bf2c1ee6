"""What holds for every sample: totals add up, simple samples give the formulas of textbooks, counts stand for rows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.arrays import Booleans, Floats
from mlops_survey_tui.analysis.distributions import student_quantile
from mlops_survey_tui.analysis.estimation.association import rao_scott
from mlops_survey_tui.analysis.estimation.design import Design, design_of
from mlops_survey_tui.analysis.estimation.estimate import Choices, means, proportions, ratio, totals
from mlops_survey_tui.analysis.estimation.intervals import INTERVALS, Share, interval
from mlops_survey_tui.analysis.estimation.making import balanced_halves, bootstrap, hadamard_matrix, jackknife
from mlops_survey_tui.analysis.estimation.quantiles import quantile, weighted_quantile
from mlops_survey_tui.analysis.estimation.statistic import total_of
from mlops_survey_tui.analysis.failure import AnalysisError

seeds = st.integers(0, 10**6)
few = settings(max_examples=20)


def drawn(seed: int) -> tuple[Design, Floats, Booleans]:
    """Return a stratified sample of clusters with weights, values, and who is in a domain."""
    random = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(24), random.integers(1, 9, 24))
    rows = len(clusters)
    design = design_of(random.uniform(1, 4, rows), strata=[clusters // 6], clusters=[clusters])
    return design, random.normal(10, 3, rows) + clusters % 5, random.random(rows) < 0.6


def everybody(values: Floats) -> Booleans:
    """All rows."""
    return np.ones(len(values), dtype=np.bool_)


@few
@given(seed=seeds)
def test_totals_of_domains_add_up(seed: int) -> None:
    design, values, inside = drawn(seed)
    parts = [totals(design, values[:, None], domain)[0].value for domain in (inside, ~inside)]
    assert sum(parts) == pytest.approx(totals(design, values[:, None], everybody(values))[0].value)


@few
@given(seed=seeds)
def test_the_mean_of_a_domain_is_the_ratio_of_its_totals(seed: int) -> None:
    design, values, inside = drawn(seed)
    (mean,) = means(design, values[:, None], inside)
    same = ratio(design, values * inside, inside.astype(np.float64), everybody(values))
    assert [mean.value, mean.se] == pytest.approx([same.value, same.se])


@few
@given(seed=seeds)
def test_simple_samples_give_the_formulas_of_textbooks(seed: int) -> None:
    values = np.random.default_rng(seed).normal(5, 2, 60)
    (found,) = means(design_of(np.ones(60)), values[:, None], everybody(values))
    se = values.std(ddof=1) / math.sqrt(60)
    assert [found.value, found.se, found.deff, found.df] == pytest.approx([values.mean(), se, 1.0, 59])
    assert found.high - found.value == pytest.approx(student_quantile(0.975, 59) * se)
    finite = design_of(np.full(60, 5.0), population=[np.full(60, 300.0)])
    (found,) = totals(finite, values[:, None], everybody(values))
    assert [found.value, found.se] == pytest.approx([300 * values.mean(), 300 * se * math.sqrt(1 - 60 / 300)])


@few
@given(seed=seeds)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    design, values, inside = drawn(seed)
    order = np.random.default_rng(seed).permutation(len(values))
    level = design.levels[0]
    assert level.of_row is not None
    strata, clusters = [level.stratum[level.of_row][order]], [level.of_row[order]]
    mixed = design_of(design.weights[order], strata=strata, clusters=clusters)
    (expected,), (found,) = means(design, values[:, None], inside), means(mixed, values[order][:, None], inside[order])
    assert [found.value, found.se, found.deff, found.df] == pytest.approx(
        [expected.value, expected.se, expected.deff, expected.df]
    )


@few
@given(seed=seeds, clustered=st.booleans())
def test_equal_rows_may_come_as_counts(seed: int, clustered: bool) -> None:
    random = np.random.default_rng(seed)
    times = random.integers(1, 6, 80)
    strata, clusters, weights = random.integers(0, 3, 80), random.integers(0, 40, 80), random.choice([1.0, 2.5], 80)
    clusters, yes, inside = clusters + 40 * strata, random.random(80) < 0.4, random.random(80) < 0.7
    units = [clusters] if clustered else []
    counted = design_of(weights, strata=[strata], clusters=units, times=times.astype(np.float64))
    repeated = design_of(
        np.repeat(weights, times),
        strata=[np.repeat(strata, times)],
        clusters=[np.repeat(clusters, times)] if clustered else [],
    )
    (found,) = proportions(counted, yes[:, None], inside)
    (expected,) = proportions(repeated, np.repeat(yes, times)[:, None], np.repeat(inside, times))
    for name in ("value", "se", "low", "high", "n", "weighted", "deff", "df", "count"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name)), name
    values = random.integers(0, 9, 80).astype(np.float64)
    one, other = (
        quantile(counted, values, 0.5, inside),
        quantile(repeated, np.repeat(values, times), 0.5, np.repeat(inside, times)),
    )
    assert [one.value, one.low, one.high] == pytest.approx([other.value, other.low, other.high], nan_ok=True)


@few
@given(seed=seeds)
def test_replicates_of_a_total_give_the_linearised_variance(seed: int) -> None:
    design, values, inside = drawn(seed)
    statistic = total_of(values[:, None], inside)
    expected = design.covariance(statistic)
    assert jackknife(design).covariance(statistic) == pytest.approx(expected)
    pairs = design_of(np.ones(14), strata=[np.repeat(np.arange(7), 2)], clusters=[np.arange(14)])
    statistic = total_of(values[:14, None], everybody(values[:14]))
    assert balanced_halves(pairs, 0.3).covariance(statistic) == pytest.approx(pairs.covariance(statistic))


def test_the_bootstrap_comes_near_the_linearised_variance() -> None:
    design, values, inside = drawn(5)
    statistic = total_of(values[:, None], inside)
    many = bootstrap(design, 4000, seed=2)
    assert float(many.covariance(statistic)[0, 0] / design.covariance(statistic)[0, 0]) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("least", [1, 2, 3, 4, 5, 9, 13, 21, 29, 45, 100])
def test_hadamard_matrices_are_orthogonal_and_small(least: int) -> None:
    matrix = hadamard_matrix(least)
    order = len(matrix)
    assert least <= order < least + 12
    assert (matrix @ matrix.T == order * np.eye(order)).all()
    assert (matrix[0] == 1).all()


@few
@given(seed=seeds)
def test_without_a_design_the_test_of_independence_is_that_of_pearson(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows, columns = random.integers(0, 3, 500), random.integers(0, 2, 500)
    found = rao_scott(design_of(np.ones(500)), rows, columns, np.ones(500, dtype=np.bool_))
    table = np.array([[np.count_nonzero((rows == r) & (columns == c)) for c in range(2)] for r in range(3)])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / 500
    assert found.pearson == pytest.approx(float((np.square(table - expected) / expected).sum()))
    assert found.mean_deff == pytest.approx(500 / 499, abs=0.05)


@few
@given(value=st.floats(0, 1), n=st.integers(2, 500), df=st.integers(1, 400), deff=st.floats(0.3, 5))
def test_intervals_of_shares_hold_the_share_and_stay_within_0_and_1(value: float, n: int, df: int, deff: float) -> None:
    share = Share(value, value * (1 - value) / n * deff, n, df)
    for method in INTERVALS:
        low, high = interval(share, method)
        assert low <= value + 1e-9
        assert high >= value - 1e-9
        if method != "mean":
            assert 0 <= low <= high <= 1


def test_shares_of_nobody_and_everybody_have_an_interval() -> None:
    yes = np.zeros((50, 1), dtype=np.bool_)
    for method in ("logit", "beta", "wilson"):
        (none,) = proportions(design_of(np.ones(50)), yes, np.ones(50, dtype=np.bool_), Choices(interval=method))
        assert none.low == pytest.approx(0, abs=1e-12)
        assert 0.04 < none.high < 0.08


@given(values=st.lists(st.integers(0, 20), min_size=1, max_size=40), share=st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_a_quantile_is_the_smallest_value_that_reaches_its_share(values: list[int], share: float) -> None:
    given_values = np.array(values, dtype=np.float64)
    found = weighted_quantile(given_values, np.ones(len(values)), share)
    below = [value for value in sorted(values) if np.count_nonzero(given_values <= value) / len(values) >= share]
    assert found == below[0]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"strata": [np.array([0, 1])], "clusters": [np.array([0, 0])]}, "also lies in another stratum"),
        ({"clusters": [np.array([0, 0])]}, "only one cluster"),
        ({"population": [np.array([1.5, 1.5])]}, "2 clusters were drawn from 1.5"),
        ({"population": [np.array([5.0, 4.0])]}, "in row 2 differs from others of its stratum"),
        (
            {"strata": [np.array([0, 1])], "population": [np.array([5.0, 0.5])]},
            "all sizes of at least 1, or all fractions",
        ),
        ({"population": [np.array([5.0, 5.0])] * 2}, "2 finite populations and 1 stages"),
        ({"lonely": "ignore"}, "no way 'ignore'"),
    ],
)
def test_designs_that_cannot_be_are_refused(parts: dict[str, object], said: str) -> None:
    with pytest.raises(AnalysisError, match=said):
        design_of(np.ones(2), **parts)  # type: ignore[arg-type]


def test_a_single_cluster_stops_the_estimate_and_the_ways_out_are_named() -> None:
    design = design_of(np.ones(3), strata=[np.array([0, 0, 1])])
    with pytest.raises(AnalysisError, match=r"1 strata have a single cluster.*--lonely: remove"):
        means(design, np.arange(3.0)[:, None], np.ones(3, dtype=np.bool_))


@pytest.mark.parametrize("value", [1 - 1e-13, 1 + 2e-16, 1e-13, -1e-17])
def test_everybody_up_to_rounding_has_the_interval_of_everybody(value: float) -> None:
    low, high = interval(Share(value, 1e-34, 20_000, 19_999), "logit")
    exact = interval(Share(float(value > 0.5), 0.0, 20_000, 19_999), "logit")
    assert (low, high) == pytest.approx(exact, abs=1e-9)
