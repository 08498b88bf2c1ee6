"""Scores of people predict choices that were held out, and agree with chains of draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.choice.bayes import Posterior, empirical_bayes
from mlops_survey_tui.analysis.choice.diagnostics import effective_size
from mlops_survey_tui.analysis.choice.estimates import fit
from mlops_survey_tui.analysis.choice.hierarchical import hierarchical_bayes
from mlops_survey_tui.analysis.choice.people import People
from mlops_survey_tui.analysis.maxdiff.data import BestWorst
from mlops_survey_tui.analysis.maxdiff.forms import FORMS, choices_of

from .datasets import answers, reference, simulated, vdata


def _scored(data: BestWorst, form: str = "sequential") -> Posterior:
    choices = choices_of(data, form)
    return empirical_bayes(People(choices), fit(choices, data.items).coefficients)


def _held_out(data: BestWorst, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Two sets of each person, by chance."""
    random = np.random.default_rng(seed)
    held = np.zeros(len(data.shown), dtype=bool)
    for person in range(len(data.respondents)):
        held[random.choice(np.flatnonzero(data.respondent == person), 2, replace=False)] = True
    return held


def _both_hit(data: BestWorst, scores: Floats) -> float:
    shown, own = data.membership[data.shown], scores[data.respondent]
    best = np.where(shown, own, -np.inf).argmax(axis=1)
    worst = np.where(shown, own, np.inf).argmin(axis=1)
    return float(((best == data.best) & (worst == data.worst)).mean())


def test_held_out_sets_of_the_real_study_are_predicted() -> None:
    data, logs, hits = vdata(), [], []
    for seed in range(3):
        held = _held_out(data, seed)
        scores = _scored(answers(data, ~held)).modes
        tested = answers(data, held)
        logs.append(float(People(choices_of(tested)).value(scores).sum()) / len(tested.shown))
        hits.append(_both_hit(tested, scores))
    assert np.mean(logs) > -1.53
    assert np.mean(hits) > 0.46


@pytest.mark.parametrize("form", FORMS)
def test_derivatives_of_each_person_are_right(form: str) -> None:
    data = simulated(np.random.default_rng(1).normal(size=(20, 6)), 5, 3, 2)
    people = People(choices_of(data, form))
    random = np.random.default_rng(3)
    at, noise = random.normal(size=(20, 6)), random.normal(size=(20, 6, 6))
    spread = noise @ noise.transpose(0, 2, 1)
    value, gradient, information = people.curve(at)
    assert people.slope(at)[1] == pytest.approx(gradient, abs=1e-10)
    bend = people.bend(at, spread)
    for item in range(6):
        step = np.zeros((20, 6))
        step[:, item] = 1e-5
        up, down = people.curve(at + step), people.curve(at - step)
        assert gradient[:, item] == pytest.approx((up[0] - down[0]) / 2e-5, abs=1e-6)
        assert information[:, item] == pytest.approx(-(up[1] - down[1]) / 2e-5, abs=1e-6)
        assert bend[:, item] == pytest.approx(-((up[2] - down[2]) * spread).sum(axis=(1, 2)) / 2e-5, abs=1e-5)
    assert value.sum() < 0


@pytest.mark.parametrize("form", FORMS)
def test_in_groups_it_is_what_it_is_together(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some have no answer, and a whole group none either."""
    data = simulated(np.random.default_rng(1).normal(size=(23, 6)), 5, 3, 2)
    silent = np.isin(np.arange(23), [2, 5, 6, 7, 8, 9, 22])
    choices = choices_of(answers(data, ~silent[data.respondent]), form)
    random = np.random.default_rng(3)
    at, noise = random.normal(size=(23, 6)), random.normal(size=(23, 6, 6))
    whole = People(choices)
    monkeypatch.setattr("mlops_survey_tui.analysis.choice.people.TOGETHER", 5)
    parted = People(choices)
    assert (parted.stages == whole.stages).all()
    assert parted.value(at) == pytest.approx(whole.value(at), abs=1e-12)
    for mine, other in zip((*parted.slope(at), *parted.curve(at)), (*whole.slope(at), *whole.curve(at)), strict=True):
        assert mine == pytest.approx(other, abs=1e-12)
    assert parted.bend(at, noise) == pytest.approx(whole.bend(at, noise), abs=1e-12)


def test_a_population_that_is_known_is_found() -> None:
    random = np.random.default_rng(4)
    truth = np.array([1.5, 0.5, 0.0, -0.5, -1.5, 0.0])
    spread = np.array([2.0, 1.5, 0.5, 1.0, 1.5, 0.0])
    people = truth + spread * random.normal(size=(900, 6))
    found = _scored(simulated(people, 12, 3, 5))
    assert found.population.mean == pytest.approx(truth[:-1], abs=0.25)
    assert np.sqrt(np.diag(found.population.covariance)) == pytest.approx(spread[:-1], abs=0.3)
    relative = people - people[:, -1:]
    assert np.corrcoef(found.modes[:, 0], relative[:, 0])[0, 1] > 0.8


def test_few_people_who_are_all_alike_do_no_harm() -> None:
    found = _scored(simulated(np.zeros((30, 5)) + np.arange(5) / 2, 4, 3, 6))
    assert np.isfinite(found.modes).all()
    assert (np.linalg.eigvalsh(found.population.covariance) > 0).all()


def test_what_a_person_is_worth_follows_the_weight() -> None:
    data = simulated(np.random.default_rng(7).normal(size=(60, 5)) * 2, 6, 3, 8)
    without = _scored(data.of(np.arange(60) >= 20))
    with_none = _scored(replace(data, weight=(np.arange(60) >= 20).astype(float)))
    assert with_none.population.mean == pytest.approx(without.population.mean, abs=0.02)
    assert with_none.modes[20:] == pytest.approx(without.modes, abs=0.05)


@pytest.mark.parametrize("together", [250, 40])
def test_chains_agree_with_bayesm_within_monte_carlo_error(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlops_survey_tui.analysis.choice.hierarchical._TOGETHER", together)
    data, known = vdata(), reference("bayesm")
    choices = choices_of(data, "marginal")
    start = empirical_bayes(People(choices), fit(choices, data.items).coefficients)
    draws = hierarchical_bayes(choices, start, np.random.default_rng(2), chains=2, warm_up=120, draws=200)
    variance = np.einsum("cdii->cdi", draws.covariance)
    assert 0.5 < draws.acceptance < 0.99
    for mine, name in ((draws.mean, "mean"), (variance, "variance")):
        for item, (value, error) in enumerate(zip(known[name], known[f"{name}_error"], strict=True)):
            own = mine[:, :, item]
            spread = own.std() / np.sqrt(max(effective_size(own), 10.0))
            assert abs(own.mean() - value) < 5 * np.hypot(spread, error), (name, item)


def test_chains_are_the_same_for_the_same_seed() -> None:
    data = simulated(np.random.default_rng(1).normal(size=(25, 5)), 5, 3, 2)
    choices = choices_of(data)
    start = _scored(data)
    one, other = (
        hierarchical_bayes(choices, start, np.random.default_rng(9), chains=2, warm_up=5, draws=5).people
        for _ in range(2)
    )
    assert (one == other).all()
