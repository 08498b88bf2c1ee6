"""Explanations say what decides, and what they say would change it does."""

from __future__ import annotations

from random import Random

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.interview.facts import Facts
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.interview.world import World
from mlops_survey_tui.proof.why import Change, Explanation, UnknownName, explain, lines
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from mlops_survey_tui.rehearsal.replies import random_answer

from ..interview.surveys import shipped, survey

COFFEE = shipped("examples/coffee")


def _begun(questionnaire: Questionnaire, seed: str = "seed") -> Session:
    return Session.begin(questionnaire, seed=seed, sink=lambda events: None, clock=lambda: 0.0, pace_guard=False)


def _at(questionnaire: Questionnaire, until: str, seed: str = "seed", **answers: object) -> Session:
    """Return an interview at a page, with these answers on the way."""
    session = _begun(questionnaire, seed)
    given = {name: said if isinstance(said, Answer) else Answer(said) for name, said in answers.items()}
    drive(session, from_mapping({"consent": Answer("yes"), **given}), until)
    return session


def _wandered(questionnaire: Questionnaire, seed: int, pages: int) -> Session:
    """Return an interview after some random answers."""
    session, random = _begun(questionnaire, str(seed)), Random(seed)
    for _ in range(pages):
        page = session.page()
        if page is None:
            break
        consents = page.question == questionnaire.consent
        answer = Answer(page.options[0].id) if consents else random_answer(page, random)
        if session.answer(answer):
            session.answer(answer)
    return session


def _under(session: Session, change: Change) -> World:
    """Return the interview, worked out from nothing, in which a change was made."""
    events = list(session.log)
    for key, answers in change.answers:
        kind = EventKind.SKIPPED if answers[-1].is_empty else EventKind.ANSWERED
        events.append(Event(len(events) + 1, kind, key, answers[-1].to_data()))
    facts = Facts(events)
    facts.form = change.forms[-1] if change.forms else facts.form
    return World(session.questionnaire, session.seed, facts)


def _check(session: Session, explained: Explanation) -> None:
    name = explained.name
    if explained.kind == "question":
        assert explained.shown is bool(session.world.pages.get(name)), name
    else:
        assert explained.shown is bool(session.world.shown.get(name)), name
    held = [cause.holds is True for cause in explained.causes]
    assert all(held) if explained.shown else not all(held), lines(explained)
    for change in explained.changes:
        world = _under(session, change)
        table = world.pages if explained.kind == "question" else world.shown
        assert bool(table.get(name)) is not explained.shown, str(change)


@pytest.mark.parametrize(("seed", "pages"), [(1, 0), (2, 5), (3, 14), (4, 60)])
@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
def test_causes_and_changes_are_true(name: str, seed: int, pages: int) -> None:
    questionnaire = shipped(name)
    session = _wandered(questionnaire, seed, pages)
    names = [*questionnaire.question_by_id, *questionnaire.section_by_id]
    for one in Random(seed).sample(names, 16):
        _check(session, explain(session, one))


def test_an_interview_is_left_as_it_was() -> None:
    session = _wandered(shipped("2026"), 3, 12)
    before = (len(session.log), dict(session.world.pages), dict(session.world.effective), session.facts.sequence)
    explain(session, "mod_mix")
    assert before == (len(session.log), session.world.pages, session.world.effective, session.facts.sequence)


def test_a_hidden_question_names_its_condition_and_a_way_to_it() -> None:
    session = _at(COFFEE, "makes", drinks="coffee", cups=1)
    assert lines(explain(session, "places")) == [
        "question places is hidden.",
        "  yes: the condition of section habits",
        "     drinks_coffee, that is: drinks in ('coffee', 'both')  →  true   [drinks is 'coffee']",
        "  no: the condition of question places",
        "     2 <= cups and cups <= 20  →  false",
        "       2 <= cups  →  false   [cups is 1]",
        "       cups <= 20  →  true   [cups is 1]",
        "It would be shown",
        "  if cups were 2, 3, 4, 5 or another",
    ]


def test_a_jump_is_named_where_it_leads_past() -> None:
    explained = explain(_at(COFFEE, "", drinks="tea"), "makes")
    (jump,) = (cause for cause in explained.deciding if cause.minor)
    assert jump.what == "option 'tea' of drinks, which leads past this, was chosen"
    assert [str(change) for change in explained.changes] == ["if drinks were 'coffee' or 'both'"]


def test_missing_is_not_false() -> None:
    session = _at(COFFEE, "makes", drinks="coffee", cups=Answer(special="dont_know"))
    text = "\n".join(lines(explain(session, "places")))
    assert "unknown: the condition of question places" in text
    assert "2 <= cups  →  unknown   [cups is 'dont_know']" in text
    assert "cups is not answered yet" in "\n".join(lines(explain(_at(COFFEE, "cups", drinks="both"), "places")))


def test_options_rows_and_special_answers() -> None:
    session = _at(COFFEE, "frequency", drinks="coffee", cups=1, makes=["filter", "moka"])
    night = explain(session, "first_cup.night")
    assert not night.shown
    assert str(night.changes[0]) == "if cups were 10, 11, 19 or 20"
    assert explain(session, "frequency.filter").shown
    assert not explain(session, "frequency.espresso").shown
    assert explain(session, "first_cup.depends").shown
    assert "what was selected at makes" in "\n".join(lines(explain(session, "frequency.espresso")))
    with pytest.raises(UnknownName, match="never offers 'tea'"):
        explain(session, "frequency.tea")
    with pytest.raises(UnknownName, match="nothing"):
        explain(session, "nothing")


def test_two_answers_where_one_does_not_do() -> None:
    session = _at(shipped("2026"), "", seed="5", ml_status="no_work")
    explained = explain(session, "mod_mix")
    assert [[key for key, _ in change.answers] for change in explained.changes] == [["ml_status", "uc_team_count"]]
    text = "\n".join(lines(explained))
    assert "not among those given without a draw: mod_skills, mod_views" in text
    assert "if ml_status were 'production' and uc_team_count were 2" in text


def test_a_module_names_the_forms_that_have_it() -> None:
    questionnaire = shipped("2026")
    session = _at(questionnaire, "past_roles", ml_status="production")
    absent = next(s.id for s in questionnaire.sections if s.module and s.id not in session.world.assignment.given)
    explained = explain(session, absent)
    assert f"module {absent} is not assigned: form" in explained.causes[0].what
    assert any(change.forms for change in explained.changes) or not session.world.holds(
        questionnaire.section_by_id[absent].when, session.world.root
    )


def test_what_happened_to_a_module_is_said() -> None:
    questionnaire = shipped("2026")
    session = _at(questionnaire, "past_roles", ml_status="production")
    module = next(iter(session.world.assignment.modules))
    assert "is assigned: form" in explain(session, module).causes[0].what
    session.record(EventKind.DROPPED, "", {"module": module, "reason": "pace_guard"})
    assert explain(session, module).causes[0].what == f"module {module} was assigned, and dropped (pace_guard)"


LOOPED = """
    sections:
      - id: first
        title: First
        questions:
          - {kind: multi, id: tools, text: Which?, sensitivity: none,
             options: [{id: pan, label: Pan}, {id: pot, label: Pot}]}
          - {kind: single, id: often, text: "How often, {tool.label}?", sensitivity: none,
             loop: {over: {from: tools}, as: tool}, when: "tool.id == 'pan' or count(tools) == 2",
             options: [{id: daily, label: Daily}, {id: less, label: Less}]}
"""


def test_loops_name_their_items() -> None:
    questionnaire = survey(LOOPED)
    none = _at(questionnaire, "", tools=Answer())
    assert "the loop over tool has no items" in "\n".join(lines(explain(none, "often")))
    one = _at(questionnaire, "", tools=["pot"])
    assert "tool.id == 'pan'  →  false   [tool.id is 'pot']" in "\n".join(lines(explain(one, "often@pot")))
    assert "has pot, and not 'pan'" in "\n".join(lines(explain(one, "often@pan")))
    changes = [str(change) for change in explain(one, "often@pan").changes]
    assert changes == ["if tools were ['pan', 'pot'] or ['pan']"]


def test_what_nothing_changes_says_so() -> None:
    text = "\n".join(lines(explain(_begun(survey(LOOPED)), "tools")))
    assert text.startswith("question tools is shown (it is asked now).")
    assert text.endswith("would make it hidden.")


def test_a_choice_of_sections_is_a_cause() -> None:
    session = Session.begin(COFFEE, seed="1", sink=lambda events: None, sections=("money",))
    assert "only the sections money were chosen" in "\n".join(lines(explain(session, "care")))
