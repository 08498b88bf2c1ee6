"""Rankings without ties are what the engine of best-worst choices sees as choices from what is left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mlops_survey_tui.analysis.choice import estimates
from mlops_survey_tui.analysis.choice.stages import Block, Choices
from mlops_survey_tui.analysis.ranking.plackett_luce import fit
from mlops_survey_tui.analysis.ranking.rankings import Rankings
from mlops_survey_tui.analysis.ranking.run import Wishes, read
from mlops_survey_tui.analysis.ranking.stages import stages_of

DATA = Path(__file__).with_name("data")


def _choices(rankings: Rankings) -> Choices:
    """Return the choices of each ranking as an outcome of its own."""
    stages, items = stages_of(rankings), len(rankings.items)
    sizes = stages.sets.sum(axis=1)
    blocks = []
    for size in np.unique(sizes):
        of_size = np.flatnonzero(sizes == size)
        plus = np.stack([np.flatnonzero(mask) for mask in stages.sets[of_size]])
        rows = np.flatnonzero(np.isin(stages.set, of_size))
        stage = np.searchsorted(of_size, stages.set[rows])
        taken = stages.chosen[rows].argmax(axis=1)
        chosen = (plus[stage] == taken[:, None]).argmax(axis=1)
        blocks.append(Block(plus, np.full_like(plus, items), stages.ranking[rows], stage, chosen, items))
    everybody = np.arange(rankings.n)
    return Choices(items, rankings.n, tuple(blocks), everybody, everybody, rankings.weights)


def test_both_engines_find_the_same_worths_errors_and_likelihood() -> None:
    whole = read(str(DATA / "top3.csv"), wishes=Wishes("absent"))
    rankings = Rankings(whole.items, whole.places, whole.weights, np.arange(whole.n))
    ours, theirs = fit(rankings), estimates.fit(_choices(rankings), rankings.items)
    worth, classical, clustered = theirs.centred
    assert ours.worth == pytest.approx(worth, abs=1e-9)
    assert ours.classical == pytest.approx(classical, abs=1e-9)
    assert ours.covariance == pytest.approx(clustered, abs=1e-9)
    assert ours.log_likelihood == pytest.approx(theirs.log_likelihood, abs=1e-8)
