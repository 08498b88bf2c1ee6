"""The way through the survey, key by key, over a small interview."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Options, Resumable
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Problem

from .fakes import PAGES, FakeSession, FakeSurvey, start_with
from .screen import find, press, screen_text, write


@pytest.fixture
def session() -> FakeSession:
    return FakeSession(PAGES)


@pytest.fixture
def navigator(session: FakeSession) -> Navigator:
    return Navigator(start_with(session))


def _begun(session: FakeSession) -> Navigator:
    navigator = Navigator(start_with(session))
    press(navigator, "enter")
    return navigator


def test_the_welcome_says_what_happens_to_the_answers(navigator: Navigator) -> None:
    text = screen_text(navigator)
    for part in ("By practitioners", "is a draft", "Your answers stay on this computer", "Start the survey"):
        assert part in text


def test_a_closed_edition_says_so(session: FakeSession) -> None:
    navigator = Navigator(start_with(session, survey=FakeSurvey(status="closed", closes="2026-06-30")))
    assert "This edition closed on 2026-06-30" in screen_text(navigator)


def test_notices_of_the_storage_are_on_the_first_screen(session: FakeSession) -> None:
    navigator = Navigator(start_with(session, notices=("Nothing can be written here.",)))
    assert "Nothing can be written here." in screen_text(navigator)


def test_starting_gives_the_introduction_that_was_shown(session: FakeSession) -> None:
    navigator = _begun(session)
    assert session.answers == {"intro": Answer()}
    assert "Which role best describes" in screen_text(navigator)


def test_another_first_page_is_shown_as_a_question(session: FakeSession) -> None:
    navigator = Navigator(start_with(session, introduction=""))
    press(navigator, "enter")
    assert session.answers == {}
    assert "Enter continue" in screen_text(navigator)


def test_open_interviews_are_offered_first(session: FakeSession) -> None:
    found = [Resumable("ab2cd", "Survey", 23, "12 March 2026"), Resumable("xy9", "Survey", 1, "today", True)]
    session.position = 2
    navigator = Navigator(start_with(session, resumable=found))
    assert "▸ Go on with ab2cd   23 answers, 12 March 2026" in screen_text(navigator)
    assert "open in another window" in screen_text(navigator)
    press(navigator, "enter")
    assert "Which of these are part" in screen_text(navigator)


def test_the_only_open_interview_needs_no_id(session: FakeSession) -> None:
    navigator = Navigator(start_with(session, resumable=[Resumable("ab2cd", "Survey", 23, "12 March 2026")]))
    assert "▸ Go on with your survey   23 answers, 12 March 2026" in screen_text(navigator)


def test_an_interview_named_on_the_command_line_opens_at_once(session: FakeSession) -> None:
    session.position = 1
    navigator = Navigator(start_with(session, resume_first="ab2cd"))
    assert "Which role best describes" in screen_text(navigator)


def test_answers_go_to_the_session_and_the_next_question_comes(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "2", "enter")
    assert session.answers["role"] == Answer("ml_engineer")
    assert "Which of these are part" in screen_text(navigator)


def test_the_section_is_named_when_it_changes(session: FakeSession) -> None:
    navigator = _begun(session)
    assert "── About you" in screen_text(navigator)
    press(navigator, "enter")
    assert "── About you" not in screen_text(navigator)
    assert "· About you" in screen_text(navigator)


def test_enter_without_an_answer_is_called_skip(session: FakeSession) -> None:
    navigator = _begun(session)
    assert "Enter skip" in screen_text(navigator)
    press(navigator, "1")
    assert "Enter next" in screen_text(navigator)


def test_esc_goes_back_and_keeps_what_was_entered(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "enter", "2", "escape")
    assert "Which role best describes" in screen_text(navigator)
    assert session.drafts["responsibilities"] == Answer(["deploying_models"])
    press(navigator, "enter")
    assert "2 ■ Deploying models" in screen_text(navigator)


def test_at_the_first_question_esc_says_so(session: FakeSession) -> None:
    session.pages = session.pages[1:]
    navigator = Navigator(start_with(session, introduction=""))
    press(navigator, "enter", "escape")
    assert "This is the first question." in screen_text(navigator)


def test_a_problem_says_what_to_do_and_keeps_the_answer(session: FakeSession) -> None:
    navigator = _begun(session)
    session.problems = [Problem("required", "Please choose one."), Problem("soft", "Really?", soft=True)]
    press(navigator, "2", "enter")
    assert "! Please choose one. Space chooses, Enter goes on." in screen_text(navigator)
    assert "2 ● ML engineer" in screen_text(navigator)
    press(navigator, "enter")
    assert "Press Enter again" in screen_text(navigator)
    press(navigator, "enter")
    assert session.answers["role"] == Answer("ml_engineer")


def test_who_types_is_not_told_how_to_choose(session: FakeSession) -> None:
    session.position = 5
    session.problems = [Problem("required", "Please write something.")]
    navigator = Navigator(start_with(session, resume_first="x"))
    press(navigator, "tab", "enter")
    assert "Please write something." in screen_text(navigator)
    assert "chooses" not in screen_text(navigator)


def test_undo_returns_to_the_last_answer(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "2", "enter", "u")
    assert "Which role best describes" in screen_text(navigator)
    assert "role" not in session.answers


def test_letters_are_text_while_typing(session: FakeSession) -> None:
    session.position = 5
    navigator = Navigator(start_with(session, resume_first="x"))
    write(navigator, "ruhjkl x?")
    assert "ruhjkl x?" in screen_text(navigator)
    assert "F1 help" in screen_text(navigator)


def test_ctrl_c_twice_saves_the_draft_and_leaves(session: FakeSession) -> None:
    session.position = 5
    navigator = Navigator(start_with(session, resume_first="x"))
    write(navigator, "more tests")
    press(navigator, "ctrl+c")
    assert "Press Ctrl+C again" in screen_text(navigator)
    assert navigator.departure is None
    press(navigator, "ctrl+c")
    assert session.drafts["wish"] == Answer("more tests")
    assert session.verbs[-2:] == ["draft", "pause"]
    assert navigator.departure is not None
    assert navigator.departure.code == 0
    assert "mlops-survey --resume k7m2q" in navigator.departure.message


def test_another_key_between_takes_the_first_ctrl_c_back(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "ctrl+c", "down", "ctrl+c")
    assert navigator.departure is None


def test_leaving_from_the_welcome_writes_nothing(session: FakeSession, navigator: Navigator) -> None:
    press(navigator, "down", "enter")
    assert navigator.departure is not None
    assert session.verbs == []


def test_help_shows_the_question_help_and_a_menu_that_works_while_typing(session: FakeSession) -> None:
    session.position = 5
    navigator = Navigator(start_with(session, resume_first="x"))
    write(navigator, "text")
    press(navigator, "f1")
    assert session.verbs[-1] == "note help_opened"
    for part in ("Close the help", "Review all answers", "Take back", "Save and leave"):
        assert part in screen_text(navigator)
    press(navigator, "down", "down", "enter")
    assert "Review of your answers" in screen_text(navigator)
    press(navigator, "escape", "f1", "up", "enter")
    assert navigator.departure is not None
    assert session.drafts["wish"] == Answer("text")


def test_review_lists_answers_by_section_and_jumps(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "2", "enter", "r")
    text = screen_text(navigator)
    assert text.index("About you") < text.index("ml_engineer") < text.index("not reached yet")
    press(navigator, "home", "enter")
    assert "2 ● ML engineer" in screen_text(navigator)


def test_review_refuses_what_was_not_reached(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "r", "end", "up", "enter")
    assert "has not been reached yet" in screen_text(navigator)


def test_after_the_last_question_comes_the_review_then_the_thanks(session: FakeSession) -> None:
    session.position = len(PAGES)
    navigator = Navigator(start_with(session, survey=FakeSurvey(status="open"), resume_first="x"))
    assert "▸ Finish: these are my answers" in screen_text(navigator)
    press(navigator, "enter")
    text = screen_text(navigator)
    for part in ("Thank you.", "~/.local/share/mlops-survey", "Results by mail", "mlops-survey results"):
        assert part in text
    press(navigator, "enter")
    assert navigator.departure is not None
    assert "responses show k7m2q" in navigator.departure.message


def test_storage_trouble_keeps_the_answer_and_retries(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "2")
    session.failures = 2
    press(navigator, "enter")
    text = screen_text(navigator)
    for part in ("The disk is full.", "Free some space", "responses export --out", "Try again"):
        assert part in text
    press(navigator, "enter")
    assert "The disk is full." in screen_text(navigator)
    press(navigator, "escape")
    assert "2 ● ML engineer" in screen_text(navigator)
    press(navigator, "enter")
    assert session.answers["role"] == Answer("ml_engineer")


def test_leaving_in_trouble_has_the_storage_exit_code(session: FakeSession) -> None:
    navigator = _begun(session)
    session.failures = 9
    press(navigator, "2", "enter", "end", "enter")
    assert navigator.departure is not None
    assert navigator.departure.code == 4


def test_keys_typed_ahead_do_not_answer_the_next_question(session: FakeSession) -> None:
    now = [0.0]
    options = Options(grace=0.15, clock=lambda: now[0])
    navigator = Navigator(start_with(session, options=options))
    now[0] = 1.0
    press(navigator, "enter")
    now[0] = 1.1
    press(navigator, "enter", "2")
    assert "role" not in session.answers
    assert "●" not in screen_text(navigator)
    now[0] = 1.2
    press(navigator, "2", "enter")
    assert session.answers["role"] == Answer("ml_engineer")


def test_a_clock_that_runs_backwards_silences_no_key(session: FakeSession) -> None:
    moments = [float(1000 - at) for at in range(500)]
    navigator = Navigator(start_with(session, options=Options(grace=0.15, clock=lambda: moments.pop(0))))
    press(navigator, "enter", "2", "enter")
    assert session.answers["role"] == Answer("ml_engineer")


def test_clicks_reach_options_and_the_keys_in_the_footer(session: FakeSession) -> None:
    navigator = _begun(session)
    navigator.click(*find(navigator, "ML engineer"))
    assert "2 ● ML engineer" in screen_text(navigator)
    navigator.click(*find(navigator, "Enter next"))
    assert session.answers["role"] == Answer("ml_engineer")
    navigator.click(0, 0)
    navigator.click(500, 500)


def test_a_click_on_the_button_of_a_long_text_goes_on() -> None:
    session = FakeSession([page for page in PAGES if page.kind == "long_text"])
    navigator = Navigator(start_with(session, resume_first="k7m2q", options=Options(grace=0.0)))
    write(navigator, "because")
    navigator.click(*find(navigator, "[ Next ]"))
    assert session.answers["wish"].value == "because"
    assert session.position == 1


def test_a_click_starts_the_survey(navigator: Navigator) -> None:
    navigator.click(*find(navigator, "Start the survey"))
    assert "Which role best describes" in screen_text(navigator)


def test_a_small_window_is_asked_to_grow_and_nothing_is_lost(session: FakeSession) -> None:
    navigator = _begun(session)
    press(navigator, "2")
    navigator.resize(29, 24)
    assert "window larger" in screen_text(navigator)
    navigator.resize(1, 1)
    navigator.resize(80, 24)
    assert "2 ● ML engineer" in screen_text(navigator)


def test_a_long_introduction_is_read_before_it_is_answered(session: FakeSession) -> None:
    navigator = Navigator(start_with(session), 40, 12)
    assert "Start the survey" not in screen_text(navigator)
    press(navigator, "enter")
    assert session.verbs == []
    assert "▸ Start the survey" in screen_text(navigator)
    press(navigator, "enter")
    assert "Which role best" in screen_text(navigator)


def test_the_wheel_scrolls_and_the_next_key_returns_to_the_cursor(session: FakeSession) -> None:
    navigator = Navigator(start_with(session), 60, 10)
    top = screen_text(navigator)
    navigator.wheel(1)
    assert screen_text(navigator) != top
    navigator.wheel(-1)
    assert screen_text(navigator) == top
    navigator.wheel(9)
    press(navigator, "down")
    assert "▸ Leave" in screen_text(navigator)


def test_a_draft_names_what_will_be_offered_but_no_command(session: FakeSession) -> None:
    session.position = len(PAGES)
    navigator = Navigator(start_with(session, resume_first="x"))
    press(navigator, "enter")
    assert "When the edition is open" in screen_text(navigator)
    assert "mlops-survey results" not in screen_text(navigator)


def test_the_thanks_scroll_without_a_cursor(session: FakeSession) -> None:
    session.position = len(PAGES)
    navigator = Navigator(start_with(session, survey=FakeSurvey(status="open"), resume_first="x"), 40, 12)
    press(navigator, "enter")
    assert "Thank you." in screen_text(navigator)
    press(navigator, "end")
    assert "mlops-survey results" in screen_text(navigator)
    press(navigator, "home")
    assert "Thank you." in screen_text(navigator)
