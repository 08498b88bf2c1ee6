"""Quantiles of Student's t are those of R's ``qt``, and those whose tail is the one asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.analysis.distributions import student_quantile, student_upper

PROBABILITIES = (0.6, 0.9, 0.975, 0.9999)
QT = {
    1: (0.32491969623290634, 3.07768353717525445, 12.70620473617469415, 3183.09875711850145308),
    1.5: (0.30074539256979543, 2.19639841756553755, 6.01666310442792884, 242.26409884652412075),
    9.3: (0.26070657752600068, 1.37951257193299459, 2.25108222468444019, 5.90538211022452941),
    59: (0.25449253434521779, 1.29606572512205287, 2.00099537808826700, 3.96644751944196372),
    999: (0.25341458333036732, 1.28239957003739757, 1.96234146113344932, 3.73286549960831238),
    1000: (0.25341451583949876, 1.28239872146092471, 1.96233908082640762, 3.73285160457539611),
    1e6: (0.25334717053784167, 1.28155241212993887, 1.95996635681410658, 3.71903027476257142),
}


@pytest.mark.parametrize("df", QT)
def test_quantiles_are_those_of_r(df: float) -> None:
    found = [student_quantile(probability, df) for probability in PROBABILITIES]
    assert found == pytest.approx(QT[df], rel=2e-12)
    assert student_quantile(1 - 0.975, df) == pytest.approx(-found[2], rel=1e-12)


@given(st.floats(0.001, 0.999), st.floats(0.3, 5_000))
def test_the_tail_behind_a_quantile_is_the_one_asked_for(probability: float, df: float) -> None:
    assert student_upper(student_quantile(probability, df), df) == pytest.approx(1 - probability, abs=1e-10)
