"""Text from people is shown as text: no markup, no control characters, whatever screen it is on."""

from __future__ import annotations

import unicodedata

import pytest

from mlops_survey_tui.faces.tui.app import SurveyApp
from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.lines import Line, Span
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Resumable
from mlops_survey_tui.faces.tui.theme import DARK
from mlops_survey_tui.faces.tui.widgets.canvas import Canvas, row_strip
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Choice, Page, Problem

from .fakes import FakeOffer, FakeSession, FakeSurvey, start_with
from .screen import press, screen_text

HOSTILE = (
    "[/]",
    "[@click=app.quit]quit[/]",
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://example.org\x07link",
    "left\u202eright",
    "\u2066isolated",
    "nul\x00bell\x07",
    "\x9b2J",
    "tab\tnew\nline",
    "\ud800lone",
)


def _is_clean(text: str) -> bool:
    return all(character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs") for character in text)


def _hostile_session(text: str) -> FakeSession:
    options = (Choice("a", text, help=text), Choice("b", "plain"))
    session = FakeSession([Page("q", "q", "single", text, text, help=text, options=options)])
    session.answers = {"q": Answer(text)}
    session.problems = [Problem("code", text)]
    return session


@pytest.mark.parametrize("text", HOSTILE)
def test_no_screen_lets_a_control_character_through(text: str) -> None:
    session = _hostile_session(text)
    survey = FakeSurvey(title=text, tagline=text, offers=[FakeOffer(text, text, text)])
    found = [Resumable(text, text, 1, text)]
    navigator = Navigator(start_with(session, survey=survey, resumable=found, introduction=text, notices=(text,)))
    screens = [screen_text(navigator)]
    for key in ("enter", "enter", "question_mark", "escape", "r"):
        press(navigator, key)
        screens.append(screen_text(navigator))
    session.position, session.ended = 0, "complete"
    press(navigator, "end", "enter", "down", "enter")
    screens.append(screen_text(navigator))
    for screen in screens:
        assert _is_clean(screen), [character for character in screen if not _is_clean(character)]
    if text.startswith("["):
        assert text in screens[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_canvas_is_a_second_barrier(text: str) -> None:
    strip = row_strip(Row(Line((Span(text),))), 80, DARK)
    assert _is_clean(strip.text)
    assert strip.cell_length == 80


async def test_markup_is_no_link_in_the_running_app() -> None:
    session = _hostile_session("[@click=app.quit]quit[/]")
    app = SurveyApp(start_with(session, resume_first="x"))
    async with app.run_test(size=(80, 24)) as pilot:
        canvas = app.query_one(Canvas)
        shown = [canvas.render_line(y).text for y in range(24)]
        assert sum("[@click=app.quit]quit[/]" in line for line in shown) >= 2
        await pilot.click(offset=(6, 5))
        assert app.is_running
