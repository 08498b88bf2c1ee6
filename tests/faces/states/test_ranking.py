"""Ranking: a permutation of a part of the options, whatever is pressed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from mlops_survey_tui.faces.states.ranking import order
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page

from ..widgets.driving import Driver, Step, steps
from .pages import RANKING, RANKING_ALL


@pytest.mark.parametrize("page", [RANKING, RANKING_ALL])
@given(done=steps())
def test_no_option_has_two_ranks_and_none_is_lost(page: Page, done: list[Step]) -> None:
    driver = Driver(page)
    ids = {choice.id for choice in page.options}
    for step in done:
        driver.step(step)
        ranked = driver.state.ranked
        assert len(set(ranked)) == len(ranked) <= (page.maximum or len(ids))
        assert set(order(page, driver.state)) == ids
        assert not (driver.state.special and ranked)


def test_it_starts_unranked() -> None:
    assert Driver(RANKING).answer == Answer()


def test_space_gives_the_next_rank_and_goes_on() -> None:
    assert Driver(RANKING).press("down", "toggle", "toggle").answer == Answer(["repeat", "libraries"])


def test_digits_place_at_a_rank_and_leave_no_gap() -> None:
    driver = Driver(RANKING).press("digit_3", "digit_1")
    assert driver.answer == Answer(["repeat", "skew"])


def test_a_grabbed_option_moves_with_the_arrows() -> None:
    driver = Driver(RANKING).press("toggle", "toggle", "toggle", "home", "toggle", "down", "down")
    assert driver.answer == Answer(["repeat", "libraries", "skew"])
    assert driver.press("toggle", "up").answer == Answer(["repeat", "libraries", "skew"])


def test_ranks_change_without_grabbing() -> None:
    driver = Driver(replace(RANKING, answer=Answer(["skew", "repeat", "cost"])))
    assert driver.press("down", "down", "move_up").answer == Answer(["skew", "cost", "repeat"])
    assert driver.press("digit_1").answer == Answer(["cost", "skew", "repeat"])


@pytest.mark.parametrize("key", ["take_out", "x"])
def test_x_takes_out(key: str) -> None:
    driver = Driver(replace(RANKING, answer=Answer(["skew", "repeat"])))
    assert driver.press(key).answer == Answer(["repeat"])


@pytest.mark.parametrize("key", ["toggle", "digit_1", "digit_4"])
def test_more_than_the_top_is_refused(key: str) -> None:
    driver = Driver(replace(RANKING, answer=Answer(["skew", "repeat", "cost"])))
    driver.press("end", "up", "up", key)
    assert driver.answer == Answer(["skew", "repeat", "cost"])
    assert "At most 3 can be ranked. Take one out first." in driver.text()


def test_an_option_that_asks_for_words_opens_a_field() -> None:
    driver = Driver(RANKING).press("down", "down", "down", "down", "down", "toggle").type("x=1")
    assert driver.press("Enter").given == Answer(["other"], texts={"other": "x=1"})


def test_a_special_answer_clears_and_is_cleared() -> None:
    driver = Driver(replace(RANKING, answer=Answer(["skew"]))).press("end", "toggle")
    assert driver.answer == Answer(special="prefer_not")
    assert driver.press("home", "toggle").answer == Answer(["skew"])
