"""Adjusted p values are those of p.adjust of R."""

from __future__ import annotations

import numpy as np
import pytest

from mlops_survey_tui.analysis.multiplicity import benjamini_hochberg, holm

P = np.array([0.01, 0.04, 0.03, 0.005, 0.5, 0.5, 0.9])


def test_holm_is_that_of_p_adjust() -> None:
    assert holm(P) == pytest.approx([0.06, 0.16, 0.15, 0.035, 1, 1, 1])


def test_benjamini_hochberg_is_that_of_p_adjust() -> None:
    assert benjamini_hochberg(P) == pytest.approx([0.035, 0.07, 0.07, 0.035, 0.5833333, 0.5833333, 0.9], abs=1e-7)


def test_a_comparison_that_was_not_made_counts_for_nothing() -> None:
    found = holm(np.append(P, np.nan))
    assert found[:-1] == pytest.approx(holm(P))
    assert np.isnan(found[-1])
