"""A numbered scale: digits, pairs of digits and arrows, lying and standing."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.tui.lines import Look
from mlops_survey_tui.interview.answers import Answer

from ..widgets.driving import Driver
from .pages import SCALE


@pytest.mark.parametrize(
    ("keys", "value"),
    [("7", "7"), ("10", "10"), ("1", "1"), ("100", "0"), ("17", "7"), ("0", "0")],
)
def test_digits_choose_and_one_and_nought_make_ten(keys: str, value: str) -> None:
    assert Driver(SCALE).press(*keys, "Enter").given == Answer(value)


def test_any_other_key_ends_a_pair_of_digits() -> None:
    assert Driver(SCALE).press("1", "right", "left", "0").answer == Answer("0")


def test_it_starts_in_the_middle_with_nothing_chosen() -> None:
    assert Driver(SCALE).press("Enter").given == Answer()
    assert Driver(SCALE).press("toggle").answer == Answer("5")


def test_enter_gives_the_point_moved_to() -> None:
    assert Driver(SCALE).press("right", "right", "Enter").given == Answer("7")


def test_down_leads_to_the_special_answers_and_up_back() -> None:
    driver = Driver(SCALE).press("down", "toggle")
    assert driver.answer == Answer(special="dont_know")
    assert driver.press("up", "right", "toggle").answer == Answer("6")


def test_a_standing_scale_moves_up_and_down() -> None:
    driver = Driver(SCALE, Look(30, 20)).press("down", "toggle")
    assert driver.answer == Answer("6")
    assert driver.press("end", "toggle").answer == Answer(special="prefer_not")


def test_space_takes_back() -> None:
    assert Driver(SCALE).press("7", "toggle", "Enter").given == Answer()
