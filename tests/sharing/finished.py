"""Finished interviews in a store of their own, ready to be shared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import InterviewHeader
from mlops_survey_tui.store.store import Store
from tests.interview.surveys import Clock, shipped

ANSWERS = {
    "consent": Answer("yes"),
    "drinks": Answer("coffee"),
    "cups": Answer(3),
    "makes": Answer(["filter", "other"], texts={"other": "my own machine, ask me@example.org"}),
    "message": Answer("A secret recipe"),
}
"""A coffee drinker who types words twice."""


def coffee(collector: str = "", status: str = "open", withdrawal_deadline: str = "") -> Questionnaire:
    """Return the questionnaire about coffee, with a collector."""
    survey = shipped("examples/coffee")
    return replace(survey, collector=collector, status=status, withdrawal_deadline=withdrawal_deadline)


def finished(directory: Path, survey: Questionnaire, mode: str = "respondent", seed: str = "s1") -> str:
    """Store a finished interview and return its id."""
    with open_store(directory) as store:
        return finished_in(store, survey, mode, seed)


def finished_in(
    store: Store, survey: Questionnaire, mode: str = "respondent", seed: str = "s1", *, end: bool = True
) -> str:
    """Store an interview, finished unless it is to wait for that, and return its id."""
    header = InterviewHeader(
        survey.content_hash, survey.edition, survey.title, seed, mode, questionnaire_text=survey.to_json()
    )
    with store.create(header) as recorder:
        session = Session.begin(survey, seed=seed, sink=recorder, clock=Clock(5.0))
        drive(session, from_mapping(ANSWERS))
        if end:
            session.finish()
    return recorder.interview_id
