"""Made-up surveys of any size: what the engine works out step by step is what the log alone and plain functions say."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.logical.as_closures import program_of
from benchmarks.logical.as_questionnaire import questionnaire_of
from benchmarks.logical.generate import generate
from benchmarks.logical.respondents import page_key, respondents
from benchmarks.logical.walks import (
    as_answers,
    keyed_for_machine,
    outcome_of_machine,
    outcome_of_session,
    walk_machine,
    walk_session,
)
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.checking import normalise, problems
from mlops_survey_tui.interview.facts import Facts
from mlops_survey_tui.interview.kinds.certain import certain_of
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.path import all_pages, page_after, pages_from
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.interview.world import World
from mlops_survey_tui.rehearsal.replies import random_answer
from tests.interview.surveys import Kept, begin, shipped
from tests.interview.test_walk import assert_sound, step

SLOW = [HealthCheck.too_slow]


@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
@given(size=st.integers(10, 45), seed=st.integers(0, 10**6))
def test_the_engine_and_plain_functions_come_to_the_same(size: int, seed: int) -> None:
    survey = generate(size, seed)
    program, questionnaire = program_of(survey), questionnaire_of(survey)
    for number, answers in enumerate(respondents(survey, program, 2)):
        shown, session = walk_session(questionnaire, as_answers(answers), number)
        titles, machine = walk_machine(program, keyed_for_machine(answers))
        assert outcome_of_session(shown, session) == outcome_of_machine(titles, machine)
        assert [event.page for event in session.log] == [page_key(key) for _, _, key, _, _ in machine.log]


@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
@given(size=st.integers(10, 45), seed=st.integers(0, 10**6))
def test_going_back_and_changing_answers_equals_a_fresh_evaluation_of_the_log(size: int, seed: int) -> None:
    random = Random(seed)
    session = begin(questionnaire_of(generate(size, seed)), str(seed))
    for number in range(80):
        if session.ended:
            break
        step(session, random)
        if number % 10 == 0:
            assert_sound(session)
            assert_same_pages(session)
    assert_sound(session)


def assert_same_pages(session: Session) -> None:
    """The page after each page, and every page's words, are those of a world that starts from the log."""
    fresh = Session(session.questionnaire, session.seed, session.log, Kept(), lambda: 0.0)
    keys = list(all_pages(session.world))
    assert [fresh.page_at(key) for key in keys] == [session.page_at(key) for key in keys]
    for key in keys:
        after = page_after(session.world, session.world.plans[key], key)
        assert after == next(pages_from(session.world, key), "")


@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
def test_an_interview_that_starts_from_what_all_have_in_common_is_evaluated_as_one_that_does_not(name: str) -> None:
    for seed in map(str, range(12)):
        begun, whole = World(shipped(name), seed, Facts()), World(shipped(name), seed, Facts())
        whole.refresh_all()
        for table in ("values", "shown", "pages", "effective", "assignment", "changed_answers"):
            assert getattr(begun, table) == getattr(whole, table)


def test_an_interview_is_freed_when_nobody_holds_it_any_more() -> None:
    """Each would wait for the collector of garbage otherwise, and a program that walks many would grow."""
    import gc
    import weakref

    gc.collect()
    gc.disable()
    try:
        session = begin(shipped("examples/workshop"), "freed")
        step(session, Random(3))
        held = weakref.ref(session.world)
        del session
        assert held() is None
    finally:
        gc.enable()


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 120), st.floats(), st.text(max_size=8), st.just("a\x00b"), st.just("  ")
)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_what_is_certain_to_be_right_has_no_fault_and_is_stored_as_it_stands(data: st.DataObject, seed: int) -> None:
    world, page = data.draw(st.sampled_from(_pages()))
    certain = certain_of(page)
    assert certain is not None
    ids = [choice.id for choice in (*page.options, *page.specials)]
    value = data.draw(st.one_of(ODD, st.sampled_from([*ids, "gone"]), st.lists(st.sampled_from([*ids, "gone"]))))
    special = data.draw(st.sampled_from(["", "", "dont_know"]))
    texts = data.draw(st.sampled_from([{}, {}, {"other": "words"}]))
    for answer in (Answer(value, special, texts), random_answer(page, Random(seed)), EMPTY):
        if certain(answer):
            assert normalise(answer) == answer
            assert not list(problems(world, page, answer))


@lru_cache
def _pages() -> list[tuple[World, Page]]:
    """Return the pages of the shipped surveys that have quick tests, apart from those with remarks on answers."""
    found = []
    for name in ("2026", "examples/coffee"):
        world = begin(shipped(name), "certain").world
        for plan in world.plans.order:
            page = None if plan.question.loop or plan.section.loop or plan.question.checks else plan.name
            if page is not None and certain_of(built := Session.page_at(_holder(world), page)):
                found.append((world, built))
    return found


def _holder(world: World) -> Session:
    return Session(world.questionnaire, world.seed, (), Kept(), lambda: 0.0)
