"""Matrix: marks by row and scale, in a grid and one row at a time."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.tui.lines import Look
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page

from ..widgets.driving import Driver
from .pages import MATRIX, MATRIX_MANY, MATRIX_SCALES

NARROW = Look(40, 12)


@pytest.mark.parametrize("look", [Look(76, 18), NARROW])
def test_digits_mark_and_go_on_to_the_next_row(look: Look) -> None:
    driver = Driver(MATRIX, look).press("5", "1", "3", "9")
    assert driver.answer == Answer({"trust": "5", "time": "1", "quick": "3"})


def test_arrows_and_space_mark_the_cell() -> None:
    driver = Driver(MATRIX).press("down", "right", "right", "toggle")
    assert driver.answer == Answer({"time": "3"})
    assert driver.press("toggle").answer == Answer()


def test_several_points_a_row_toggle_and_stay() -> None:
    driver = Driver(MATRIX_MANY).press("5", "1")
    assert driver.answer == Answer({"trust": ["5", "1"]})
    assert driver.press("5", "6").answer == Answer({"trust": ["not_applicable"]})
    assert driver.press("2").answer == Answer({"trust": ["2"]})


def test_several_scales_are_answered_from_left_to_right() -> None:
    driver = Driver(MATRIX_SCALES).press("2", "1", "3")
    assert driver.answer == Answer({"trust": {"use": "weekly", "fit": "low"}, "time": {"use": "less"}})


def test_one_row_at_a_time_turns_the_arrows_and_enter_goes_through_the_rows() -> None:
    driver = Driver(MATRIX, NARROW).press("down", "toggle", "Enter")
    assert "row 2 of 4" in driver.text()
    assert driver.answer == Answer({"trust": "2"})
    assert driver.given is None
    assert driver.press("Enter", "Enter", "Enter").given == driver.answer


def test_one_row_at_a_time_goes_back_through_the_rows() -> None:
    driver = Driver(MATRIX, NARROW).press("right", "Esc")
    assert "row 1 of 4" in driver.text()
    assert driver.view.back(driver.page, driver.state) is None


def test_special_answers_are_below_the_points_of_a_row() -> None:
    driver = Driver(MATRIX, NARROW).press(*["down"] * 6, "toggle")
    assert driver.answer == Answer(special="dont_know")
    assert driver.press("up", "toggle").answer == Answer({"other": "not_applicable"})


@pytest.mark.parametrize("page", [MATRIX, MATRIX_MANY])
def test_enter_in_the_grid_gives_the_answer(page: Page) -> None:
    assert Driver(page).press("1", "Enter").given is not None


def test_a_click_marks_a_cell() -> None:
    driver = Driver(MATRIX)
    target = next(target for target in driver.targets() if (target.row, target.column) == (2, 3))
    state = driver.view.clicked(driver.page, driver.state, target)
    assert driver.view.answer(driver.page, state) == Answer({"quick": "4"})


def test_a_row_that_asks_for_words_takes_them_after_tab() -> None:
    driver = Driver(MATRIX).press("end", "up", "up", "2", "next_field").type("x 1")
    assert driver.answer == Answer({"other": "2"}, texts={"other": "x 1"})


def test_headings_stay_in_view_when_rows_do_not_fit() -> None:
    driver = Driver(MATRIX, Look(76, 9)).press("end", "up", "up")
    text = driver.text()
    assert "disagree" in text
    assert "Another statement" in text
    assert len(driver.draw()) <= 9
