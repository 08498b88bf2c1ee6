"""Tiny questionnaires that each prove one behaviour, with scripts that say what a careful author expects of it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.difference import told
from mlops_survey_tui.rehearsal.replay import replay
from mlops_survey_tui.rehearsal.script.reading import read_script, script_files
from mlops_survey_tui.rehearsal.script.writing import write_script

from .negations import negated
from .scripts import failures, written_and_read

BEHAVIOURS = Path(__file__).parent / "behaviours"
SCRIPTS = script_files([BEHAVIOURS])
all_scripts = pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: f"{file.parent.parent.name}-{file.stem}")


@lru_cache
def questionnaire(name: str) -> Questionnaire:
    """Return one of the questionnaires."""
    return compile_folder(BEHAVIOURS / name, name)


def questionnaire_of(file: Path) -> Questionnaire:
    """Return the questionnaire that a script lies in."""
    return questionnaire(file.parent.parent.name)


def test_every_questionnaire_says_what_it_proves_and_has_scripts_for_more_than_one_side() -> None:
    folders = sorted(BEHAVIOURS.iterdir())
    assert len(folders) >= 40
    for folder in folders:
        first = (folder / "survey.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# "), folder
        assert "Known from" in first, folder
        assert len(list((folder / "scripts").glob("*.yaml"))) >= 2, folder
    assert all(file.parent.name == "scripts" for file in SCRIPTS)


@all_scripts
def test_the_engine_behaves_as_expected(file: Path) -> None:
    replayed = replay(read_script(file), questionnaire_of(file))
    assert replayed.passed, failures(replayed)
    assert replayed.judged


@all_scripts
def test_every_single_expectation_can_fail(file: Path) -> None:
    for what, script in negated(read_script(file)):
        found = replay(script, questionnaire_of(file)).failures
        assert found, what
        for failure in found:
            assert failure.line > 0, what
            assert len(list(told(failure.verdict))) >= 2, what


@all_scripts
def test_a_script_is_the_same_when_it_was_written_and_read(file: Path) -> None:
    spec = read_script(file).spec
    assert write_script(written_and_read(spec).spec) == write_script(spec)
