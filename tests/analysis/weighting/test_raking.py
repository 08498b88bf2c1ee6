"""Raking reproduces its margins, changes nothing that it need not, and says what it could not do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.weighting.bounding import rake_capped, trim
from mlops_survey_tui.analysis.weighting.distances import calibrate
from mlops_survey_tui.analysis.weighting.margins import Coded, Margin, coded
from mlops_survey_tui.analysis.weighting.precision import effective_size, kish_design_effect
from mlops_survey_tui.analysis.weighting.raking import poststratify, rake


def margin(name: str, shares: Floats) -> Margin:
    """Return a margin with levels 0, 1, …"""
    return Margin.of(name, {str(level): share for level, share in enumerate(shares.tolist())})


def sample(seed: int, rows: int = 400, sizes: tuple[int, ...] = (2, 4, 3)) -> tuple[list[Coded], Floats]:
    """Return margins that can be met, with the levels of rows, and base weights."""
    random = np.random.default_rng(seed)
    found = []
    for number, size in enumerate(sizes):
        codes = random.permutation(np.r_[np.repeat(np.arange(size), 8), random.integers(0, size, rows - 8 * size)])
        found.append(Coded(margin(f"m{number}", random.dirichlet(np.full(size, 8.0))), codes))
    return found, random.uniform(0.2, 5.0, rows)


seeds = st.integers(0, 10**6)
few = settings(max_examples=20)


@few
@given(seed=seeds)
def test_margins_are_met_to_the_tolerance(seed: int) -> None:
    margins, base = sample(seed)
    found = rake(margins, base)
    assert found.fit.converged
    for one in margins:
        reached = np.bincount(one.codes, weights=found.weights) / found.weights.sum()
        assert np.abs(reached - one.margin.targets).max() <= 1.0000001e-9
    assert found.weights.sum() == pytest.approx(base.sum())


@few
@given(seed=seeds)
def test_the_order_of_rows_and_margins_does_not_matter(seed: int) -> None:
    margins, base = sample(seed)
    order = np.random.default_rng(seed).permutation(len(base))
    mixed = [Coded(one.margin, one.codes[order]) for one in reversed(margins)]
    expected = rake(margins, base, tolerance=1e-13).weights
    assert rake(mixed, base[order], tolerance=1e-13).weights == pytest.approx(expected[order], rel=1e-9)


@few
@given(seed=seeds)
def test_nothing_changes_where_margins_already_hold(seed: int) -> None:
    margins, _ = sample(seed)
    holding = [Coded(margin(one.margin.name, np.bincount(one.codes) / len(one.codes)), one.codes) for one in margins]
    found = rake(holding, np.ones(400))
    assert found.weights == pytest.approx(np.ones(400), abs=1e-12)
    assert found.fit.rounds == 1


@few
@given(seed=seeds)
def test_ratios_within_a_cell_stay(seed: int) -> None:
    margins, base = sample(seed)
    factors = rake(margins, base).weights / base
    cells = [tuple(one.codes[row] for one in margins) for row in range(len(base))]
    first = dict(zip(reversed(cells), factors[::-1].tolist(), strict=True))
    assert factors == pytest.approx([first[cell] for cell in cells], rel=1e-12)


@few
@given(seed=seeds)
def test_raking_equals_calibration_with_the_raking_distance(seed: int) -> None:
    margins, base = sample(seed)
    auxiliary = np.column_stack([np.eye(len(one.margin.levels))[one.codes] for one in margins])
    totals = np.concatenate([one.margin.targets * base.sum() for one in margins])
    found = calibrate(auxiliary, base, totals, distance="raking", tolerance=1e-12)
    assert found.weights == pytest.approx(rake(margins, base, tolerance=1e-14).weights, rel=1e-7)


@few
@given(seed=seeds)
def test_equal_rows_may_come_as_counts(seed: int) -> None:
    margins, base = sample(seed)
    times = np.random.default_rng(seed).integers(1, 5, len(base))
    repeated = [Coded(one.margin, np.repeat(one.codes, times)) for one in margins]
    counted = times.astype(np.float64)
    expected = rake(repeated, np.repeat(base, times)).weights
    assert np.repeat(rake(margins, base, times=counted).weights, times) == pytest.approx(expected, rel=1e-9)
    expected = rake_capped(repeated, np.repeat(base, times), 2.5).weights
    assert np.repeat(rake_capped(margins, base, 2.5, times=counted).weights, times) == pytest.approx(expected, rel=1e-6)
    assert kish_design_effect(base, counted) == pytest.approx(kish_design_effect(np.repeat(base, times)))
    assert effective_size(base, counted) == pytest.approx(effective_size(np.repeat(base, times)))


@few
@given(seed=seeds, limit=st.floats(1.2, 5.0))
def test_trimmed_weights_keep_their_sum_and_the_limit(seed: int, limit: float) -> None:
    weights = np.random.default_rng(seed).lognormal(0, 1, 300)
    found = trim(weights, limit)
    assert found.weights.sum() == pytest.approx(weights.sum())
    assert found.weights.max() <= limit * weights.mean() * (1 + 1e-9)
    assert (np.diff(found.weights[np.argsort(weights)]) >= -1e-9).all(), "the order of weights changed"
    assert found.cut == int((found.weights >= limit * weights.mean() * (1 - 1e-9)).sum()) or not found.cut


@few
@given(seed=seeds)
def test_a_cap_holds_and_the_gap_that_remains_is_told(seed: int) -> None:
    margins, base = sample(seed)
    found = rake_capped(margins, base, 1.5)
    assert found.weights.max() <= 1.5 * found.weights.mean() * (1 + 1e-6)
    shares = [np.bincount(one.codes, weights=found.weights) / found.weights.sum() for one in margins]
    gaps = [np.abs(share - one.margin.targets).max() for share, one in zip(shares, margins, strict=True)]
    assert [found.fit.gaps[one.margin.name] for one in margins] == pytest.approx(gaps, abs=1e-12)


def test_a_cap_that_can_hold_costs_no_gap() -> None:
    margins, _ = sample(3)
    free, capped = rake(margins, np.ones(400)), rake_capped(margins, np.ones(400), 100.0)
    assert capped.fit.converged
    assert capped.weights == pytest.approx(free.weights, rel=1e-7)


def test_post_stratification_divides_targets_by_what_was_found() -> None:
    strata = Coded(Margin.of("size", {"small": 120, "large": 80}), np.array([0, 0, 0, 1]))
    assert poststratify(strata, np.array([1.0, 1, 2, 3])).weights == pytest.approx([30, 30, 60, 80])


def test_textbook_table_is_fitted() -> None:
    """Two margins of a table of 2 × 2 have a solution in closed form: the odds ratio stays."""
    counts = np.array([[40, 30], [20, 60]])
    first, second = np.repeat([0, 0, 1, 1], counts.ravel()), np.repeat([0, 1, 0, 1], counts.ravel())
    known = [Coded(margin("a", np.array([0.5, 0.5])), first), Coded(margin("b", np.array([0.3, 0.7])), second)]
    weights = rake(known, np.ones(150), tolerance=1e-14).weights
    table = np.array([[weights[(first == row) & (second == column)].sum() for column in (0, 1)] for row in (0, 1)])
    assert table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0]) == pytest.approx(40 * 60 / (30 * 20))


def test_factors_of_calibration_keep_their_bounds() -> None:
    random = np.random.default_rng(1)
    auxiliary = np.column_stack([np.ones(500), random.normal(5, 1, 500)])
    totals = np.array([500.0, 2600.0])
    for distance in ("linear", "raking", "logit"):
        found = calibrate(auxiliary, np.ones(500), totals, distance=distance, bounds=(0.6, 1.6))
        assert found.converged
        assert found.weights.min() >= 0.6
        assert found.weights.max() <= 1.6
        assert auxiliary.T @ found.weights == pytest.approx(totals)


@pytest.mark.parametrize(
    ("shares", "values", "said"),
    [
        ({"a": 0.5, "b": 0.3, "c": 0.2}, ["a", "b"], "level c has the target 0.2 and no row"),
        ({"a": 0.5, "b": 0.5}, ["a", "b", "skipped", "skipped", ""], "(empty) (1 rows), skipped (2 rows)"),
        ({"a": 1.0, "b": 0.0}, ["a", "b"], "level b has the target 0 and 1 rows"),
        ({"a": -0.5, "b": 1.5}, ["a", "b"], "-0.5 is neither a share nor a total"),
    ],
)
def test_what_cannot_be_weighted_is_said_with_its_level(shares: dict[str, float], values: list[str], said: str) -> None:
    labels = sorted({value for value in values if value})
    codes = np.array([labels.index(value) if value else -1 for value in values])
    with pytest.raises(AnalysisError) as caught:
        coded(Margin.of("role", shares), codes, labels)
    assert said in str(caught.value)


def test_margins_of_different_populations_are_refused() -> None:
    first = Coded(Margin.of("a", {"x": 100, "y": 100}), np.array([0, 1]))
    second = Coded(Margin.of("b", {"x": 100, "y": 120}), np.array([0, 1]))
    with pytest.raises(AnalysisError, match="margin a adds up to 200, margin b to 220"):
        rake([first, second], np.ones(2))


def test_rows_without_base_weight_cannot_reach_a_target() -> None:
    one = Coded(Margin.of("a", {"x": 0.5, "y": 0.5}), np.array([0, 1]))
    with pytest.raises(AnalysisError, match="all rows of level y have the base weight 0"):
        rake([one], np.array([1.0, 0.0]))


def test_impossible_margins_are_reported_as_not_met() -> None:
    """Everybody of level x in one margin is of level x in the other, but the shares differ."""
    codes = np.array([0, 0, 1, 1])
    known = [
        Coded(Margin.of("a", {"x": 0.5, "y": 0.5}), codes),
        Coded(Margin.of("b", {"x": 0.7, "y": 0.3}), codes),
    ]
    found = rake(known, np.ones(4), rounds=50)
    assert not found.fit.converged
    assert found.fit.gaps["a"] == pytest.approx(0.2)


def test_the_design_effect_is_one_plus_the_squared_variation() -> None:
    weights = np.array([1.0, 2, 3, 10])
    assert kish_design_effect(weights) == pytest.approx(1 + weights.var() / weights.mean() ** 2)
    assert effective_size(weights) == pytest.approx(4 / kish_design_effect(weights))
