"""Moderated sessions in a store, without a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.store.moderation import MODE, Companion
from mlops_survey_tui.store.observations import ModeratedSession, Moment, Observation, ObservationKind
from mlops_survey_tui.store.records import InterviewHeader
from mlops_survey_tui.store.store import Store

HEADER = InterviewHeader(
    "hash-1", "2026", "MLOps Community Survey 2026", "seed-1", MODE, questionnaire_text='{"id": "q"}'
)


def keep_session(
    store: Store, events: Sequence[Event], notes: bool = True, respondent: str = "R-1", header: InterviewHeader = HEADER
) -> str:
    """Store a moderated interview and return its id."""
    companion = Companion(ModeratedSession("", respondent, notes, (), "2026-11-28"), lambda: 5)
    with store.create(header, companion) as recorder:
        companion.session = ModeratedSession(recorder.interview_id, respondent, notes, (), "2026-11-28")
        recorder(events)
    return recorder.interview_id


def note(text: str, page: str = "question_1", sequence: int = 1, at_ms: int = 0) -> Observation:
    """Return a note."""
    return Observation(ObservationKind.NOTE, Moment(page, sequence, at_ms), {"text": text})


def rating(value: int, page: str = "question_1", sequence: int = 1, at_ms: int = 0) -> Observation:
    """Return a rating."""
    return Observation(ObservationKind.RATING, Moment(page, sequence, at_ms), {"value": value})
