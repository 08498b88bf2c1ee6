"""Allocation: the total is never passed, and no key changes another row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from mlops_survey_tui.faces.states.allocation import rows
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page

from ..widgets.driving import Driver, Step, steps
from .pages import ALLOCATION, ALLOCATION_MORE

OVER = replace(ALLOCATION, answer=Answer({"batch": 9, "online": 2}))


@pytest.mark.parametrize("page", [ALLOCATION, ALLOCATION_MORE])
@given(done=steps())
def test_the_total_is_never_passed_and_other_rows_stay(page: Page, done: list[Step]) -> None:
    driver = Driver(page)
    for step in done:
        before = dict(driver.state.values)
        driver.step(step)
        after = driver.state.values
        assert sum(after.values()) <= (page.total or 0)
        assert min(after.values(), default=0) >= 0
        if not driver.state.special:
            assert sum(before.get(id) != after.get(id) for id in {*before, *after}) <= 1
        assert len(driver.state.added) <= page.extra_limit
        assert len({choice.id for choice in rows(page, driver.state)}) == len(rows(page, driver.state))


def test_digits_type_and_start_anew_on_another_visit() -> None:
    driver = Driver(ALLOCATION_MORE).press("1", "2", "down", "3", "up", "4")
    assert driver.answer == Answer({"batch": 4, "online": 3})


def test_a_digit_that_passes_the_total_is_refused_with_the_room_there_is() -> None:
    driver = Driver(ALLOCATION).press("5", "down", "4")
    assert driver.answer == Answer({"batch": 5})
    assert "4 is over by 1: this row can have 3 at most." in driver.text()


def test_arrows_give_and_take_one_within_nought_and_the_rest() -> None:
    driver = Driver(ALLOCATION).press("left", "right", "right")
    assert driver.answer == Answer({"batch": 2})
    driver.press("down", "rest", "right")
    assert driver.answer == Answer({"batch": 2, "online": 6})
    assert "All 8 are placed. Take some from another row first." in driver.text()


def test_the_rest_is_said_and_given() -> None:
    driver = Driver(ALLOCATION).press("5", "down", "1")
    assert "2 left to place" in driver.text()
    assert "all placed" in driver.press("=").text()
    assert driver.answer == Answer({"batch": 5, "online": 3})


def test_erasing_edits_the_number_and_then_empties_the_row() -> None:
    driver = Driver(ALLOCATION_MORE).press("1", "2", "erase")
    assert driver.answer == Answer({"batch": 1})
    assert driver.press("5").answer == Answer({"batch": 15})
    assert driver.press("erase", "erase").answer == Answer()


def test_an_answer_over_a_changed_total_is_shown_and_can_only_shrink() -> None:
    driver = Driver(OVER)
    assert "over by 3" in driver.text()
    assert driver.press("right").answer == OVER.answer
    assert driver.press("left").answer == Answer({"batch": 8, "online": 2})


def test_further_rows_are_searched_and_added_up_to_the_limit() -> None:
    driver = Driver(ALLOCATION_MORE).press("+").type("row 7").press("Enter", "5")
    assert driver.answer == Answer({"extra_7": 5})
    driver.press("add_row", "down", "toggle", "2").press("add_row")
    assert driver.answer == Answer({"extra_7": 5, "extra_0": 2})
    assert "No more than 2 rows can be added." in driver.text()


def test_escape_clears_the_search_for_rows_then_closes_it() -> None:
    driver = Driver(ALLOCATION_MORE).press("add_row").type("row").press("Esc")
    assert driver.state.picker is not None
    assert driver.press("Esc").state.picker is None
    assert driver.view.back(driver.page, driver.state) is None


def test_added_rows_with_a_number_are_there_again() -> None:
    driver = Driver(replace(ALLOCATION_MORE, answer=Answer({"batch": 60, "extra_3": 40})))
    assert "Further row 3" in driver.text()


def test_a_row_that_asks_for_words_takes_them_after_tab() -> None:
    driver = Driver(ALLOCATION).press("down", "down", "down", "2", "next_field").type("=5 +1")
    assert driver.answer == Answer({"other": 2}, texts={"other": "=5 +1"})


def test_a_special_answer_clears_and_is_cleared() -> None:
    driver = Driver(ALLOCATION).press("5", "end", " ")
    assert driver.answer == Answer(special="prefer_not")
    assert driver.press("home", "5").answer == Answer({"batch": 5})
