"""Whatever a respondent does, in whatever order and window, a view holds to its contract."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mlops_survey_tui.faces.visible import visible
from mlops_survey_tui.interview.kinds import rules_of
from mlops_survey_tui.interview.page import Choice, Page

from ..states.pages import PAGES
from .driving import HOSTILE, LOOKS, Driver, Step, steps, widths

_NOT_YET = {"too_few", "under_total", "too_small", "too_large", "rows_missing", "half_set"}
"""What may still be wrong with an answer on the way to being complete."""


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=60)
@given(steps())
def test_lines_fit_and_answers_are_well_formed(name: str, done: list[Step]) -> None:
    driver = Driver(PAGES[name])
    for step in done:
        driver.step(step)
        _assert_drawn(driver)
        answer = driver.answer
        if not answer.is_empty:
            problems = {problem.code for problem in rules_of(driver.page).check(driver.page, answer)}
            assert problems <= _NOT_YET


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=30)
@given(steps())
def test_what_was_entered_comes_back(name: str, done: list[Step]) -> None:
    driver = Driver(PAGES[name])
    for step in done:
        driver.step(step)
    returned = Driver(replace(driver.page, draft=driver.answer))
    assert returned.answer == driver.answer


@pytest.mark.parametrize("name", PAGES)
def test_keys_that_mean_nothing_change_nothing(name: str) -> None:
    driver = Driver(PAGES[name])
    assert driver.view.act(driver.page, driver.state, "unknown") is driver.state
    assert driver.view.pasted(driver.page, driver.state, "") is driver.state


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", LOOKS)
def test_hostile_labels_are_drawn_as_text(name: str, look: object) -> None:
    driver = Driver(_hostile(PAGES[name]))
    driver.step(("look", look))
    driver.press("down", "toggle", "next_field")
    driver.step(("paste", HOSTILE))
    _assert_drawn(driver)


def _assert_drawn(driver: Driver) -> None:
    lines = driver.draw()
    focus = driver.view.focus_line(driver.page, driver.state, driver.look)
    assert 0 <= focus < max(1, len(lines))
    assert max(widths(lines), default=0) <= driver.look.width
    for line in lines:
        for span in line.spans:
            assert visible(span.text) == span.text
    assert len(driver.view.actions(driver.page, driver.state)) <= 3


def _hostile(page: Page) -> Page:
    def spoiled(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(replace(choice, label=choice.label + HOSTILE, help=HOSTILE, group=HOSTILE) for choice in choices)

    return replace(
        page,
        options=spoiled(page.options),
        rows=spoiled(page.rows),
        specials=spoiled(page.specials),
        extra_rows=spoiled(page.extra_rows),
        scales=tuple(replace(scale, title=HOSTILE, points=spoiled(scale.points)) for scale in page.scales),
        prompts=(HOSTILE, HOSTILE),
        beside=dict.fromkeys(page.beside, HOSTILE),
    )
