"""The project's own scripts reach everything, and leave the same rows on the engine, by lines and by keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mlops_survey_tui.proof.graph.coverage import coverage_html, marks
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.batch import folder_of
from mlops_survey_tui.rehearsal.coverage.collecting import Coverage
from mlops_survey_tui.rehearsal.coverage.covering import wanted
from mlops_survey_tui.rehearsal.coverage.targets import CONDITION, QUESTION, SPECIAL
from mlops_survey_tui.rehearsal.replay import Replayed, replay
from mlops_survey_tui.rehearsal.script.reading import read_script
from mlops_survey_tui.rehearsal.through import FACES, opened, row_differences

from .scripts import failures

QUESTIONS = Path(__file__).resolve().parents[2] / "questions"
NAMES = ("2026", "examples/coffee", "examples/workshop")
SCRIPTS = [(name, file) for name in NAMES for file in sorted((QUESTIONS / name / "scripts").glob("*.yaml"))]
OUT_OF_REACH = {
    "2026": {*(f"draw severity_rows: {count} items" for count in range(7)), "loop mod_mix: 1", "loop tool_jobs: 0"},
    "examples/coffee": set[str](),
    "examples/workshop": {f"draw reasons_shown: {count} items" for count in range(3)},
}
"""What `check --cover` proves to be out of reach."""


@cache
def _questionnaire(name: str, language: str = "") -> Questionnaire:
    return load(QUESTIONS / name, language=language)


def _replayed(name: str, file: Path, face: str = "engine") -> Replayed:
    script = read_script(file)
    with opened(face) as open_face:
        return replay(script, _questionnaire(name, script.spec.language), open_face)


@pytest.mark.parametrize(("name", "file"), SCRIPTS, ids=[f"{name} {file.stem}" for name, file in SCRIPTS])
def test_a_script_leaves_the_same_rows_whatever_it_goes_through(name: str, file: Path) -> None:
    assert folder_of(read_script(file)) == QUESTIONS / name
    engine, *others = (_replayed(name, file, face) for face in FACES)
    assert engine.passed, failures(engine)
    for other in others:
        assert other.passed, failures(other)
        assert list(row_differences(engine, other)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_scripts_reach_everything_that_can_be_reached(name: str) -> None:
    coverage = Coverage(_questionnaire(name))
    for replayed in (_replayed(name, file) for of, file in SCRIPTS if of == name):
        coverage.add_session(replayed.session, replayed.shown)
    missed = {target for target in wanted(coverage.questionnaire) if not coverage.counts[target]}
    assert {str(target) for target in missed} == OUT_OF_REACH[name]
    for kind in (QUESTION, CONDITION, SPECIAL):
        assert coverage.missed(kind) == []
    page = coverage_html(coverage)
    assert page.lower().startswith("<!doctype html>")
    assert {mark.state for mark in marks(coverage).values()} <= {"reached", "partly"}
    assert "://" not in page.replace("http://www.w3.org", "")
