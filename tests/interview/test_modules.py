"""Rotation, replacement, boost, pace guard and the volunteered module."""

from __future__ import annotations

from collections import Counter
from random import Random

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import EventKind
from mlops_survey_tui.interview.facts import Facts
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.path import all_pages
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.interview.world import World
from mlops_survey_tui.questionnaire.time_budget import TimeBudget
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from mlops_survey_tui.rehearsal.replies import random_answer
from tests.interview.surveys import begin, shipped

SURVEY = shipped("2026")
PRODUCTION = {"consent": Answer("yes"), "ml_status": Answer("production"), "uc_team_count": Answer(8)}


def sections(session: Session) -> list[str]:
    """Return the sections of the path, in order, each once."""
    by_id = SURVEY.question_by_id
    return list(dict.fromkeys(by_id[key.partition("@")[0]].section for key in all_pages(session.world)))


def modules(session: Session) -> set[str]:
    """Return the modules on the path."""
    return {name for name in sections(session) if SURVEY.section_by_id[name].module}


def walk(seed: str, answers: dict[str, Answer], step: float = 0.0) -> Session:
    """Walk the survey to its end."""
    session = begin(SURVEY, seed, step=step)
    drive(session, from_mapping(answers))
    assert session.finish()
    return session


def test_path_c_gets_its_two_modules_without_a_draw() -> None:
    session = walk("c", {"consent": Answer("yes"), "ml_status": Answer("no_work")})
    assert modules(session) == {"mod_skills", "mod_views"}
    assert not any(event.kind is EventKind.ASSIGNED and "form" in event.data for event in session.log)


def test_path_b_never_gets_modules_of_path_a() -> None:
    for seed in range(40):
        session = walk(str(seed), {"consent": Answer("yes"), "ml_status": Answer("pre_production")})
        assert not modules(session) & {"mod_mix", "mod_scale"}
        assert len(modules(session)) == 3, (seed, modules(session))


def test_each_module_is_given_to_about_as_many_as_designed() -> None:
    count: Counter[str] = Counter()
    boosted = 0
    for seed in range(300):
        session = begin(SURVEY, f"rotation{seed}")
        drive(session, from_mapping(PRODUCTION), until="d_own_count")
        given = session.world.assignment.modules
        assert len(given) == 3
        count.update(given)
        boosted += any(event.kind is EventKind.BOOSTED and event.data["instead_of"] for event in session.log)
    assert 0.40 < count["mod_mix"] / 300 < 0.62
    assert all(0.17 < count[name] / 300 < 0.38 for name in count if name != "mod_mix")
    assert boosted > 30


def test_choosing_the_first_path_again_restores_its_modules() -> None:
    session = begin(SURVEY, "again")
    drive(session, from_mapping(PRODUCTION), until="role_current")
    before = modules(session)
    session.jump("ml_status")
    session.answer(Answer("no_work"))
    assert modules(session) == {"mod_skills", "mod_views"}
    session.jump("ml_status")
    session.answer(Answer("production"))
    assert modules(session) == before


def test_the_pace_guard_keeps_slow_respondents_within_the_limit() -> None:
    fast = walk("pace", PRODUCTION, step=5.0)
    assert not any(event.kind is EventKind.DROPPED for event in fast.log)
    dragging = walk("pace", PRODUCTION, step=22.0)
    dropped = [event for event in dragging.log if event.kind is EventKind.DROPPED]
    assert dropped
    assert all(event.data["reason"] == "pace_guard" for event in dropped)
    statuses = {final.question: final.status for final in answers_of(dragging.world)}
    gone = SURVEY.section_by_id[dropped[0].data["module"]]
    assert {statuses[name] for name in gone.questions if name in statuses} == {"not_assigned"}


def test_the_pace_guard_is_replayed_as_recorded() -> None:
    session = walk("pace", PRODUCTION, step=22.0)
    again = World(SURVEY, session.seed, Facts(session.log))
    assert again.assignment == session.world.assignment


def test_a_volunteered_module_is_played_before_the_review() -> None:
    session = walk("bonus", {**PRODUCTION, "bonus_offer": Answer("yes")}, step=0.2)
    assert session.world.assignment.volunteer
    order = sections(session)
    assert order[-3:] == ["close", session.world.assignment.volunteer, "finish"]


def test_chosen_sections_bring_what_they_need() -> None:
    session = begin(SURVEY, "chosen", sections=("mod_mix",))
    shown = drive(session, from_mapping(PRODUCTION))
    assert {"consent", "ml_status", "uc_team_count"} <= set(shown)
    assert any(key.startswith("mix_future@") for key in shown)
    assert not any(key.startswith(("role_current", "tools_used", "d_model")) for key in shown)


def test_no_boost_and_no_replacement_makes_a_set_of_modules_too_long() -> None:
    budget = TimeBudget.of(SURVEY)
    decided = set[EventKind]()
    for number in range(150):
        session, random = begin(SURVEY, f"budget {number}"), Random(number)

        def anything(page: Page, random: Random = random) -> Answer:
            return random_answer(page, random)

        given = {"consent": Answer("yes"), "ml_status": Answer("production")}
        drive(session, from_mapping(given, anything))
        played = session.world.assignment.modules - {session.world.assignment.volunteer}
        assert sum(budget.longest[module] for module in played) <= budget.for_modules
        decided |= {event.kind for event in session.log}
    assert {EventKind.BOOSTED, EventKind.REPLACED} <= decided
