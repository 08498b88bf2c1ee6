"""The command palette, and what an undo says."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.keymap import STANDARD
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.screens.help import HelpScreen
from mlops_survey_tui.faces.tui.screens.palette import PaletteScreen
from mlops_survey_tui.faces.tui.screens.question import QuestionScreen
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.interview.answers import EMPTY, Answer

from .effects import PAGES as KINDS
from .effects import scene
from .fakes import PAGES, FakeSession, start_with
from .screen import find, press, screen_text, write
from .snapshots import overlong_rows


class _Open:
    """The palette over the matrix, with three questions answered."""

    def __init__(self, width: int = 80, height: int = 24) -> None:
        self.session = FakeSession(PAGES)
        self.session.position = 4
        given = {"intro": EMPTY, "role": Answer("manager"), "responsibilities": EMPTY, "years": Answer(3)}
        self.session.answers = given
        self.navigator = Navigator(start_with(self.session, resume_first="k7m2q"), width, height)
        press(self.navigator, "colon")

    def text(self) -> str:
        return screen_text(self.navigator)

    def entries(self) -> list[str]:
        return [line.strip(" ▸") for line in self.text().split("\n")[5:-1] if line.strip()]


def test_it_lists_what_can_be_done_here_with_its_keys_and_where_one_can_go() -> None:
    shown = _Open()
    assert "Review all answers and jump to one   r" in shown.text()
    assert "Go to section: About you" in shown.text()
    assert "Go to question: Which role best describes your current job?   About you" in shown.text()
    assert "Tools in depth" not in shown.text(), "the question shown is not gone to, and no question that lies ahead"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("review", "Review all answers and jump to one   r"),
        ("REVIEW", "Review all answers and jump to one   r"),
        ("undo", "Take back the last answer   u"),
        ("jump answers", "Review all answers and jump to one   r"),
        ("reviwe", "Review all answers and jump to one   r"),
        ("reviwe answers", "Review all answers and jump to one   r"),
        ("question role", "Go to question: Which role best describes your current job?   About you"),
        ("section about", "Go to section: About you"),
        ("best role", "Go to question: Which role best describes your current job?   About you"),
    ],
)
def test_typing_narrows_by_all_words_and_forgives_a_mistake(typed: str, first: str) -> None:
    shown = _Open()
    write(shown.navigator, typed)
    assert shown.entries()[0] == first


def test_what_is_not_found_is_said_and_esc_begins_anew_and_then_closes() -> None:
    shown = _Open()
    write(shown.navigator, "zebra")
    press(shown.navigator, "enter", "down")
    assert "Nothing found. Try fewer letters." in shown.text()
    press(shown.navigator, "escape")
    assert "Review all answers" in shown.text()
    press(shown.navigator, "escape")
    assert isinstance(shown.navigator.screen, QuestionScreen)


def test_enter_does_it_on_the_screen_below() -> None:
    shown = _Open()
    write(shown.navigator, "undo")
    press(shown.navigator, "enter")
    assert "years" not in shown.session.answers
    assert "Taken back: 3" in shown.text()


def test_a_question_is_gone_to_and_what_was_entered_is_kept() -> None:
    shown = _Open()
    press(shown.navigator, "escape", "2", "colon")
    write(shown.navigator, "go role")
    press(shown.navigator, "enter")
    assert "Which role best describes" in shown.text()
    assert shown.session.drafts["frequency"] == Answer({"mlflow": {"use": "weekly"}})


def test_a_click_does_it_too() -> None:
    shown = _Open()
    shown.navigator.click(*find(shown.navigator, "Go to section: About you"))
    assert "Which role best describes" in shown.text()


def test_leaving_from_it_saves() -> None:
    shown = _Open()
    write(shown.navigator, "save and leave")
    press(shown.navigator, "enter")
    assert shown.session.verbs[-1] == "pause"
    assert shown.navigator.departure is not None


def test_what_is_searched_for_can_be_edited_and_pasted() -> None:
    shown = _Open()
    shown.navigator.paste("revievv")
    press(shown.navigator, "backspace", "backspace", "w", "left", "left", "delete", "e")
    assert shown.entries()[0].startswith("Review all answers")


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_reached_while_typing_by_the_menu_of_the_help(kind: str) -> None:
    shown = scene(KINDS[kind], STANDARD, 100, 40)
    menu = shown.navigator.screen.menu
    press(shown.navigator, "f1", str(2 + menu.index("palette")), "enter")
    assert isinstance(shown.navigator.screen, PaletteScreen)
    press(shown.navigator, "escape")
    assert isinstance(shown.navigator.screen, QuestionScreen)


def test_the_help_over_it_says_what_keys_do_there() -> None:
    shown = _Open()
    press(shown.navigator, "f1")
    assert "Letters and digits are text here." in shown.text()
    assert "Give the rest" not in shown.text()
    press(shown.navigator, "escape", "escape")
    assert isinstance(shown.navigator.screen, QuestionScreen)


def test_it_is_there_before_the_first_and_after_the_last_question_as_well() -> None:
    session = FakeSession(PAGES)
    navigator = Navigator(start_with(session))
    press(navigator, "colon")
    assert isinstance(navigator.screen, PaletteScreen)
    assert "Review" not in screen_text(navigator)
    press(navigator, "escape", "enter", *["enter"] * 4, "tab", "enter", "colon")
    write(navigator, "role")
    press(navigator, "enter")
    assert "Which role best describes" in screen_text(navigator)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12), (30, 10), (30, 8), (200, 60)])
@pytest.mark.parametrize("typed", ["", "rev", "zebra"])
def test_it_fits(width: int, height: int, typed: str) -> None:
    shown = _Open(width, height)
    write(shown.navigator, typed)
    assert overlong_rows(shown.navigator.rows, width) == []
    assert "Find" in shown.text()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "key"), [(30, "pagedown"), (80, "down"), (40, "j")])
def test_every_line_of_the_help_is_read_with_the_keyboard_and_fits(kind: str, width: int, key: str) -> None:
    shown = scene(KINDS[kind], STANDARD, width, 12)
    press(shown.navigator, "f1", "end")
    last = screen_text(shown.navigator)
    press(shown.navigator, "home")
    seen: list[str] = []
    for _ in range(120):
        assert overlong_rows(shown.navigator.rows, width) == []
        if seen[-1:] == [screen_text(shown.navigator)]:
            break
        seen.append(screen_text(shown.navigator))
        press(shown.navigator, key)
    assert seen[-1] == last
    assert any("Suspend to the shell" in text for text in seen)
    press(shown.navigator, "enter")
    assert isinstance(shown.navigator.screen, HelpScreen), "Enter on what is out of view only comes back to it"
    assert not shown.navigator.unread


def test_an_undo_says_what_it_took_back() -> None:
    session = FakeSession(PAGES)
    navigator = Navigator(start_with(session, options=Options(grace=0.0)))
    press(navigator, "enter", "2", "enter", "enter", "u")
    assert "Taken back: that you skipped this." in screen_text(navigator)
    press(navigator, "u")
    assert "Taken back: ml_engineer" in screen_text(navigator)
    press(navigator, "u", "u")
    assert "There is nothing to take back." in screen_text(navigator)


def test_an_undo_on_the_review_says_it_too() -> None:
    session = FakeSession(PAGES[:2])
    navigator = Navigator(start_with(session))
    press(navigator, "enter", "2", "enter", "u")
    assert "Taken back: ml_engineer" in screen_text(navigator)
    assert "Which role best describes" in screen_text(navigator)
