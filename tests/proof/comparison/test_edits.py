"""Any edit of a questionnaire is found and classified, and the suggested lines explain it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.proof.comparison.editions import Comparison, compare_editions
from mlops_survey_tui.proof.comparison.state import State
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from tests.questionnaire.writing import QUESTIONS

from .editing import explained, files_of, next_edition, write
from .edits import EDITS, Expected

NAMES = ("examples/coffee", "examples/workshop")
SEEDS = (1, 3, 4)
NO_OCCASION = {("examples/coffee", "other_forms"), ("examples/coffee", "other_draw")}
"""Edits for which a questionnaire has no place."""
FREE = {"add_question", "move_question"}
"""Edits that need no explanation, unless they change whom a jump passes over."""


def _found(comparison: Comparison) -> set[tuple[Any, str]]:
    return {
        (reason.change.owner, reason.change.aspect)
        for question in comparison.questions
        for reason in question.reasons
        if not reason.verb
    }


def _check(name: str, edits: Sequence[str], chance: Random, folder: Path) -> str:
    """Make edits, compare, explain; return what came of it."""
    files = next_edition(files_of(name))
    expected: list[Expected] = [EDITS[edit](files, chance.choice) for edit in edits]
    old, new = QUESTIONS / name, write(folder, files)
    try:
        comparison = compare_editions(old, new)
    except QuestionnaireInvalid:
        return "no longer sound"
    if len(edits) == 1 and expected[0] is not None:
        owner, aspect = expected[0]
        assert (owner, aspect) in _found(comparison), edits
        if edits[0] not in FREE:
            assert not comparison.passes
            assert State.NOT_COMPARABLE in comparison.counts() or State.RETIRED in comparison.counts()
    for problem in comparison.problems:
        assert problem.fault.line >= 1
        assert (new / problem.fault.file).is_file()
    again = explained(comparison, old, new)
    assert again.passes, [str(problem.fault) for problem in again.problems]
    assert again.suggestions == []
    return "compared" if any(expected) else "no occasion"


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", NAMES)
def test_each_edit_is_found_and_explained(name: str, edit: str, tmp_path: Path) -> None:
    outcomes = {_check(name, [edit], Random(seed), tmp_path / str(seed)) for seed in SEEDS}
    assert "compared" in outcomes or (name, edit) in NO_OCCASION, outcomes


@given(
    name=st.sampled_from(NAMES),
    edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=6),
    seed=st.integers(),
)
@settings(max_examples=25, deadline=None)
def test_any_edits_together_are_explained(name: str, edits: list[str], seed: int) -> None:
    with TemporaryDirectory() as folder:
        event(_check(name, edits, Random(seed), Path(folder)))


@pytest.mark.parametrize("seed", range(5))
def test_the_survey_itself(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    edits = [chance.choice(sorted(EDITS)) for _ in range(1 if seed < 3 else 4)]
    _check("2026", edits, chance, tmp_path)


@pytest.mark.parametrize("name", [*NAMES, "2026"])
def test_nothing_changed_is_nothing_found(name: str, tmp_path: Path) -> None:
    comparison = compare_editions(QUESTIONS / name, write(tmp_path, next_edition(files_of(name))))
    assert comparison.passes
    assert {question.state for question in comparison.questions} == {State.COMPARABLE}
    assert not any(question.reasons or question.recodes for question in comparison.questions)
