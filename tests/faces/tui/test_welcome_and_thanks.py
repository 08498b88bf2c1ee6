"""What is promised about keeping answers, on the first and the last screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Opened
from mlops_survey_tui.store.errors import InterviewInUse

from .fakes import PAGES, FakeSession, start_with
from .screen import press, screen_text


def _in_memory() -> Navigator:
    session = FakeSession(PAGES)
    session.position = len(PAGES)
    return Navigator(replace(start_with(session, resume_first="x"), data_location=""))


def test_a_sitting_in_memory_never_promises_to_keep_anything() -> None:
    session = FakeSession(PAGES)
    welcome = Navigator(replace(start_with(session), data_location=""))
    assert "gone when you leave" in screen_text(welcome)
    assert "saved" not in screen_text(welcome)
    press(welcome, "enter", "ctrl+c", "ctrl+c")
    assert welcome.departure is not None
    assert "Nothing was kept" in welcome.departure.message


def test_thanks_in_memory() -> None:
    navigator = _in_memory()
    press(navigator, "enter")
    assert "Nothing was kept" in screen_text(navigator)
    assert "responses show" not in screen_text(navigator)


@pytest.mark.parametrize(
    ("ended", "said"),
    [("screened_out", "not for you"), ("discarded", "nothing was written"), ("complete", "are complete")],
)
def test_each_way_to_end_says_what_happened(ended: str, said: str) -> None:
    session = FakeSession(PAGES)
    session.ended = ended
    navigator = Navigator(start_with(session, resume_first="x"))
    assert said in screen_text(navigator)


def test_an_interview_open_elsewhere_is_explained_and_another_can_be_started() -> None:
    def in_use(_: str) -> Opened:
        raise InterviewInUse("ab2cd")

    start = replace(start_with(FakeSession(PAGES)), resume=in_use, resume_first="ab2cd")
    navigator = Navigator(start)
    text = screen_text(navigator)
    assert "cannot be opened" in text
    assert "open in another program" in text
    assert "responses export" not in text
    press(navigator, "escape", "enter")
    assert "Which role best describes" in screen_text(navigator)
