"""Numbers, alone and in rows: what they may have, what is refused, what they come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlops_survey_tui.faces.states.number_entry import written
from mlops_survey_tui.interview.answers import Answer

from ..widgets.driving import Driver
from .pages import NUMBER, NUMBER_DECIMALS, NUMBER_GRID


@pytest.mark.parametrize(("keys", "value"), [("42", 42), ("007", 7), ("4x2", 42), ("4.2", 42), ("-4", 4)])
def test_whole_numbers_take_digits_only(keys: str, value: int) -> None:
    assert Driver(NUMBER).press(*keys, "Enter").given == Answer(value)


@pytest.mark.parametrize(
    ("keys", "value"), [("-1.25", -1.25), ("1,5", 1.5), ("1.255", 1.25), (".5", 0.5), ("3.", 3.0), ("1-2", 12)]
)
def test_signs_and_decimals_where_the_page_has_them(keys: str, value: float) -> None:
    assert Driver(NUMBER_DECIMALS).press(*keys, "Enter").given == Answer(value)


def test_what_is_refused_is_said() -> None:
    assert "Please type digits only." in Driver(NUMBER).press("4", "z").text()
    expected = "Please type digits, a minus sign and up to 2 decimals only."
    assert expected in Driver(NUMBER_DECIMALS).press("z").text()


def test_a_sign_alone_is_not_given() -> None:
    driver = Driver(NUMBER_DECIMALS).press("-", "Enter")
    assert driver.given is None
    assert "Please type digits" in driver.text()
    assert driver.press("2", "Enter").given == Answer(-2)


def test_letters_keep_their_meaning_as_keys() -> None:
    driver = Driver(NUMBER)
    assert not driver.view.typing(driver.page, driver.state)


def test_a_paste_leaves_out_what_numbers_do_not_have() -> None:
    driver = Driver(NUMBER)
    driver.step(("paste", " 1,234 people\n"))
    assert driver.answer == Answer(1234)


def test_a_special_answer_and_a_number_exclude_each_other() -> None:
    driver = Driver(NUMBER).press("5", "down", "toggle")
    assert driver.answer == Answer(special="dont_know")
    assert driver.press("7").answer == Answer(7)
    assert driver.press("down", " ", " ").answer == Answer(special="dont_know")


def test_enter_on_a_special_answer_gives_it_when_nothing_was_typed() -> None:
    assert Driver(NUMBER).press("down", "Enter").given == Answer(special="dont_know")
    assert Driver(NUMBER).press("5", "down", "Enter").given == Answer(5)


def test_the_caret_moves_in_the_number() -> None:
    assert Driver(NUMBER).press("1", "3", "left", "2", "end", "erase").answer == Answer(12)


def test_rows_are_summed_and_may_stay_empty() -> None:
    driver = Driver(NUMBER_GRID).press("1", "2", "down", "down", "3")
    assert driver.answer == Answer({"batch": 12, "streaming": 3})
    assert "sum 15" in driver.text()


def test_typing_in_a_row_again_starts_a_new_number() -> None:
    driver = Driver(replace(NUMBER_GRID, answer=Answer({"batch": 12}))).press("5")
    assert driver.answer == Answer({"batch": 5})
    assert driver.press("erase").answer == Answer()


def test_a_row_that_asks_for_words_takes_them_after_tab() -> None:
    driver = Driver(NUMBER_GRID).press("down", "down", "down", "4", "next_field").type("k 9")
    assert driver.answer == Answer({"other": 4}, texts={"other": "k 9"})


@pytest.mark.parametrize(("number", "text"), [(3, "3"), (3.0, "3"), (-0.25, "-0.25"), (None, ""), (1e9, "1000000000")])
def test_numbers_are_written_as_they_are_typed(number: object, text: str) -> None:
    assert written(number) == text
