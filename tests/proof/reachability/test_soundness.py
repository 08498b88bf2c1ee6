"""Proofs agree with every interview there is: on small questionnaires all of them are walked."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.proof.reachability.prove import Budget, prove
from mlops_survey_tui.proof.reachability.target import seen_in
from mlops_survey_tui.proof.reachability.trace import walked_by
from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.questionnaire.model import Questionnaire

from .exhaustive import everything_seen
from .small import questionnaires

WORD = Budget(candidates=20)


def compiled(text: str) -> Questionnaire | None:
    """Compile a questionnaire from its text; None if the compiler finds a fault in it."""
    with TemporaryDirectory() as folder:
        Path(folder, "survey.yaml").write_text(text, encoding="utf-8")
        try:
            return compile_folder(Path(folder), "hash")
        except QuestionnaireInvalid:
            return None


@given(questionnaires(), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_verdicts_agree_with_every_interview(text: str, solver: bool) -> None:
    questionnaire = compiled(text)
    if questionnaire is None:
        return
    seen = everything_seen(questionnaire)
    proof = prove(questionnaire, WORD, solver=solver)
    for target in proof.targets:
        if proof.verdicts.never(target):
            assert solver, "without a solver nothing is proved"
            assert target not in seen, f"{target} was said to be out of reach in\n{text}"
        elif proof.verdicts.reached(target):
            assert target in seen_in(walked_by(questionnaire, proof.witnesses[target]))
        else:
            assert not solver, f"{target} was left undecided in\n{text}"


@pytest.mark.parametrize("solver", [True, False])
def test_an_empty_budget_proves_what_it_can(solver: bool) -> None:
    text = "id: one\ntitle: One\nedition: a\nversion: '1'\nsections: [{id: s, title: S, questions: [{id: q, kind: info, text: Hello., sensitivity: none}]}]\n"
    questionnaire = compiled(text)
    assert questionnaire is not None
    proof = prove(questionnaire, Budget(0, 0, 0), solver=solver)
    assert not proof.faults
