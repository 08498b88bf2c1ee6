"""Diagnostics of chains are those of arviz."""

from __future__ import annotations

import numpy as np
import pytest

from mlops_survey_tui.analysis.choice.diagnostics import effective_size, rhat

from ..maxdiff.datasets import reference


@pytest.mark.parametrize("name", ["free", "slow", "apart", "odd", "tied"])
def test_rhat_and_effective_size_are_those_of_arviz(name: str) -> None:
    known = reference("diagnostics")
    chains = np.array(known["chains"][name])
    assert (rhat(chains), effective_size(chains)) == pytest.approx(known["figures"][name], rel=1e-9)


def test_chains_that_stand_still_apart_never_agree() -> None:
    assert rhat(np.repeat([[0.0], [1.0]], 50, axis=1)) == float("inf")
