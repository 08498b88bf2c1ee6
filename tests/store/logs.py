"""Small logs to store, and stores to put them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import InterviewHeader
from mlops_survey_tui.store.store import Store

HEADER = InterviewHeader("hash-1", "2026", "MLOps Community Survey 2026", "seed-1", questionnaire_text='{"id": "q"}')


def answered(sequence: int, value: object = "yes", page: str = "") -> Event:
    """Return one answer."""
    return Event(sequence, EventKind.ANSWERED, page or f"question_{sequence}", {"value": value}, 1200)


def log(length: int, first: int = 1) -> list[Event]:
    """Return consecutive answers."""
    return [answered(sequence) for sequence in range(first, first + length)]


def finished(sequence: int, outcome: str = "complete") -> Event:
    """Return the end of an interview."""
    return Event(sequence, EventKind.FINISHED, "", {"outcome": outcome}, 5)


def keep(store: Store, events: Sequence[Event], header: InterviewHeader = HEADER) -> str:
    """Store one interview and return its id."""
    with store.create(header) as recorder:
        recorder(events)
    return recorder.interview_id


def filled(directory: Path, length: int = 60, interviews: int = 1) -> list[str]:
    """Make a store with interviews, and a backup of it; return their ids."""
    with open_store(directory) as store:
        ids = [keep(store, log(length)) for _ in range(interviews)]
        store.back_up()
    return ids


def database(directory: Path) -> Path:
    """Return the database file of a data directory."""
    return directory / "interviews.sqlite3"
