"""MaxDiff: two different marks a set, one set after the other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from mlops_survey_tui.interview.answers import Answer

from ..widgets.driving import Driver, Step, steps
from .pages import MAXDIFF


@given(steps())
def test_no_option_holds_both_marks_and_marks_stay_in_their_set(done: list[Step]) -> None:
    driver = Driver(MAXDIFF)
    for step in done:
        driver.step(step)
        for pair, ids in zip(driver.state.marks, MAXDIFF.sets, strict=True):
            given_marks = [id for id in pair if id]
            assert len(set(given_marks)) == len(given_marks)
            assert set(given_marks) <= set(ids)
        assert not (driver.state.special and any(map(any, driver.state.marks)))


def test_arrows_mark_and_take_back() -> None:
    driver = Driver(MAXDIFF).press("left", "down", "right")
    assert driver.answer == Answer({"1": {"most": "skew", "least": "repeat"}})
    assert driver.press("right").answer == Answer({"1": {"most": "skew"}})


def test_the_other_mark_moves_rather_than_being_doubled() -> None:
    assert Driver(MAXDIFF).press("left", "right").answer == Answer({"1": {"least": "skew"}})


def test_two_digits_answer_a_set() -> None:
    driver = Driver(MAXDIFF).press("digit_2", "digit_4")
    assert driver.answer == Answer({"1": {"most": "repeat", "least": "release"}})
    assert driver.press("digit_1", "digit_3").answer == Answer({"1": {"most": "skew", "least": "libraries"}})


def test_the_same_digit_twice_is_refused() -> None:
    driver = Driver(MAXDIFF).press("digit_2", "digit_2")
    assert driver.answer == Answer({"1": {"most": "repeat"}})
    assert "cannot be both" in driver.text()


def test_enter_goes_through_the_sets_and_then_gives_the_answer() -> None:
    driver = Driver(MAXDIFF).press("1", "2", "Enter")
    assert "set 2 of 2" in driver.text()
    assert driver.press("1", "2", "Enter").given == Answer(
        {"1": {"most": "skew", "least": "repeat"}, "2": {"most": "cost", "least": "skew"}}
    )


def test_half_a_set_is_not_left() -> None:
    driver = Driver(MAXDIFF).press("1", "Enter")
    assert "set 1 of 2" in driver.text()
    assert "Still to mark in this set: Least severe." in driver.text()


def test_a_set_may_be_skipped() -> None:
    assert Driver(MAXDIFF).press("Enter", "1", "2", "Enter").given == Answer({"2": {"most": "cost", "least": "skew"}})


def test_back_goes_to_the_former_set_and_then_leaves() -> None:
    driver = Driver(MAXDIFF).press("1", "2", "Enter", "Esc")
    assert "set 1 of 2" in driver.text()
    assert driver.view.back(driver.page, driver.state) is None


def test_a_draft_goes_on_at_its_first_open_set() -> None:
    draft = Answer({"1": {"most": "skew", "least": "repeat"}})
    assert "set 2 of 2" in Driver(replace(MAXDIFF, draft=draft)).text()
    assert "set 1 of 2" in Driver(replace(MAXDIFF, answer=draft)).text()


def test_a_special_answer_clears_all_sets_and_is_given_from_any() -> None:
    driver = Driver(MAXDIFF).press("1", "2", "end", "toggle", "Enter")
    assert driver.given == Answer(special="prefer_not")
