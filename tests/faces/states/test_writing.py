"""Free text: the editor, its cap, and what never reaches an answer."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.tui.lines import Look
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page

from ..widgets.driving import HOSTILE, Driver, Step, steps
from .pages import LONG_TEXT, TEXT

SENTENCE = "one two three four five six seven eight nine ten eleven twelve"
NARROW = Look(30, 12)


@pytest.mark.parametrize("page", [TEXT, LONG_TEXT])
@given(done=steps())
def test_the_cap_holds_and_controls_stay_out(page: Page, done: list[Step]) -> None:
    driver = Driver(page)
    for step in done:
        driver.step(step)
        text = driver.state.field.text
        assert len(text) <= page.text_limit
        assert 0 <= driver.state.field.caret <= len(text)
        assert not any((c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" for c in text)
        assert page is LONG_TEXT or "\n" not in text


def test_one_line_is_given_with_enter() -> None:
    assert Driver(TEXT).type("j k 1").press("Enter").given == Answer("j k 1")


def test_several_lines_leave_by_tab_and_enter() -> None:
    driver = Driver(LONG_TEXT).type("a").press("Enter").type("b")
    assert driver.given is None
    assert driver.press("next_field", "Enter").given == Answer("a\nb")


def test_typing_below_the_text_goes_on_writing() -> None:
    assert Driver(LONG_TEXT).type("a").press("next_field", "b").answer == Answer("ab")


def test_up_and_down_keep_to_a_cell_over_wrapped_rows() -> None:
    driver = Driver(replace(LONG_TEXT, answer=Answer(SENTENCE)), NARROW).press("home", "up", "right", "right")
    rows = [line.strip("› │") for line in driver.text().splitlines()[:3]]
    assert rows[0] == "one two three four five six"
    driver.press("up", "!").press("down", "down", "home", "?")
    assert driver.answer.value.startswith("on!e two")
    assert "?eleven" in driver.answer.value or "?eight" in driver.answer.value


def test_end_stays_on_a_wrapped_row() -> None:
    driver = Driver(replace(LONG_TEXT, answer=Answer(SENTENCE)), NARROW)
    driver.press("page_up", "home", "end", "!")
    assert driver.answer.value.startswith("one two three four five six! seven")


def test_down_from_the_last_row_leads_out_and_up_comes_back() -> None:
    driver = Driver(LONG_TEXT).type("a").press("down")
    assert not driver.view.typing(driver.page, driver.state)
    assert driver.view.typing(driver.page, driver.press("up").state)


def test_the_end_of_a_paste_that_does_not_fit_is_left_out_and_said() -> None:
    driver = Driver(TEXT)
    driver.step(("paste", "x" * 300))
    assert driver.answer == Answer("x" * 200)
    assert "The text is full: 200 characters." in driver.text()


def test_a_paste_of_a_megabyte_takes_no_longer_than_one_that_fits() -> None:
    driver = Driver(replace(LONG_TEXT, text_limit=4000))
    start = time.perf_counter()
    driver.step(("paste", "word \u202e\x1b[31m" * 100_000))
    assert time.perf_counter() - start < 0.2
    assert len(driver.answer.value) == 4000


def test_hostile_text_is_kept_as_text_and_shown() -> None:
    driver = Driver(LONG_TEXT)
    driver.step(("paste", HOSTILE))
    assert "␛[31m[/][@click=app.quit]‹U+202E›‹U+2066›" in driver.text().replace("\n", "")
    assert "\x1b" not in driver.answer.value


def test_a_special_answer_leaves_the_text_in_place() -> None:
    driver = Driver(TEXT).type("words").press("next_field", "toggle")
    assert driver.answer == Answer(special="dont_know")
    assert driver.press("toggle").answer == Answer("words")
    assert driver.press("toggle", "up").type("!").answer == Answer("words!")


def test_a_click_puts_the_caret() -> None:
    driver = Driver(replace(TEXT, answer=Answer("abcdef")))
    driver.press("home", "right", "right", "right")
    target = next(target for target in driver.targets() if target.name == "text" and target.column == 3)
    driver.state = driver.view.clicked(driver.page, driver.state, target)
    assert driver.press("!").answer == Answer("abc!def")


@given(st.text(max_size=200), st.integers(30, 90))
def test_every_caret_position_is_drawn(text: str, width: int) -> None:
    driver = Driver(replace(LONG_TEXT, answer=Answer(text)), Look(width, 12))
    carets = [span for line in driver.draw() for span in line.spans if span.style == "caret"]
    assert len(carets) == 1
