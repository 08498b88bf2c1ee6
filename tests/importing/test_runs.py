"""Imported questionnaires run: random answers lead to their end, whatever chance decides."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.keys import split_key
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import Refused, drive
from mlops_survey_tui.rehearsal.replies import random_answer
from tests.importing.sources import ALL, FILES, imported

RUNS = 12
TRIES = 200


def _walked(questionnaire: Questionnaire, seed: int) -> list[str]:
    """Return the pages of one interview; answers that a check refuses are given anew."""
    session = Session.begin(
        questionnaire, seed=str(seed), sink=lambda events: None, clock=lambda: 0.0, chosen_seed=True
    )
    random, shown, tries = Random(seed), list[str](), 0

    def reply(page: Page) -> Answer:
        return EMPTY if tries > TRIES // 2 and not page.required else random_answer(page, random)

    while session.page() is not None:
        try:
            shown += drive(session, reply)
        except Refused:
            tries += 1
            assert tries < TRIES
    session.finish()
    return shown


@pytest.mark.parametrize("source", ALL, ids=lambda file: file.name)
def test_every_import_runs_to_its_end(source: Path, tmp_path: Path) -> None:
    questionnaire = imported(source, tmp_path / "out").questionnaire
    for seed in range(RUNS):
        assert _walked(questionnaire, seed)


def test_many_interviews_reach_every_question(tmp_path: Path) -> None:
    questionnaire = imported(FILES / "fruit.qsf", tmp_path / "out").questionnaire
    seen = {split_key(key)[0] for seed in range(150) for key in _walked(questionnaire, seed)}
    assert seen == {question.id for question in questionnaire.questions}
