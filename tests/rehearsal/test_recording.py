"""A recorded interview replays to the same log, whatever the respondent did."""

from __future__ import annotations

from random import Random

import pytest

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.path import all_pages
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.clock import RehearsalClock
from mlops_survey_tui.rehearsal.recording import recorded
from mlops_survey_tui.rehearsal.replay import replay
from mlops_survey_tui.rehearsal.replies import random_answer
from tests.interview.surveys import Kept, shipped

from .scripts import failures, written_and_read


class _Wanderer:
    """Somebody who does everything that can be done, at random, and takes time."""

    def __init__(self, questionnaire: Questionnaire, seed: str) -> None:
        self.questionnaire, self.seed = questionnaire, seed
        self.random, self.clock = Random(seed), RehearsalClock()
        self.session = Session.begin(questionnaire, seed=seed, sink=Kept(), clock=self.clock)

    def wander(self, most: int = 400) -> Session:
        """Go on until the end, or for so many steps."""
        for _ in range(most):
            page = self.session.page()
            if page is None:
                self.session.finish()
                break
            self.clock.move(self.random.choice((0.0, 1.5, 7.25, 130.0)))
            if page.question == self.questionnaire.consent:
                self.session.answer(Answer("yes"))
            else:
                self._step()
            if self.session.ended:
                break
        return self.session

    def _step(self) -> None:
        page, luck = self.session.page(), self.random.random()
        assert page is not None
        if luck < 0.75:
            answer = random_answer(page, self.random, skips=0.15, specials=0.15)
            if self.session.answer(answer) and self.session.answer(answer):
                self.session.answer(EMPTY)
        elif luck < 0.82:
            self.session.back()
        elif luck < 0.86:
            self.session.undo()
        elif luck < 0.90:
            self.session.jump(self.random.choice(list(all_pages(self.session.world))))
        elif luck < 0.94:
            self.session.draft(random_answer(page, self.random))
        elif luck < 0.97:
            self.session.note("help_opened")
        else:
            self._leave_and_return()

    def _leave_and_return(self) -> None:
        if self.random.random() < 0.7:
            self.session.pause()
        self.session = Session.resume(
            self.questionnaire, self.session.log, seed=self.seed, sink=Kept(), clock=self.clock
        )


@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_done_replays_to_the_same_log(name: str, seed: int) -> None:
    questionnaire = shipped(name)
    session = _Wanderer(questionnaire, f"wander {seed}").wander()
    again = replay(written_and_read(recorded(questionnaire, session.seed, session.log)), questionnaire)
    assert again.passed, failures(again)
    assert again.session.log == session.log


def test_a_recorded_script_fails_when_the_questionnaire_changes() -> None:
    questionnaire = shipped("examples/coffee")
    session = _Wanderer(questionnaire, "change").wander()
    spec = recorded(questionnaire, session.seed, session.log)
    assert spec.expect is not None
    spec.expect.ended = "screened_out" if session.ended == "complete" else "complete"
    again = replay(written_and_read(spec), questionnaire)
    assert [failure.verdict.what for failure in again.failures] == ["ended"]
