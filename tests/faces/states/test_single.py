"""Choosing one option: what Enter gives, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlops_survey_tui.faces.states.choice_list import NOTHING_FOUND
from mlops_survey_tui.interview.answers import Answer

from ..widgets.driving import Driver
from .pages import SEARCH_SINGLE, SINGLE

SEARCH = SEARCH_SINGLE


def test_enter_without_moving_skips() -> None:
    assert Driver(SINGLE).press("Enter").given == Answer()


def test_moving_does_not_choose_until_enter() -> None:
    driver = Driver(SINGLE).press("down")
    assert driver.state.chosen == ()
    assert driver.press("Enter").given == Answer("repeat")


@pytest.mark.parametrize("keys", [("down", "toggle"), ("digit_2",), ("2",), ("down", " ")])
def test_space_and_digits_choose(keys: tuple[str, ...]) -> None:
    assert Driver(SINGLE).press(*keys).state.chosen == ("repeat",)


def test_a_click_chooses_and_a_second_one_does_not_take_it_back() -> None:
    driver = Driver(SINGLE)
    for _ in range(2):
        driver.step(("click", 1))
    assert driver.answer == Answer("repeat")


def test_space_takes_back_and_enter_then_skips() -> None:
    assert Driver(SINGLE).press("digit_2", "toggle", "Enter").given == Answer()


def test_moving_on_leaves_what_is_chosen() -> None:
    assert Driver(SINGLE).press("digit_2", "down", "down", "Enter").given == Answer("repeat")


def test_a_special_answer_is_numbered_on() -> None:
    assert Driver(SINGLE).press("digit_7").answer == Answer(special="dont_know")
    assert Driver(SINGLE).press("digit_7", "digit_1").answer == Answer("skew")


def test_an_option_that_asks_for_words_opens_a_field() -> None:
    driver = Driver(SINGLE).press("digit_6")
    assert driver.view.typing(driver.page, driver.state)
    driver.type("j1 x").press("Enter")
    assert driver.given == Answer("other", texts={"other": "j1 x"})


def test_words_are_capped_and_kept_while_another_option_is_chosen() -> None:
    driver = Driver(SINGLE).press("digit_6").type("a" * 90).press("up", "digit_1")
    assert driver.answer == Answer("skew")
    assert driver.press("digit_6").answer.texts == {"other": "a" * 80}


def test_escape_leaves_the_words_then_the_page() -> None:
    driver = Driver(SINGLE).press("digit_6", "Esc")
    assert not driver.view.typing(driver.page, driver.state)
    assert driver.view.back(driver.page, driver.state) is None


def test_tab_goes_to_the_words_and_back() -> None:
    driver = Driver(SINGLE).press("digit_6", "up", "next_field")
    assert driver.state.current == "other"
    assert driver.view.typing(driver.page, driver.state)
    assert not driver.view.typing(driver.page, driver.press("next_field").state)


def test_searching_and_enter_gives_the_best_match() -> None:
    assert Driver(SEARCH).type("sagemaker").press("Enter").given == Answer("studio")


def test_searching_for_another_one_shows_it_before_giving_it() -> None:
    driver = Driver(replace(SEARCH, answer=Answer("mlflow"))).type("sagemaker").press("Enter")
    assert (driver.given, driver.answer) == (None, Answer("studio"))
    assert driver.press("Enter").given == Answer("studio")


def test_clearing_the_search_leaves_nothing_behind() -> None:
    driver = Driver(SEARCH).type("sagemaker").press("Esc")
    assert driver.answer == Answer()
    assert driver.view.back(driver.page, driver.state) is None


def test_a_search_without_matches_says_so() -> None:
    driver = Driver(SEARCH).type("zzzzz").press("Enter")
    assert driver.given is None
    assert NOTHING_FOUND in driver.text()


def test_what_is_not_in_the_list_becomes_other_words() -> None:
    driver = Driver(SEARCH).type("my own").press("down", "toggle", "Enter")
    assert driver.given == Answer("other", texts={"other": "my own"})


def test_in_the_list_letters_go_back_to_the_search_and_space_chooses() -> None:
    driver = Driver(SEARCH).press("down", "down").type("j2")
    assert driver.state.query.text == "j2"
    assert Driver(SEARCH).press("down", "down", " ").answer == Answer("q_developer")


def test_up_from_the_first_line_leads_to_the_search() -> None:
    assert Driver(SEARCH).press("down", "up").state.place == "search"
