"""Rules that every walk through every questionnaire keeps; broken, answers would be lost or asked wrongly."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.checking import problems
from mlops_survey_tui.interview.facts import Facts
from mlops_survey_tui.interview.keys import split_key
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.path import all_pages
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.interview.world import World
from mlops_survey_tui.rehearsal.driver import drive
from mlops_survey_tui.rehearsal.replies import random_answer
from tests.interview.surveys import Clock, Kept, begin, shipped

NAMES = ["2026", "examples/coffee", "examples/workshop"]


def assert_sound(session: Session) -> None:
    """What was worked out step by step equals what follows from the log alone, and every answer in effect is valid."""
    fresh = World(session.questionnaire, session.seed, Facts(session.log))
    world = session.world
    assert fresh.pages == world.pages
    assert fresh.effective == world.effective
    assert fresh.values == world.values
    assert fresh.assignment == world.assignment
    pages = list(all_pages(world))
    assert len(set(pages)) == len(pages)
    assert set(world.effective) <= set(pages)
    assert session.position == "" or session.ended or session.position in pages
    for key, answer in world.effective.items():
        hard = [problem for problem in problems(world, session.page_at(key), answer) if not problem.soft]
        if not answer.is_empty:
            assert not hard, (key, answer, hard)


def agreeing(page: Page, random: Random) -> Answer:
    """Return a random answer, but always agree to take part."""
    return Answer("yes") if page.question == "consent" else random_answer(page, random)


def step(session: Session, random: Random) -> None:
    """Do something that a respondent could do now."""
    page = session.page()
    luck = random.random()
    if luck < 0.1:
        session.back()
    elif luck < 0.14:
        session.undo()
    elif luck < 0.2:
        session.jump(random.choice(sorted(session.facts.displayed)))
    elif page is None:
        session.back()
    elif luck < 0.23:
        session.draft(random_answer(page, random))
    else:
        answer = agreeing(page, random)
        found = session.answer(answer)
        assert all(problem.soft for problem in found), (page, answer, found)
        if found:
            assert session.answer(answer) == []


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9))
def test_any_wandering_keeps_the_rules(name: str, seed: int) -> None:
    random = Random(seed)
    session = begin(shipped(name), f"seed{seed}", step=random.choice((0.0, 4.0, 40.0)))
    for number in range(90):
        if session.ended:
            break
        step(session, random)
        if number % 15 == 0:
            assert_sound(session)
    assert_sound(session)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(8))
def test_a_random_respondent_reaches_the_end(name: str, seed: int) -> None:
    random = Random(seed)
    session = begin(shipped(name), str(seed), step=3.0)

    drive(session, lambda page: agreeing(page, random))
    assert session.ended or session.finish()
    assert session.ended
    assert_sound(session)
    if session.ended == "complete":
        statuses = {final.status for final in answers_of(session.world)}
        assert "not_reached" not in statuses


@pytest.mark.parametrize("name", NAMES)
def test_back_after_an_answer_is_identity(name: str) -> None:
    random = Random(5)
    session = begin(shipped(name), "back")
    while (page := session.page()) is not None and not session.ended:
        answer = agreeing(page, random)
        if session.answer(answer):
            session.answer(answer)
        if session.ended:
            break
        after, effective = session.position, dict(session.world.effective)
        if (
            after
            and split_key(after)[0]
            in session.questionnaire.section_by_id[
                session.questionnaire.question_by_id[split_key(page.key)[0]].section
            ].questions
        ):
            assert session.back()
            assert session.position == page.key
            returned = session.page()
            assert returned is not None
            assert (returned.answer or returned.draft) in (session.facts.raw(page.key), None)
            assert (
                session.answer(returned.answer or Answer()) == [] or session.answer(returned.answer or Answer()) == []
            )
            assert (session.position, session.world.effective) == (after, effective)


@pytest.mark.parametrize("name", NAMES)
def test_resuming_at_any_point_changes_nothing(name: str) -> None:
    random = Random(9)
    session = begin(shipped(name), "resume")
    for _ in range(40):
        page = session.page()
        if page is None or session.ended:
            break
        again = Session.resume(session.questionnaire, session.log, seed=session.seed, sink=Kept(), clock=Clock())
        if session.log and session.consented:
            assert again.page() == page
            assert list(all_pages(again.world)) == list(all_pages(session.world))
        answer = agreeing(page, random)
        if session.answer(answer):
            session.answer(answer)


def test_a_sink_that_fails_leaves_the_session_as_it_was() -> None:
    random = Random(3)
    session = begin(shipped("2026"), "broken")
    sink = session._sink
    assert isinstance(sink, Kept)
    for _ in range(30):
        page = session.page()
        assert page is not None
        answer = agreeing(page, random)
        before = (list(session.log), session.position, dict(session.world.effective), session.page())
        if session.consented:
            sink.broken = True
            warned = session.check(answer)
            if warned:
                session.answer(answer)
            with pytest.raises(OSError, match="no space left"):
                session.answer(answer)
            sink.broken = False
            assert (session.log, session.position, session.world.effective, session.page()) == before
            assert_sound(session)
        if session.answer(answer):
            session.answer(answer)
    assert [event.sequence for event in sink] == list(range(1, len(sink) + 1))
