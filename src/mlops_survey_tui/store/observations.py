"""What a moderator records beside an interview, and the rows that keep it. Nothing of it is in the interview's log.

Like the log, observations are only ever added to, each with a checksum over itself and the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..language import _
from ..plain_json import plain_json
from .checksums import digest
from .errors import StorageError


class ObservationKind(StrEnum):
    """What a moderator can record; ``taken_back`` withdraws an earlier one by its number."""

    NOTE = "note"
    RATING = "rating"
    FLAG = "flag"
    PROBE = "probe"
    THINK_ALOUD = "think_aloud"
    TIMER = "timer"
    TAKEN_BACK = "taken_back"


FLAGS = ("unclear", "too_long", "missing_option", "refused", "misread")
STOPPED, RUNNING = "stopped", "running"
"""What a change of the timer says."""
_WORDS = ("text", "probe")
"""Fields that hold words of people; without consent to notes none of them is kept."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was observed: the page, the log's last entry, and milliseconds of the interview's running time."""

    page: str = ""
    sequence: int = 0
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that a moderator recorded; ``number`` counts from 1 within an interview and is given by the store."""

    kind: ObservationKind
    moment: Moment
    data: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True, slots=True)
class ModeratedSession:
    """A live session: the respondent's code, whether notes may be kept, the sections asked, the local date."""

    interview_id: str
    respondent: str = ""
    notes: bool = False
    sections: tuple[str, ...] = ()
    started: str = ""


SESSION_COLUMNS = (
    "interview_id", "respondent", "notes", "sections", "started", "header_checksum", "observations", "checksum",
)  # fmt: skip
OBSERVATION_COLUMNS = ("interview_id", "number", "kind", "page", "sequence", "at_ms", "data", "checksum")
_PLACES = ", ".join
INSERT_SESSION = (
    f"INSERT OR IGNORE INTO moderated ({_PLACES(SESSION_COLUMNS)}) VALUES ({_PLACES('?' * len(SESSION_COLUMNS))})"
)
INSERT_OBSERVATION = (
    f"INSERT INTO observations ({_PLACES(OBSERVATION_COLUMNS)}) VALUES ({_PLACES('?' * len(OBSERVATION_COLUMNS))})"
)
SessionRow = tuple[str, str, int, str, str, str, int, str]
ObservationRow = tuple[str, int, str, str, int, int, str, str]


def first_checksum(interview_id: str) -> str:
    """Return the checksum that the first observation follows."""
    return digest(interview_id, "observations")


def header_digest(session: ModeratedSession) -> str:
    """Return the checksum over what is fixed when a session begins."""
    return digest(
        session.interview_id, session.respondent, int(session.notes), _list(session.sections), session.started
    )


def session_row(session: ModeratedSession, rows: Sequence[ObservationRow] = ()) -> SessionRow:
    """Return the row of a session that has these observations."""
    last = rows[-1][-1] if rows else first_checksum(session.interview_id)
    return (
        session.interview_id, session.respondent, int(session.notes), _list(session.sections), session.started,
        header_digest(session), len(rows), last,
    )  # fmt: skip


def session_of(row: Sequence[Any]) -> ModeratedSession:
    """Return the session of a row in the order of ``SESSION_COLUMNS``; damaged sections read as none."""
    try:
        sections = tuple(plain_json(row[3]))
    except (ValueError, TypeError):
        sections = ()
    return ModeratedSession(row[0], row[1], bool(row[2]), sections, row[4])


def observation_row(interview_id: str, previous: str, number: int, observation: Observation) -> ObservationRow:
    """Return the row of an observation that follows the one whose checksum is ``previous``."""
    moment, data = observation.moment, encoded(observation.data)
    told = (number, str(observation.kind), moment.page, moment.sequence, moment.at_ms, data)
    return (interview_id, *told, digest(previous, *told))


def observation_follows(row: Sequence[Any], previous: str) -> bool:
    """Whether a row is as it was written, right after the one whose checksum is ``previous``."""
    return bool(row[-1] == digest(previous, *row[1:-1]))


def observation_of(row: Sequence[Any]) -> Observation:
    """Return the observation of a good row.

    Raises:
        StorageError: a newer version wrote it.
    """
    try:
        kind = ObservationKind(row[2])
    except ValueError as error:
        message = _("An observation of interview {id} was written by a newer version (kind “{kind}”).")
        remedy = _("Update mlops-survey to open it.")
        raise StorageError("unknown_kind", message.format(id=row[0], kind=row[2]), remedy) from error
    return Observation(kind, Moment(row[3], row[4], row[5]), json.loads(row[6]), row[1])


def encoded(data: Mapping[str, Any]) -> str:
    """Return data as JSON that UTF-8 can hold."""
    return json.dumps(dict(data), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def has_words(observation: Observation) -> bool:
    """Whether an observation quotes somebody, which needs the respondent's consent to notes."""
    return observation.kind is ObservationKind.NOTE or any(observation.data.get(name) for name in _WORDS)


def standing(observations: Iterable[Observation]) -> list[Observation]:
    """Return the observations that were not taken back, in the order of recording."""
    found = list(observations)
    gone = {one.data.get("number") for one in found if one.kind is ObservationKind.TAKEN_BACK}
    return [one for one in found if one.number not in gone and one.kind is not ObservationKind.TAKEN_BACK]


def _list(sections: Iterable[str]) -> str:
    return json.dumps(list(sections), separators=(",", ":"))
