"""An interview through the real app with keys leaves what the engine alone leaves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from mlops_survey_tui.faces.tui.driven import Crashed
from mlops_survey_tui.faces.tui.driving import AppDriver, NotPossible
from mlops_survey_tui.faces.tui.keystrokes import CannotEnter
from mlops_survey_tui.faces.tui.keystrokes.hand import TELL
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.replies import random_answer

from ...interview.surveys import shipped, survey

SURVEYS = ("2026", "examples/coffee", "examples/workshop")
SMALL = """
    sections:
      - id: first
        title: First
        questions:
          - {kind: info, id: hello, text: Hello there., sensitivity: none}
          - {kind: single, id: role, text: Which role?, sensitivity: none, required: true,
             options: [{id: cook, label: Cook}, {id: baker, label: Baker}]}
          - {kind: multi, id: tools, text: Which tools?, sensitivity: none, searchable: true, options: tools, maximum: 2}
          - {kind: number, id: years, text: For how many years?, sensitivity: none, minimum: 0, maximum: 60,
             checks: [{when: years > 40, message: That is long.}]}
          - {kind: maxdiff, id: worst, text: Most and least?, sensitivity: none, sets: 2, per_set: 3,
             options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}]}
    lists:
      tools:
        title: Tools
        options: [{id: pan, label: Pan}, {id: oven, label: Oven}, {id: knife, label: Knife}]
"""


def _begun(questionnaire: Questionnaire, seed: str = "seed") -> Session:
    return Session.begin(questionnaire, seed=seed, sink=lambda events: None, clock=lambda: 0.0, pace_guard=False)


def _agreed(log: list[Event]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return what faces agree on: no drafts, notes and times, and no numbers, which drafts shift."""
    kept = [event for event in log if event.kind not in (EventKind.DRAFTED, EventKind.NOTED)]
    return [(e.kind, e.page, {name: said for name, said in e.data.items() if name != "sequence"}) for e in kept]


@contextmanager
def _driven(session: Session, size: tuple[int, int] = (80, 24)) -> Iterator[AppDriver]:
    driver = AppDriver(session, size)
    try:
        yield driver
    finally:
        driver.close()


def _reply(page: Page, random: Random, consent: str) -> Answer:
    return Answer(page.options[0].id) if page.question == consent else random_answer(page, random)


def _wander(one: Any, other: Session, random: Random) -> None:
    """Do the same to two interviews: mostly answer, sometimes go back, take back, or jump."""
    luck = random.random()
    if luck < 0.06:
        assert one.back() == other.back()
    elif luck < 0.12:
        assert one.undo() == other.undo()
    elif luck < 0.18:
        key = random.choice([line.key for line in other.review()])
        assert one.jump(key) == other.jump(key)
    page = other.page()
    if page is None:
        return
    answer = _reply(page, random, other.questionnaire.consent)
    for _ in range(2):
        problems = other.answer(answer)
        assert one.answer(answer) == problems
        if not problems:
            return


def _both_taken(session: Session, direct: Session, seed: int, size: tuple[int, int]) -> None:
    random = Random(seed)
    with _driven(session, size) as driver:
        for _ in range(400):
            if direct.page() is None or direct.ended:
                break
            _wander(driver, direct, random)
        assert driver.finish() == direct.finish()


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", SURVEYS)
def test_app_and_engine_leave_the_same_interview(name: str, seed: int, size: tuple[int, int]) -> None:
    session, direct = _begun(shipped(name), str(seed)), _begun(shipped(name), str(seed))
    _both_taken(session, direct, seed, size)
    assert _agreed(session.log) == _agreed(direct.log)
    assert answers_of(session.world) == answers_of(direct.world)


def test_every_page_is_on_the_screen_that_asks_it() -> None:
    session, random = _begun(shipped("examples/coffee"), "7"), Random(7)
    with _driven(session) as driver:
        while (page := session.page()) is not None:
            beginning = " ".join(page.text.split())[:30]
            assert beginning in " ".join(driver.screen().split())
            driver.answer(_reply(page, random, session.questionnaire.consent))
        assert len(driver.screen().split("\n")) == 24


def test_what_is_refused_is_told_in_the_engines_words() -> None:
    session = _begun(survey(SMALL))
    with _driven(session) as driver:
        driver.answer(EMPTY)
        assert [problem.code for problem in driver.skip()] == ["required"]
        assert "needs an answer" in driver.screen()
        assert [problem.code for problem in driver.answer(Answer("king"))] == ["unknown_option"]
        assert driver.answer(Answer("cook")) == []
        assert [problem.code for problem in driver.answer(Answer(["pan", "oven", "knife"]))] == ["too_many"]
        assert driver.answer(Answer(["knife", "pan"])) == []
        warning = driver.answer(Answer(50))
        assert [problem.message for problem in warning] == ["That is long."]
        assert driver.answer(Answer(50)) == []
        assert session.position == "worst"


def test_going_back_taking_back_and_jumping_where_letters_are_text() -> None:
    session = _begun(survey(SMALL))
    with _driven(session) as driver:
        driver.answer(EMPTY)
        driver.answer(Answer("cook"))
        assert session.position == "tools"
        assert driver.jump("years") is False
        assert driver.jump("role") is True
        assert driver.answer(Answer("baker")) == []
        assert driver.undo() is True
        assert (session.position, session.page_at("role").answer) == ("role", Answer("cook"))
        assert driver.back() is True
        assert driver.back() is False
        with pytest.raises(NotPossible, match="hello"):
            driver.jump("hello")
        assert [event.kind for event in session.log if event.kind in (EventKind.JUMPED, EventKind.UNDONE)] == [
            EventKind.JUMPED,
            EventKind.UNDONE,
        ]


def test_taking_back_from_the_review_and_ending() -> None:
    session = _begun(survey(SMALL))
    with _driven(session) as driver:
        assert driver.finish() is False
        for answer in (EMPTY, Answer("cook"), EMPTY, EMPTY, EMPTY):
            assert driver.answer(answer) == []
        assert "Review" in driver.screen()
        with pytest.raises(NotPossible, match="no question"):
            driver.answer(EMPTY)
        assert driver.undo() is True
        assert session.position == "worst"
        assert driver.skip() == []
        assert driver.finish() is True
        assert (session.ended, driver.undo(), driver.jump("role")) == ("complete", False, False)
        assert "Thank you" in driver.screen()


def test_leaving_keeps_what_was_entered_and_another_app_goes_on_with_it() -> None:
    session = _begun(survey(SMALL))
    with _driven(session) as driver:
        for answer in (EMPTY, Answer("cook"), EMPTY, Answer(3)):
            driver.answer(answer)
        page = session.page()
        assert page is not None
        marks = Answer({"1": {"most": page.sets[0][0], "least": page.sets[0][1]}})
        driver.draft(marks)
        assert session.page_at("worst").draft == marks
        driver.help()
        driver.leave()
        driver.leave()
    assert [event.kind for event in session.log[-3:]] == [EventKind.DRAFTED, EventKind.NOTED, EventKind.PAUSED]
    resumed = Session.resume(session.questionnaire, session.log, seed="seed", sink=lambda events: None)
    with _driven(resumed) as driver:
        assert resumed.page_at("worst").draft == marks
        assert driver.answer(marks) == []


ADDING = """
    sections:
      - id: first
        title: First
        questions:
          - {kind: allocation, id: week, text: How is it divided?, sensitivity: none, total: 10, extra_limit: 1,
             rows: [{id: desk, label: Desk}], extra_rows: [{id: lab, label: Lab}, {id: road, label: Road}]}
          - {kind: text, id: words, text: Any words?, sensitivity: none, max_chars: 40}
"""


def test_rows_that_cannot_be_added_are_refused_as_the_engine_refuses_them() -> None:
    session = _begun(survey(ADDING))
    with _driven(session) as driver:
        assert [p.code for p in driver.answer(Answer({"desk": 8, "lab": 1, "road": 1}))] == ["too_many_rows"]
        assert [p.code for p in driver.answer(Answer({"desk": 8, "sea": 2}))] == ["unknown_option"]
        assert driver.answer(Answer({"desk": 8, "road": 2})) == []
        driver.draft(Answer("some words"))
        assert session.page_at("words").draft == Answer("some words")
        assert driver.answer(Answer("other words")) == []


def test_a_good_answer_that_keys_do_not_lead_to_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TELL, "single", lambda hand, answer: None)
    with _driven(_begun(survey(SMALL))) as driver:
        driver.answer(EMPTY)
        with pytest.raises(CannotEnter, match=r"role: .*cook.* cannot be entered"):
            driver.answer(Answer("cook"))


def test_a_fault_of_the_program_is_told_without_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    session = _begun(survey(SMALL))
    with _driven(session) as driver:
        driver.answer(EMPTY)

        def fail(answer: Answer) -> None:
            raise RuntimeError(str(answer.value))

        monkeypatch.setattr(session, "answer", fail)
        with pytest.raises(Crashed, match="RuntimeError") as caught:
            driver.answer(Answer("cook"))
        assert "cook" not in str(caught.value)


def test_a_key_costs_little() -> None:
    session, random = _begun(shipped("2026"), "4"), Random(4)
    with _driven(session) as driver:
        begun, pages = time.process_time(), 0
        while (page := session.page()) is not None:
            driver.answer(_reply(page, random, session.questionnaire.consent))
            pages += 1
        assert (time.process_time() - begun) / pages < 0.1
