"""Rankings are choices from what is left: one likelihood for them and for best-worst sets, and one for ties beside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.choice import estimates
from mlops_survey_tui.analysis.choice.likelihood import evaluate, outcome_scores
from mlops_survey_tui.analysis.choice.stages import Block, Choices, distinct
from mlops_survey_tui.analysis.ranking.plackett_luce import fit
from mlops_survey_tui.analysis.ranking.rankings import Rankings, whole_rankings
from mlops_survey_tui.analysis.ranking.run import Wishes, read
from mlops_survey_tui.analysis.ranking.stages import choices_of
from mlops_survey_tui.analysis.ranking.ties import Tied

DATA = Path(__file__).with_name("data")


def _first_three() -> Rankings:
    whole = read(str(DATA / "top3.csv"), wishes=Wishes("absent"))
    return Rankings(whole.items, whole.places, whole.weights, np.arange(whole.n))


def test_rankings_fitted_as_choices_among_items_have_the_same_worths_errors_and_likelihood() -> None:
    rankings = _first_three()
    ours, theirs = fit(rankings), estimates.fit(choices_of(rankings), rankings.items)
    worth, classical, clustered = theirs.centred
    assert ours.worth == pytest.approx(worth, abs=1e-9)
    assert ours.classical == pytest.approx(classical, abs=1e-9)
    assert ours.covariance == pytest.approx(clustered, abs=1e-9)
    assert ours.log_likelihood == pytest.approx(theirs.log_likelihood, abs=1e-8)


def test_the_likelihood_of_ties_is_that_of_choices_where_nobody_tied() -> None:
    choices = choices_of(_first_three())
    worth: Floats = np.random.default_rng(1).normal(size=choices.items)
    tied, plain = Tied.of(choices, (1,)), evaluate(choices, worth)
    found = tied.evaluate(worth)
    assert found.value == pytest.approx(plain.value, rel=1e-12)
    assert found.gradient == pytest.approx(plain.gradient, abs=1e-9)
    assert found.information == pytest.approx(plain.information, abs=1e-9)
    assert tied.outcome_scores(worth) == pytest.approx(outcome_scores(choices, worth), abs=1e-12)


def test_information_by_pairs_of_few_items_and_by_all_items_is_the_same() -> None:
    random = np.random.default_rng(2)
    shown, stage = np.array([random.permutation(6)[:4] for _ in range(50)]), np.arange(50)
    worth = random.normal(size=20)
    found = []
    for items in (6, 20):
        block = Block(shown, np.full_like(shown, items), stage, stage, random.integers(4, size=50), items)
        choices = Choices(items, 50, (block,), stage, stage, np.ones(50))
        found.append(evaluate(choices, worth[:items]).information)
    assert found[1][:6, :6] == pytest.approx(found[0], abs=1e-12)


def test_kinds_of_long_rows_are_told_apart_where_a_word_is_too_short() -> None:
    rows = np.random.default_rng(3).integers(0, 3, size=(200, 3))
    wide = np.concatenate([np.tile(rows, (1, 20)), rows * 1000], axis=1)
    kinds, of_row = distinct(wide)
    assert (kinds[of_row] == wide).all()
    assert len(kinds) == len(np.unique(rows, axis=0))


def test_rankings_of_more_items_than_a_word_has_bits_are_fitted() -> None:
    random = np.random.default_rng(4)
    places = np.argsort(np.argsort(random.gumbel(size=(40, 70)) - np.linspace(0, 1, 70), axis=1), axis=1) + 1
    found = fit(whole_rankings([str(item) for item in range(70)], places), 0.5)
    assert found.rankings == 40
    assert found.choices == 40 * 69
    assert np.isfinite(found.errors).all()
