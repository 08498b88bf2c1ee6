"""Walks through whole interviews in any face: every page, its help, refusals, the review, and the end."""

from __future__ import annotations

from random import Random
from typing import Any

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.replies import random_answer

from .pseudo import greek


def begun(questionnaire: Questionnaire, seed: str) -> Session:
    """Begin an interview that is kept nowhere and costs no time."""
    return Session.begin(questionnaire, seed=seed, sink=lambda events: None, clock=lambda: 0.0, pace_guard=False)


def walk(driver: Any, session: Session, seed: int) -> None:
    """Take an interview from its first page to its end; on the way ask for help, refuse to answer, look back."""
    random = Random(seed)
    while (page := session.page()) is not None and not session.ended:
        driver.help()
        if page.required:
            driver.answer(EMPTY)
        answer = reply_to(page, session, random)
        for _attempt in range(2):
            if not driver.answer(answer):
                break
    if not session.ended:
        driver.jump(session.review()[-1].key)
        while (page := session.page()) is not None:
            driver.answer(page.answer or EMPTY)
        assert driver.finish()


def reply_to(page: Page, session: Session, random: Random) -> Answer:
    """Return agreement where it is asked for, else a random answer whose words are in Greek letters."""
    if page.question == session.questionnaire.consent:
        return Answer(page.options[0].id)
    answer = random_answer(page, random, skips=0.05)
    value = greek(answer.value) if page.kind in ("text", "long_text") and answer.value else answer.value
    return Answer(value, answer.special, {id_: greek(words) for id_, words in answer.texts.items()})
