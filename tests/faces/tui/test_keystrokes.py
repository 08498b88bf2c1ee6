"""The keys for an answer lead to it from whatever the question showed before, on the screens that people have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.faces.tui.keystrokes import CannotEnter, Stroke, keys_for
from mlops_survey_tui.faces.tui.keystrokes.hand import TELL
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.screens.question import QuestionScreen
from mlops_survey_tui.faces.tui.widgets import view_of
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.checking import normalise
from mlops_survey_tui.interview.kinds.base import RULES
from mlops_survey_tui.interview.page import Page

from ..states.given_answers import answers_to
from ..states.pages import LONG_TEXT, MAXDIFF, PAGES, RANKING, SEARCH, SINGLE
from .fakes import FakeSession, start_with
from .screen import press, screen_text


class _Asked:
    """A question on a screen of its own, with what was answered before."""

    def __init__(self, page: Page, size: tuple[int, int], before: Answer = EMPTY) -> None:
        self.session = FakeSession([replace(page, text="Short?", help="")])
        self.session.answers[page.key] = before
        self.navigator = Navigator(start_with(self.session, introduction=""), *size)
        while "Start the survey" not in screen_text(self.navigator):
            press(self.navigator, "pagedown")
        press(self.navigator, "enter")
        assert isinstance(self.navigator.screen, QuestionScreen)
        self.screen = self.navigator.screen

    def keys(self, answer: Answer) -> tuple[Stroke, ...]:
        """Return the keys to an answer."""
        return keys_for(self.screen.asked, self.screen.state, normalise(answer))

    def press(self, strokes: Sequence[Stroke]) -> None:
        """Press them."""
        for stroke in strokes:
            if stroke.paste:
                self.navigator.paste(stroke.paste)
            else:
                self.navigator.key(stroke.key, stroke.character)


@pytest.mark.parametrize("size", [(80, 24), (40, 16)])
@pytest.mark.parametrize("name", PAGES)
@given(data=st.data())
@settings(max_examples=15)
def test_keys_lead_from_any_answer_to_any_other(name: str, size: tuple[int, int], data: st.DataObject) -> None:
    page = PAGES[name]
    before, wanted = data.draw(answers_to(page)), data.draw(answers_to(page))
    asked = _Asked(page, size, before)
    while asked.navigator.unread:
        press(asked.navigator, "pagedown")
    asked.press(asked.keys(wanted))
    assert normalise(asked.session.answers[page.key]) == normalise(wanted)
    assert asked.session.position == 1


def test_every_kind_has_keys() -> None:
    assert set(TELL) == set(RULES)


def test_long_lists_are_searched_and_short_ones_answered_by_number() -> None:
    far = SEARCH.options[40]
    typed = "".join(stroke.character or "" for stroke in _from_empty(SEARCH, Answer([far.id])))
    assert far.label.casefold().startswith(typed.strip()[:3].casefold())
    assert [stroke.key for stroke in _from_empty(SINGLE, Answer(SINGLE.options[2].id))] == ["3", "enter"]


def test_a_text_is_left_with_tab_and_a_long_one_pasted() -> None:
    assert [stroke.key for stroke in _from_empty(LONG_TEXT, Answer("a\nb"))] == ["a", "enter", "b", "tab", "enter"]
    assert _from_empty(LONG_TEXT, Answer("a" * 500))[0] == Stroke(paste="a" * 500)


def test_skipping_takes_back_what_was_there() -> None:
    ranked = [choice.id for choice in RANKING.options[:2]]
    page = replace(RANKING, answer=Answer(ranked))
    keys = [stroke.key for stroke in keys_for(page, view_of("ranking").begin(page), EMPTY)]
    assert keys.count("x") == 2


@pytest.mark.parametrize(
    ("page", "answer", "says"),
    [
        (SINGLE, Answer("unheard_of"), "unheard_of"),
        (SINGLE, Answer(["tools"]), "shape"),
        (RANKING, Answer([choice.id for choice in RANKING.options[:4]]), "At most 3"),
        (MAXDIFF, Answer({"1": {"most": MAXDIFF.sets[0][0]}}), "Still to mark"),
        (SINGLE, Answer(special="unheard_of"), "unheard_of"),
        (LONG_TEXT, Answer("a" * 3000), "full"),
    ],
)
def test_what_the_view_does_not_take_is_said(page: Page, answer: Answer, says: str) -> None:
    with pytest.raises(CannotEnter, match=says):
        _from_empty(page, answer)


def _from_empty(page: Page, answer: Answer) -> tuple[Stroke, ...]:
    return keys_for(page, view_of(page.kind).begin(page), normalise(answer))
