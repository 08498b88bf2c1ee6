"""An interview through the plain face leaves exactly the log that the engine alone leaves."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import pytest

from mlops_survey_tui.faces.plain.driving import NotPossible, PlainDriver
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.replies import random_answer
from tests.interview.surveys import shipped, survey

SURVEYS = ("2026", "examples/coffee", "examples/workshop")
SMALL = """
    consent: agree
    sections:
      - id: first
        title: First
        questions:
          - {kind: info, id: hello, text: Hello there., sensitivity: none}
          - {kind: single, id: agree, text: Do you agree?, sensitivity: none, required: true,
             options: [{id: "yes", label: "Yes"}, {id: "no", label: "No", end: discard}]}
          - {kind: multi, id: tools, text: Which tools?, sensitivity: none, maximum: 2,
             options: [{id: pan, label: Pan}, {id: oven, label: Oven}, {id: knife, label: Knife}]}
          - {kind: number, id: years, text: For how many years?, sensitivity: none, minimum: 0, maximum: 60,
             checks: [{when: years > 40, message: That is long.}]}
          - {kind: matrix, id: liking, text: How much?, sensitivity: none, required: true,
             rows: [{id: cats, label: Cats}, {id: dogs, label: Dogs}],
             columns: [{id: little, label: Little}, {id: much, label: Much}]}
"""


def begun(questionnaire: Questionnaire, seed: str = "seed") -> Session:
    return Session.begin(questionnaire, seed=seed, sink=lambda events: None, clock=lambda: 0.0, pace_guard=False)


def timeless(log: list[Event]) -> list[tuple[int, str, str, dict[str, Any]]]:
    """Return everything of a log but the times."""
    return [(event.sequence, event.kind, event.page, dict(event.data)) for event in log]


def reply_to(page: Page, random: Random, consent: str) -> Answer:
    """Return an answer that goes on: agreement, or a random one."""
    return Answer(page.options[0].id) if page.question == consent else random_answer(page, random)


def _wander(driver: PlainDriver, twin: Session, random: Random) -> None:
    """Do the same to both: mostly answer, sometimes go back, take back, or jump."""
    luck = random.random()
    if luck < 0.06:
        assert driver.back() == twin.back()
    elif luck < 0.12:
        assert driver.undo() == twin.undo()
    elif luck < 0.18:
        key = random.choice([line.key for line in twin.review()])
        assert driver.jump(key) == twin.jump(key)
    page = twin.page()
    if page is None:
        return
    answer = reply_to(page, random, twin.questionnaire.consent)
    for _ in range(2):
        problems = twin.answer(answer)
        assert driver.answer(answer) == problems
        if not problems:
            return


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", SURVEYS)
def test_plain_and_engine_leave_the_same_log(name: str, seed: int) -> None:
    session, twin = begun(shipped(name), str(seed)), begun(shipped(name), str(seed))
    driver, random = PlainDriver(session), Random(seed)
    for _ in range(400):
        if twin.page() is None or twin.ended:
            break
        _wander(driver, twin, random)
    assert driver.finish() == twin.finish()
    assert timeless(session.log) == timeless(twin.log)


@pytest.mark.parametrize("name", SURVEYS)
def test_leaving_anywhere_and_going_on_leaves_the_same_log(name: str) -> None:
    session, twin, random = begun(shipped(name)), begun(shipped(name)), Random(5)
    driver = PlainDriver(session)
    while (page := twin.page()) is not None:
        answer = reply_to(page, random, twin.questionnaire.consent)
        for one in (driver, twin):
            if one.answer(answer):
                one.answer(answer)
        driver.leave()
        twin.pause()
        session, twin = (Session.resume(s.questionnaire, s.log, seed="seed", sink=_nowhere) for s in (session, twin))
        driver = PlainDriver(session)
    driver.finish()
    twin.finish()
    assert timeless(session.log) == timeless(twin.log)


def _nowhere(events: object) -> None:
    """Store nothing."""


def test_every_page_is_said_when_it_is_asked() -> None:
    session, random = begun(shipped("2026"), "7"), Random(7)
    driver = PlainDriver(session)
    while (page := session.page()) is not None:
        assert page.text in driver.screen()
        assert driver.screen().count(page.text) == 1
        driver.answer(reply_to(page, random, session.questionnaire.consent))
    assert "Finish" in driver.screen()


def test_what_is_refused_is_told_in_the_engines_words() -> None:
    driver = PlainDriver(begun(survey(SMALL)))
    driver.answer(EMPTY)
    assert [problem.code for problem in driver.skip()] == ["required"]
    assert "needs an answer" in driver.screen()
    assert [problem.code for problem in driver.answer(Answer("perhaps"))] == ["unknown_option"]
    assert driver.answer(Answer("yes")) == []
    assert [problem.code for problem in driver.answer(Answer(["pan", "oven", "knife"]))] == ["too_many"]
    assert "At most 2" in driver.screen()
    assert driver.answer(Answer(["knife", "pan"])) == []
    assert [problem.message for problem in driver.answer(Answer(50))] == ["That is long."]
    assert driver.answer(Answer(50)) == []
    assert [problem.code for problem in driver.answer(Answer({"cats": "much"}))] == ["rows_missing"]
    assert driver.answer(Answer({"cats": "much", "dogs": "little"})) == []
    assert driver.finish()


def test_verbs_where_there_is_nothing_to_do() -> None:
    driver = PlainDriver(begun(survey(SMALL)))
    assert (driver.finish(), driver.back(), driver.undo(), driver.jump("nowhere"), driver.jump("tools")) == (False,) * 5
    with pytest.raises(NotPossible, match="does not list hello"):
        driver.jump("hello")
    driver.answer(EMPTY)
    driver.answer(Answer("no"))
    assert driver.session.ended == "discarded"
    assert (driver.finish(), driver.back(), driver.undo(), driver.jump("agree")) == (False,) * 4
    with pytest.raises(NotPossible, match="no question to answer"):
        driver.answer(EMPTY)
    with pytest.raises(NotPossible, match="no question to enter"):
        driver.draft(EMPTY)


def test_a_draft_of_rows_is_kept_on_leaving_and_help_is_noted() -> None:
    driver = PlainDriver(begun(survey(SMALL)))
    for answer in (EMPTY, Answer("yes"), EMPTY, Answer(3)):
        driver.answer(answer)
    driver.draft(Answer({"cats": "much", "dogs": "little"}))
    driver.help()
    driver.leave()
    kinds = [event.kind for event in driver.session.log[-3:]]
    assert kinds == [EventKind.NOTED, EventKind.DRAFTED, EventKind.PAUSED]
    assert driver.session.facts.drafts["liking"] == Answer({"cats": "much"})
    resumed = Session.resume(driver.session.questionnaire, driver.session.log, seed="seed", sink=_nowhere)
    again = PlainDriver(resumed)
    assert "Your answer so far: Cats: Much. done keeps it." in again.screen()
    assert again.back()


def test_a_good_answer_that_no_line_says_is_a_fault() -> None:
    driver = PlainDriver(begun(survey(TEXT)))
    with pytest.raises(NotPossible, match="cannot be typed"):
        driver.answer(Answer("two\nlines"))
    with pytest.raises(NotPossible, match="cannot be typed"):
        driver.draft(Answer("two\nlines"))
    assert driver.answer(Answer("back")) == []


TEXT = """
    sections:
      - id: first
        title: First
        questions:
          - {kind: text, id: words, text: Which words?, sensitivity: free_text, max_chars: 40}
"""


def test_the_driver_is_fast() -> None:
    session, random = begun(shipped("2026"), "4"), Random(4)
    twin, again = begun(shipped("2026"), "4"), Random(4)
    driver = PlainDriver(session)
    begin, pages = time.process_time(), 0
    while (page := session.page()) is not None:
        driver.answer(reply_to(page, random, session.questionnaire.consent))
        pages += 1
    driven = time.process_time() - begin
    begin = time.process_time()
    while (page := twin.page()) is not None:
        twin.answer(reply_to(page, again, twin.questionnaire.consent))
    alone = time.process_time() - begin
    assert driven < 4 * alone + 0.1, f"{pages / driven:.0f} and {pages / alone:.0f} answers a second"


def test_the_review_reads_out_what_was_asked_and_counts_the_rest() -> None:
    driver = PlainDriver(begun(survey(SMALL)))
    driver.answer(EMPTY)
    driver.answer(Answer("yes"))
    driver.conversation.take("review")
    said = driver.screen()
    assert "2. Which tools? not answered yet." in said
    assert "For how many years?" not in said
    assert "2 questions have not been asked yet." in said
