"""Coverage counts what interviews did, no more and no less, and a cover reaches what can be reached."""

from __future__ import annotations

import pytest

from mlops_survey_tui.questionnaire.condition_places import condition_places
from mlops_survey_tui.rehearsal.coverage.collecting import Coverage
from mlops_survey_tui.rehearsal.coverage.covering import cover, wanted
from mlops_survey_tui.rehearsal.coverage.reporting import coverage_data, coverage_lines
from mlops_survey_tui.rehearsal.coverage.targets import (
    CHOICE,
    CONDITION,
    ENDING,
    EXCLUSIVE,
    KINDS,
    LOOP,
    OPTION,
    PROBLEM,
    QUESTION,
    SPECIAL,
    Target,
    targets,
)  # fmt: skip
from mlops_survey_tui.rehearsal.difference import told
from mlops_survey_tui.rehearsal.replay import replay
from mlops_survey_tui.rehearsal.script.reading import Script
from tests.interview.surveys import shipped, survey

from .scripts import run

PETS = survey(
    """
    special_answers: {dont_know: {label: Don't know}, none: {label: None}}
    sections:
      - id: all
        title: All
        questions:
          - {id: agree, kind: single, text: Do you take part?, sensitivity: none, required: true,
             options: [{id: "yes", label: "Yes"}, {id: never, label: Never, end: keep}]}
          - {id: pets, kind: multi, text: Which pets?, sensitivity: none, special: [none],
             options: [{id: cat, label: Cat}, {id: dog, label: Dog}, {id: all, label: All, exclusive: true}]}
          - {id: name, kind: text, text: "The {pet.label}?", sensitivity: none, loop: {over: {from: pets}, as: pet}}
          - {id: kind, kind: matrix, text: How kind?, sensitivity: none, rows: {from: pets}, row_special: [dont_know],
             columns: [{id: "1", label: Bad}, {id: "2", label: Good}]}
          - {id: food, kind: number, text: What food costs?, minimum: 0, maximum: 900, sensitivity: none,
             when: "'dog' in pets", checks: [{when: food > 500, message: Really?}]}
    """
)


def _covered(script: str) -> set[Target]:
    replayed_script = run(PETS, script)
    assert replayed_script.passed, [list(told(failure.verdict)) for failure in replayed_script.failures]
    return Coverage(PETS).add_session(replayed_script.session, replayed_script.shown)


def test_one_interview_covers_what_it_did() -> None:
    covered = _covered(
        "steps: [{skip: agree, problem: required}, {answer: {agree: 'yes', pets: [dog], 'name@dog': Rex}}, "
        "{answer: {kind: {dog: dont_know}}}, {answer: {food: 600}, warning: Really}, finish]"
    )
    assert Target(QUESTION, "food") in covered
    assert {t.detail for t in covered if t.kind == OPTION and t.owner == "pets"} == {"cat", "dog", "all"}
    assert {t.detail for t in covered if t.kind == CHOICE and t.owner == "pets"} == {"dog"}
    assert {t.detail for t in covered if t.kind == SPECIAL} == {"in a row: dont_know"}
    assert {t.detail for t in covered if t.kind == LOOP} == {"1"}
    assert {(t.owner, t.detail) for t in covered if t.kind == PROBLEM} == {("agree", "required"), ("food", "check_1")}
    assert Target(CONDITION, "question food", "holds") in covered
    assert Target(CONDITION, "question food", "does not hold") not in covered
    assert Target(ENDING, "complete") in covered


def test_both_sides_are_seen_when_somebody_changes_their_mind() -> None:
    covered = _covered("steps: [{answer: {agree: 'yes', pets: [dog], food: 3}}, {change: {pets: none}}, {go: end}]")
    sides = {target.detail for target in covered if target == Target(CONDITION, "question food", target.detail)}
    assert sides == {"holds", "does not hold"}
    assert Target(SPECIAL, "pets", "none") in covered


def test_what_lies_ahead_covers_nothing() -> None:
    covered = _covered("steps: [{answer: {agree: 'yes'}}]")
    assert not any(target.owner == "question food" for target in covered)
    assert Target(LOOP, "name", "0") not in covered


def test_exclusive_choices_and_endings_are_told_apart() -> None:
    assert Target(EXCLUSIVE, "pets", "all") in _covered("answers: {agree: 'yes', pets: All}")
    covered = _covered("answers: {agree: Never}")
    assert Target(ENDING, "agree", "never (keep)") in covered
    assert Target(ENDING, "complete") not in covered


def test_an_interview_that_keeps_nothing_covers_its_ending() -> None:
    coffee = shipped("examples/coffee")
    one = run(coffee, "steps: [{answer: {consent: 'no'}}]\nexpect: {ended: discarded}")
    assert one.passed
    covered = Coverage(coffee).add_session(one.session, one.shown)
    assert Target(ENDING, "consent", "no (discard)") in covered


@pytest.mark.parametrize("name", ["examples/coffee", "examples/workshop"])
def test_a_cover_reaches_everything_but_what_is_known_to_be_out_of_reach(name: str) -> None:
    questionnaire = shipped(name)
    found = cover(questionnaire)
    assert {str(target) for target in found.missing} <= _OUT_OF_REACH[name]
    again = [replay(Script(spec), questionnaire) for spec, _ in found.scripts]
    assert [one.script.name for one in again if not one.passed] == []
    coverage = Coverage(questionnaire)
    for one in again:
        coverage.add_session(one.session, one.shown)
    assert wanted(questionnaire) - set(coverage.counts) == found.missing
    assert len(found.scripts) <= 15


_OUT_OF_REACH = {
    "examples/coffee": set[str](),
    "examples/workshop": {f"draw reasons_shown: {count} items" for count in range(3)},
}


def test_every_target_and_every_condition_has_a_name_of_its_own() -> None:
    for name in ("2026", "examples/coffee", "examples/workshop"):
        questionnaire = shipped(name)
        places = [place.name for place in condition_places(questionnaire)]
        assert len(places) == len(set(places))
        assert {target.kind for target in targets(questionnaire)} <= set(KINDS)


def test_the_report_names_what_was_missed() -> None:
    coverage = Coverage(PETS)
    one = run(PETS, "answers: {agree: 'yes', pets: [cat]}")
    coverage.add_session(one.session, one.shown)
    lines = list(coverage_lines(coverage))
    assert "  food" in lines
    data = coverage_data(coverage)
    assert data["missed"]["question"] == ["food"]
    assert data["shares"]["question"] == {"covered": 4, "total": 5}
    assert data["paths"] == [{"sections": ["all"], "interviews": 1}]


def test_interviews_add_up() -> None:
    total = Coverage(PETS)
    for script in ("answers: {agree: never}", "answers: {agree: 'yes'}"):
        one = run(PETS, script)
        total.add_session(one.session, one.shown)
    assert total.interviews == 2
    assert total.counts[Target(QUESTION, "agree")] == 2
