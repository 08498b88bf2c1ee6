"""Coefficients, errors and log-likelihoods are those of R's survival on a real study, and of the theory elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.choice.estimates import Fit, fit
from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.maxdiff.data import NOBODY, BestWorst
from mlops_survey_tui.analysis.maxdiff.files import read_best_worst
from mlops_survey_tui.analysis.maxdiff.forms import FORMS, choices_of

from .datasets import answers, reference, simulated, vdata, write_partial

KNOWN = {"pairs": -10281.6212, "marginal": -11280.7177, "sequential": -10284.8283}


def _fit(data: BestWorst, form: str = "sequential", reference: int = -1) -> Fit:
    return fit(choices_of(data, form), data.items, reference)


@pytest.mark.parametrize("form", FORMS)
def test_the_log_likelihoods_of_the_real_study_are_the_known_ones(form: str) -> None:
    assert _fit(vdata(), form).log_likelihood == pytest.approx(KNOWN[form], abs=5e-5)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("variant", ["vdata", "partial"])
def test_coefficients_and_both_errors_are_those_of_clogit(variant: str, form: str, tmp_path: Path) -> None:
    data = vdata() if variant == "vdata" else read_best_worst(str(write_partial(tmp_path / "partial.csv")))
    found, known = _fit(data, form), reference("clogit")["fits"][f"{variant} {form}"]
    assert list(data.items) == reference("clogit")["items"]
    assert found.coefficients[:-1] == pytest.approx(known["coefficients"], abs=1e-6)
    assert np.sqrt(np.diag(found.classical))[:-1] == pytest.approx(known["classical"], abs=1e-6)
    assert np.sqrt(np.diag(found.clustered))[:-1] == pytest.approx(known["clustered"], abs=1e-6)
    gained = known["log_likelihood"] - known["null"]
    assert found.log_likelihood - found.null_log_likelihood == pytest.approx(gained, abs=5e-5)


def test_errors_of_a_real_study_are_larger_when_people_are_seen_as_what_varies() -> None:
    found = _fit(vdata())
    ratios = np.sqrt(np.diag(found.clustered)[:-1] / np.diag(found.classical)[:-1])
    assert ratios.min() > 1.1
    assert ratios.max() < 2.1


def test_the_reference_item_changes_nothing_that_is_reported() -> None:
    one, other = _fit(vdata()), _fit(vdata(), reference=4)
    for mine, others in zip(one.centred, other.centred, strict=True):
        assert mine == pytest.approx(others, abs=1e-9)


@given(st.permutations(range(7)))
@settings(max_examples=10, deadline=None)
def test_names_of_items_do_not_matter(order: list[int]) -> None:
    data = simulated(np.zeros((60, 7)) + np.arange(7) / 3, 6, 3, 1)
    renamed = replace(
        data,
        sets=tuple(tuple(sorted(order[item] for item in one)) for one in data.sets),
        best=np.array(order)[data.best],
        worst=np.array(order)[data.worst],
    )
    one, other = _fit(data).centred, _fit(renamed).centred
    assert one[0] == pytest.approx(other[0][order], abs=1e-8)
    assert one[2] == pytest.approx(other[2][np.ix_(order, order)], abs=1e-8)


@given(st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None)
def test_the_order_of_answers_does_not_matter(random: object) -> None:
    data = simulated(np.zeros((60, 7)) + np.arange(7) / 3, 6, 3, 1)
    order = np.arange(len(data.shown))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = _fit(data), _fit(answers(data, order))
    assert one.coefficients == pytest.approx(other.coefficients, abs=1e-9)
    assert one.clustered == pytest.approx(other.clustered, abs=1e-9)


def test_a_weight_of_two_is_the_same_as_answering_twice() -> None:
    data = simulated(np.zeros((80, 6)) + np.arange(6) / 4, 5, 4, 2)
    twice = np.flatnonzero(data.respondent % 3 == 0)
    doubled = answers(data, np.concatenate([np.arange(len(data.shown)), twice]))
    weighted = replace(data, weight=1.0 + (np.arange(80) % 3 == 0))
    one, other = _fit(weighted), _fit(doubled)
    assert one.coefficients == pytest.approx(other.coefficients, abs=1e-9)
    assert one.classical == pytest.approx(other.classical, abs=1e-9)
    assert one.clustered == pytest.approx(other.clustered, abs=1e-9)


def test_a_stratum_of_its_own_for_all_is_no_stratum_but_for_the_factor() -> None:
    data = simulated(np.zeros((80, 6)) + np.arange(6) / 4, 5, 4, 2)
    choices = choices_of(data)
    one, other = fit(choices, data.items), fit(choices, data.items, strata=np.zeros(80, dtype=np.int64))
    assert other.clustered == pytest.approx(one.clustered * 80 / 79, abs=1e-9)


def test_ratings_of_pairs_only_are_a_choice_of_the_best_of_two() -> None:
    data = simulated(np.zeros((200, 4)) + np.arange(4) / 2, 6, 2, 3)
    best_only = replace(data, worst=np.full_like(data.worst, NOBODY))
    one, other = _fit(data), _fit(best_only)
    assert one.coefficients == pytest.approx(other.coefficients, abs=1e-9)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-9)


def test_an_item_that_always_wins_is_named() -> None:
    utilities = np.zeros((50, 5))
    utilities[:, 2] = 1e3
    data = simulated(utilities, 8, 3, 4)
    with pytest.raises(AnalysisError, match="item2 always won"):
        _fit(data)


def test_an_item_that_always_loses_is_named() -> None:
    utilities = np.zeros((50, 5))
    utilities[:, 3] = -1e3
    with pytest.raises(AnalysisError, match="item3 always lost"):
        _fit(simulated(utilities, 8, 3, 4))


def test_items_that_were_never_compared_are_named() -> None:
    one = simulated(np.zeros((40, 4)), 6, 3, 5)
    apart = replace(
        one,
        items=tuple(f"item{item}" for item in range(8)),
        sets=(*one.sets, *(tuple(item + 4 for item in members) for members in one.sets)),
        respondent=np.concatenate([one.respondent, one.respondent]),
        shown=np.concatenate([one.shown, one.shown + len(one.sets)]),
        best=np.concatenate([one.best, one.best + 4]),
        worst=np.concatenate([one.worst, one.worst + 4]),
    )
    with pytest.raises(AnalysisError, match="item4, item5, item6, item7 were never compared"):
        _fit(apart)


def test_a_stated_prior_gives_scores_where_the_maximum_does_not_exist() -> None:
    utilities = np.zeros((50, 5))
    utilities[:, 2] = 1e3
    data = simulated(utilities, 8, 3, 4)
    found = fit(choices_of(data), data.items, prior=1.0)
    assert found.centred[0].argmax() == 2
    assert np.isfinite(found.clustered).all()


def test_many_items_are_told_apart_as_well_as_few() -> None:
    people = np.zeros((300, 130)) + np.linspace(-1, 1, 130)
    data = simulated(people, 30, 5, 6)
    found, _, covariance = _fit(data).centred
    error = np.sqrt(np.diag(covariance))
    assert (np.abs(found - (people[0] - people[0].mean())) < 4.5 * error).all()
