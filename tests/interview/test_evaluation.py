"""Only what depends on a changed answer is evaluated again, and what chance decided is stored with its probability."""

from __future__ import annotations

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import EventKind
from mlops_survey_tui.interview.plan import Plan
from mlops_survey_tui.interview.world import World
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from tests.interview.surveys import begin, shipped, survey

CHAIN = survey("""
sections:
- id: main
  title: Main
  questions:
  - {id: first, kind: single, text: First?, sensitivity: none, options: [{id: a, label: A}, {id: b, label: B}]}
  - {id: alone, kind: text, text: Alone?, sensitivity: none}
  - {id: second, kind: single, text: Second?, sensitivity: none, when: "first == 'a'", options: [{id: a, label: A}, {id: b, label: B}]}
  - {id: third, kind: text, text: Third?, sensitivity: none, when: "second == 'a'"}
  - {id: last, kind: text, text: Last?, sensitivity: none}
""")


def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the names of evaluated questions are added."""
    names: list[str] = []
    evaluate = World._question

    def watched(world: World, plan: Plan) -> bool:
        names.append(plan.name)
        return evaluate(world, plan)

    monkeypatch.setattr(World, "_question", watched)
    return names


def test_only_dependants_are_evaluated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin(CHAIN)
    names = evaluated(monkeypatch)
    session.answer(Answer("a"))
    assert names == ["second"]
    names.clear()
    session.answer(Answer("words"))
    assert names == []


def test_evaluation_stops_where_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin(CHAIN)
    drive(session, from_mapping({"first": Answer("b")}))
    session.jump("first")
    names = evaluated(monkeypatch)
    session.answer(Answer("b"))
    assert names == []


def test_an_answer_in_the_real_survey_touches_little(monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin(shipped("2026"), "little")
    drive(session, from_mapping({"consent": Answer("yes"), "ml_status": Answer("production")}), until="region")
    names = evaluated(monkeypatch)
    session.answer(Answer("oceania"))
    assert names == []


def test_what_was_drawn_is_stored_with_its_probability() -> None:
    session = begin(shipped("2026"), "stored", sections=("mod_skills", "close"))
    drive(session, from_mapping({"consent": Answer("yes"), "ml_status": Answer("production")}))
    shown = {event.page: event.data for event in session.log if event.kind is EventKind.DISPLAYED}
    assert shown["concepts"]["subset_probabilities"] == [round(4 / 15, 6), round(3 / 12, 6)]
    assert len(shown["concepts"]["rows"]) == 7
    assert shown["exp_areas"]["subset_probabilities"] == [round(7 / 9, 6)]
    assert shown["open_answer"]["wording"] in (0, 1, 2)
    assert shown["open_answer"]["wording_probability"] == round(1 / 3, 6)


def test_the_sets_shown_are_stored() -> None:
    session = begin(shipped("2026"), "sets", sections=("mod_challenges",))
    drive(session, from_mapping({"consent": Answer("yes"), "ml_status": Answer("production")}))
    shown = {event.page: event.data for event in session.log if event.kind is EventKind.DISPLAYED}
    assert sorted(id_ for members in shown["challenge_maxdiff"]["sets"] for id_ in members) == sorted(
        option.id for option in shipped("2026").lists["challenges"].options
    )
    drawn = [event.data for event in session.log if event.kind is EventKind.DRAWN]
    assert [(data["draw"], len(data["value"])) for data in drawn] == [("severity_rows", 7)]
