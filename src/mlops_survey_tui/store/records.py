"""What the store says about an interview, beside its log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..interview.events import Event, EventKind


class Status(StrEnum):
    """How far an interview is."""

    OPEN = "open"
    FINISHED = "finished"
    SCREENED_OUT = "screened_out"


STATUS_OF_OUTCOME = {"complete": Status.FINISHED, "screened_out": Status.SCREENED_OUT}
"""Status by the outcome that a ``finished`` event carries."""


@dataclass(frozen=True, slots=True)
class InterviewHeader:
    """What is fixed when an interview begins.

    ``questionnaire_text`` is the compiled questionnaire; with it the first entry of the log and the
    questionnaire are written together, so that an interview never started leaves nothing behind.
    It is left out where an interview is read.
    """

    questionnaire_hash: str
    edition: str
    title: str
    seed: str
    mode: str = "respondent"
    language: str = "en"
    questionnaire_text: str = ""


@dataclass(frozen=True, slots=True)
class InterviewSummary:
    """One line of the list of interviews.

    ``started`` is a local date, ``updated`` a local date and time to the minute; both are for people and
    decide nothing. ``status`` is one of :class:`Status`. ``events`` counts log entries, ``answers`` the
    pages that were answered at least once; texts that only inform do not count.
    """

    id: str
    title: str
    edition: str
    mode: str
    language: str
    status: str
    started: str
    updated: str
    events: int
    answers: int
    in_use: bool


def status_after(events: Iterable[Event]) -> Status | None:
    """Return the status that entries lead to, or nothing when they leave it as it is."""
    finished = [event for event in events if event.kind is EventKind.FINISHED]
    return STATUS_OF_OUTCOME.get(str(finished[-1].data.get("outcome"))) if finished else None
