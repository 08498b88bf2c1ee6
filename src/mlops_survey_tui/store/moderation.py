"""The moderator's part of the store: sessions, observations, the running time, and notes half typed.

The console and the respondent's program write to it at the same time; each write is one short transaction, and what
another program's transaction keeps waiting is tried again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..language import _
from .connection import Database
from .errors import DamagedInterview, StorageError, UnknownInterview
from .observations import (
    INSERT_OBSERVATION,
    INSERT_SESSION,
    OBSERVATION_COLUMNS,
    SESSION_COLUMNS,
    ModeratedSession,
    Moment,
    Observation,
    ObservationKind,
    ObservationRow,
    encoded,
    first_checksum,
    has_words,
    header_digest,
    observation_follows,
    observation_of,
    observation_row,
    session_of,
    session_row,
)

MODE = "moderated"
TRIES = 3
"""How often a write is tried while another program has the database; each try waits for some seconds."""

_SESSION = f"SELECT {', '.join(SESSION_COLUMNS)} FROM moderated WHERE interview_id = ?"
_SESSIONS = f"SELECT {', '.join(SESSION_COLUMNS)} FROM moderated ORDER BY interview_id"
_OBSERVATIONS = f"SELECT {', '.join(OBSERVATION_COLUMNS)} FROM observations WHERE interview_id = ? ORDER BY number"
_ADVANCE = "UPDATE moderated SET observations = ?, checksum = ? WHERE interview_id = ?"
_NOW = "INSERT OR REPLACE INTO moderated_now (interview_id, elapsed_ms, clock_ms, running) VALUES (?, ?, ?, ?)"
_READ_NOW = "SELECT elapsed_ms, clock_ms, running FROM moderated_now WHERE interview_id = ?"
_KEEP_DRAFT = """
    INSERT OR REPLACE INTO observation_drafts (interview_id, place, page, sequence, at_ms, data)
    VALUES (?, ?, ?, ?, ?, ?)
"""
_READ_DRAFT = "SELECT page, sequence, at_ms, data FROM observation_drafts WHERE interview_id = ? AND place = ?"
_DROP_DRAFT = "DELETE FROM observation_drafts WHERE interview_id = ? AND place = ?"
_STATE = """
    SELECT interviews.events, interviews.status, moderated.observations,
        moderated_now.elapsed_ms, moderated_now.clock_ms, moderated_now.running
    FROM interviews JOIN moderated ON moderated.interview_id = interviews.id
        LEFT JOIN moderated_now ON moderated_now.interview_id = interviews.id
    WHERE interviews.id = ?
"""
_NEWEST = f"""
    SELECT interviews.id FROM interviews JOIN moderated ON moderated.interview_id = interviews.id
    WHERE interviews.mode = '{MODE}' AND interviews.status = 'open' ORDER BY interviews.last_use DESC
"""
Result = TypeVar("Result")


class NotesRefused(StorageError):  # noqa: N818 - says what is the case
    """Words of a respondent were to be kept who has not agreed to that."""

    def __init__(self) -> None:
        super().__init__("no_consent_to_notes", _("The respondent has not agreed to notes: no words are kept."))


@dataclass(frozen=True, slots=True)
class Now:
    """The running time when it was last written down.

    ``clock_ms`` is the machine's monotonic clock at that moment, which all programs of one boot share.
    """

    elapsed_ms: int = 0
    clock_ms: int = 0
    running: bool = False

    def elapsed(self, clock_ms: int) -> int:
        """Return the running time at a later moment; a clock before the noted one (after a reboot) adds nothing."""
        return self.elapsed_ms + (max(0, clock_ms - self.clock_ms) if self.running else 0)


@dataclass(frozen=True, slots=True)
class State:
    """What changes while a session runs: lengths of the log and of the observations, and the running time."""

    events: int
    status: str
    observations: int
    now: Now


class Moderation:
    """Sessions of moderators. Every method may raise :class:`StorageError`; then nothing was changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def session(self, interview_id: str) -> ModeratedSession | None:
        """Return the session of an interview, if it has one."""
        with self._database.reading() as connection:
            row = connection.execute(_SESSION, (interview_id,)).fetchone()
        return None if row is None else session_of(row)

    def sessions(self) -> list[ModeratedSession]:
        """Return all sessions."""
        with self._database.reading() as connection:
            return [session_of(row) for row in connection.execute(_SESSIONS)]

    def newest(self) -> list[str]:
        """Return the ids of the interviews that are still open, the last used first."""
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(_NEWEST)]

    def state(self, interview_id: str) -> State | None:
        """Return what changes while a session runs; nothing while it has not begun."""
        with self._database.reading() as connection:
            row = connection.execute(_STATE, (interview_id,)).fetchone()
        if row is None:
            return None
        return State(row[0], row[1], row[2], Now(row[3] or 0, row[4] or 0, bool(row[5])))

    def observe(self, interview_id: str, observation: Observation, place: str = "") -> Observation:
        """Add an observation and drop the draft of its place; it is on the disk when this returns.

        Raises:
            NotesRefused: it has words in it, and the respondent has not agreed to notes.
        """

        def job(connection: sqlite3.Connection) -> Observation:
            row = connection.execute(_SESSION, (interview_id,)).fetchone()
            if row is None:
                text = _("Interview {id} has no moderated session.")
                raise UnknownInterview("unknown_session", text.format(id=interview_id))
            if has_words(observation) and not session_of(row).notes:
                raise NotesRefused
            added = observation_row(interview_id, row[-1], row[-2] + 1, observation)
            connection.execute(INSERT_OBSERVATION, added)
            connection.execute(_ADVANCE, (added[1], added[-1], interview_id))
            connection.execute(_DROP_DRAFT, (interview_id, place))
            return observation_of(added)

        return self._write(job)

    def observations(self, interview_id: str, *, good_part: bool = False) -> list[Observation]:
        """Return what was recorded, proven entry by entry; with ``good_part`` up to the first damage.

        Raises:
            DamagedInterview: something is not as it was written.
        """
        with self._database.reading() as connection:
            rows = good_observations(connection, interview_id) if good_part else proven(connection, interview_id)
        return [observation_of(row) for row in rows]

    def keep_now(self, interview_id: str, now: Now) -> None:
        """Write the running time down."""
        row = (interview_id, now.elapsed_ms, now.clock_ms, int(now.running))
        self._write(lambda connection: connection.execute(_NOW, row))

    def keep_draft(self, interview_id: str, place: str, observation: Observation | None) -> None:
        """Keep what is half typed at a place (console, panel), or nothing any more.

        Raises:
            NotesRefused: the respondent has not agreed to notes.
        """
        if observation is None:
            self._write(lambda connection: connection.execute(_DROP_DRAFT, (interview_id, place)))
            return
        moment, data = observation.moment, encoded({"kind": observation.kind, **observation.data})
        row = (interview_id, place, moment.page, moment.sequence, moment.at_ms, data)

        def job(connection: sqlite3.Connection) -> None:
            session = connection.execute(_SESSION, (interview_id,)).fetchone()
            if session is None or not session_of(session).notes:
                raise NotesRefused
            connection.execute(_KEEP_DRAFT, row)

        self._write(job)

    def draft(self, interview_id: str, place: str) -> Observation | None:
        """Return what was half typed at a place."""
        with self._database.reading() as connection:
            row = connection.execute(_READ_DRAFT, (interview_id, place)).fetchone()
        if row is None:
            return None
        data = json.loads(row[3])
        return Observation(ObservationKind(data.pop("kind")), Moment(*row[:3]), data)

    def _write(self, job: Callable[[sqlite3.Connection], Result]) -> Result:
        for attempt in range(1, TRIES + 1):
            try:
                with self._database.transaction() as connection:
                    return job(connection)
            except StorageError as error:
                if error.code != "locked" or attempt == TRIES:
                    raise
        raise AssertionError("unreachable")


class Companion:
    """Writes a session's row and running time in the same transactions that write its interview's log."""

    def __init__(self, session: ModeratedSession, clock_ms: Callable[[], int], elapsed_ms: int = 0) -> None:
        """``elapsed_ms`` is the running time of the log so far."""
        self.session = session
        self.elapsed_ms = elapsed_ms
        self._clock_ms = clock_ms

    def __call__(self, connection: sqlite3.Connection, added_ms: int) -> None:
        """Write along with entries that took so many milliseconds."""
        connection.execute(INSERT_SESSION, session_row(self.session))
        elapsed = self.elapsed_ms + added_ms
        connection.execute(_NOW, (self.session.interview_id, elapsed, self._clock_ms(), 1))


def good_observations(connection: sqlite3.Connection, interview_id: str) -> list[ObservationRow]:
    """Return the observations of an interview up to the first that is missing or not as it was written."""
    good: list[ObservationRow] = []
    previous = first_checksum(interview_id)
    for row in connection.execute(_OBSERVATIONS, (interview_id,)):
        if row[1] != len(good) + 1 or not observation_follows(row, previous):
            break
        good.append(row)
        previous = row[-1]
    return good


def proven(connection: sqlite3.Connection, interview_id: str) -> Sequence[ObservationRow]:
    """Return all observations of an interview.

    Raises:
        DamagedInterview: the session or an observation is not as it was written.
    """
    row = connection.execute(_SESSION, (interview_id,)).fetchone()
    rows = good_observations(connection, interview_id)
    if row is None:
        return ()
    if row[5] != header_digest(session_of(row)):
        raise DamagedInterview(interview_id, 0, row[-2], _("the header of its moderated session does not match"))
    last = rows[-1][-1] if rows else first_checksum(interview_id)
    if (len(rows), last) != (row[-2], row[-1]):
        what = _("observation {number} of its moderator is missing or not as it was written")
        raise DamagedInterview(interview_id, 0, row[-2], what.format(number=len(rows) + 1))
    return rows
