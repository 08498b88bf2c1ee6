"""What a question asks of the terminal: copying exactly what is meant, and a text from an editor."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.tui.errands import Copy, Edit, Edited
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.interview.answers import Answer
from tests.faces.states.pages import PAGES as KINDS

from .fakes import PAGES, FakeSession, start_with
from .screen import press, screen_text, write
from .walks import asked, navigator_for


def _at(position: int) -> tuple[Navigator, FakeSession]:
    session = FakeSession(PAGES)
    session.position = position
    return Navigator(start_with(session, resume_first="x"), 80, 24), session


def _copy(navigator: Navigator) -> Copy:
    (errand,) = navigator.errands()
    assert isinstance(errand, Copy)
    assert navigator.errands() == []
    return errand


def _edit(navigator: Navigator) -> Edit:
    press(navigator, "f6")
    (errand,) = navigator.errands()
    assert isinstance(errand, Edit)
    return errand


def test_the_question_and_the_choice_are_copied_and_what_was_done_is_said() -> None:
    navigator, session = _at(1)
    press(navigator, "2", "y")
    errand = _copy(navigator)
    assert errand.text == (
        "Which role best describes your current job?\n\n"
        "Pick the one that takes most of your time.\n\n"
        "  1 ○ Data scientist\n"
        "  2 ● ML engineer\n"
        "  3 ○ Platform engineer\n"
        "  4 ○ Software engineer\n"
        "  5 ○ Manager\n\n"
        "  6 ○ Prefer not to say\n"
    )
    errand.said("Copied.")
    navigator.refresh()
    assert "Copied." in screen_text(navigator)
    assert session.answers == {}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_can_be_copied_with_all_its_words(name: str) -> None:
    page = asked(name)
    navigator = navigator_for(page, 40, 12)
    press(navigator, "f7")
    text = _copy(navigator).text
    for choice in page.options if page.kind != "maxdiff" else ():
        assert choice.label in text
    assert text.startswith(page.text)


def test_a_text_is_copied_as_it_was_written() -> None:
    navigator, _ = _at(5)
    write(navigator, "my words")
    press(navigator, "f7")
    assert _copy(navigator).text == "What is missing?\n\nmy words\n"


def test_the_text_is_kept_before_an_editor_opens_and_after_it() -> None:
    navigator, session = _at(5)
    write(navigator, "draft")
    errand = _edit(navigator)
    assert session.drafts["wish"] == Answer("draft")
    assert (errand.text, errand.limit, errand.lines) == ("draft", 4000, True)
    errand.taken(Edited("two\nlines", "This is the text from your editor."))
    navigator.refresh()
    assert session.drafts["wish"] == Answer("two\nlines")
    assert "two" in screen_text(navigator)
    assert "from your editor" in screen_text(navigator)


def test_an_editor_that_changed_nothing_leaves_the_text() -> None:
    navigator, _ = _at(5)
    write(navigator, "draft")
    _edit(navigator).taken(Edited(None))
    navigator.refresh()
    assert "draft" in screen_text(navigator)


def test_only_texts_open_an_editor() -> None:
    navigator, _ = _at(1)
    press(navigator, "f6")
    assert navigator.errands() == []


def test_the_editor_is_in_the_menu_of_the_help_while_letters_are_text() -> None:
    navigator, _ = _at(5)
    press(navigator, "f1")
    assert "Write the text in your own editor" in screen_text(navigator)
    while "▸ Write the text" not in screen_text(navigator):
        press(navigator, "down")
    press(navigator, "enter")
    assert isinstance(navigator.errands()[0], Edit)
