"""Counts and their errors are those of R's survey, and of the published study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mlops_survey_tui.analysis.maxdiff.counts import count
from mlops_survey_tui.analysis.maxdiff.files import read_best_worst
from mlops_survey_tui.analysis.reading import Ids

from .datasets import reference, vdata, write_partial

PUBLISHED = {
    "healthcare": 0.4329,
    "economy": 0.3679,
    "education": 0.1536,
    "natsecurity": 0.1021,
    "guns": 0.0457,
    "taxes": 0.0257,
    "crime": 0.0029,
    "corruption": -0.0236,
    "abortion": -0.0357,
    "race": -0.0657,
    "drugs": -0.2143,
    "foreignaffairs": -0.3029,
    "biasmedia": -0.4886,
}


def test_scores_of_the_real_study_are_the_known_ones() -> None:
    found = count(vdata())
    assert dict(zip(vdata().items, found.score, strict=True)) == pytest.approx(PUBLISHED, abs=5e-5)
    order = [vdata().items[item] for item in np.argsort(found.rank)]
    assert order == list(PUBLISHED)


@pytest.mark.parametrize("stratified", [False, True])
def test_shares_scores_and_errors_are_those_of_survey(stratified: bool) -> None:
    data = vdata()
    if stratified:
        strata = np.array([int(name) % 3 for name in data.respondents])
        data = replace(data, stratum=Ids(strata, ("0", "1", "2")))
    found = count(data)
    known = np.array(reference("counts")["vdata"]["stratified" if stratified else "simple"]).T
    columns = found.best_share, found.best_error, found.worst_share, found.worst_error, found.score, found.error
    for mine, theirs in zip(columns, known, strict=True):
        assert mine == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("stratified", [False, True])
def test_weighted_shares_refer_to_the_sets_whose_best_or_worst_is_known(stratified: bool, tmp_path: Path) -> None:
    data = read_best_worst(str(write_partial(tmp_path / "partial.csv")))
    found = count(data if stratified else replace(data, stratum=None))
    known = np.array(reference("counts")["partial"]["stratified" if stratified else "simple"]).T
    for mine, theirs in zip(
        (found.best_share, found.best_error, found.worst_share, found.worst_error), known[:4], strict=True
    ):
        assert mine == pytest.approx(theirs, abs=1e-9)
    assert found.score == pytest.approx(known[0] - known[2], abs=1e-9)


def test_scores_of_each_person_are_counts_of_that_person() -> None:
    data = vdata()
    found = count(data)
    mine = data.respondent == 7
    item = data.items.index("guns")
    best, worst = (data.best[mine] == item).sum(), (data.worst[mine] == item).sum()
    assert found.by_person[7, item] == pytest.approx((best - worst) / 4)
