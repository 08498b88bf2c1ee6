"""Choosing several options: exclusive ones, the maximum, and search."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from mlops_survey_tui.interview.answers import Answer

from ..widgets.driving import Driver, Step, steps
from .pages import MULTI, SEARCH


@given(steps())
def test_exclusive_choices_stand_alone_and_the_maximum_holds(done: list[Step]) -> None:
    driver = Driver(MULTI)
    alone = {"identical", "dont_know", "prefer_not"}
    for step in done:
        driver.step(step)
        chosen = driver.state.chosen
        assert len(set(chosen)) == len(chosen) <= 3
        assert len(chosen) == 1 or alone.isdisjoint(chosen)


def test_choices_keep_the_order_of_picking() -> None:
    assert Driver(MULTI).press("digit_3", "digit_1", "digit_2").answer == Answer(["libraries", "skew", "repeat"])


def test_one_more_than_the_maximum_is_refused_with_a_reason() -> None:
    driver = Driver(MULTI).press("digit_1", "digit_2", "digit_3", "digit_4")
    assert driver.answer == Answer(["skew", "repeat", "libraries"])
    assert "At most 3 can be chosen. Take one back first." in driver.text()
    assert "At most" not in driver.press("up").text()


def test_an_exclusive_option_clears_and_is_cleared() -> None:
    driver = Driver(MULTI).press("digit_1", "digit_2", "digit_7")
    assert driver.answer == Answer(["identical"])
    assert driver.press("digit_1").answer == Answer(["skew"])
    assert driver.press("digit_8").answer == Answer(special="dont_know")
    assert driver.press("digit_8").answer == Answer()


def test_the_maximum_does_not_stop_an_exclusive_choice() -> None:
    assert Driver(MULTI).press("digit_1", "digit_2", "digit_3", "digit_7").answer == Answer(["identical"])


def test_enter_takes_the_best_match_and_the_next_name_can_be_typed() -> None:
    driver = Driver(SEARCH).type("mlflow").press("Enter").type("codewh").press("Enter")
    assert driver.given is None
    assert driver.press("Enter").given == Answer(["mlflow", "q_developer"])


def test_enter_after_choosing_in_the_list_only_clears_the_search() -> None:
    driver = Driver(SEARCH).type("tool 1").press("down", " ", "down", "Enter")
    assert driver.answer == Answer(["tool_1"])
    assert not driver.state.searching


def test_enter_never_takes_back_what_was_chosen_before() -> None:
    driver = Driver(replace(SEARCH, answer=Answer(["mlflow"]))).type("mlflow").press("Enter")
    assert driver.answer == Answer(["mlflow"])


def test_a_full_list_keeps_the_search_and_says_why() -> None:
    chosen = [f"tool_{at}" for at in range(12)]
    driver = Driver(replace(SEARCH, answer=Answer(chosen))).type("mlflow").press("Enter")
    assert "At most 12 can be chosen" in driver.text()
    assert driver.answer == Answer(chosen)


def test_chosen_options_are_named_in_one_line() -> None:
    driver = Driver(SEARCH).type("mlflow").press("Enter").type("scikit").press("Enter")
    assert "2 of 12 chosen: scikit-learn, MLflow Tracking" in driver.text()


def test_a_former_name_is_shown_with_the_match() -> None:
    assert "Amazon Q Developer   matches “CodeWhisperer”" in Driver(SEARCH).type("codewh").text()


def test_backspace_in_the_list_edits_the_search() -> None:
    driver = Driver(SEARCH).type("tool 12").press("down", "erase")
    assert (driver.state.query.text, driver.state.place) == ("tool 1", "search")
