"""Putting together what several files still hold of a moderator's observations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ..language import _
from .observations import (
    INSERT_OBSERVATION,
    INSERT_SESSION,
    OBSERVATION_COLUMNS,
    SESSION_COLUMNS,
    ModeratedSession,
    ObservationRow,
    first_checksum,
    header_digest,
    observation_follows,
    session_of,
    session_row,
)

_SESSION = f"SELECT {', '.join(SESSION_COLUMNS)} FROM moderated WHERE interview_id = ?"
_ONE = f"SELECT {', '.join(OBSERVATION_COLUMNS)} FROM observations WHERE interview_id = ? AND number = ?"
_FORGET = "DELETE FROM observations WHERE interview_id = ?", "DELETE FROM moderated WHERE interview_id = ?"


@dataclass(frozen=True, slots=True)
class MendedSession:
    """What could be put together of one moderated session, and how many observations it is known to have had."""

    session: ModeratedSession
    rows: list[ObservationRow]
    expected: int

    @property
    def lost(self) -> int:
        """How many observations no file holds any more."""
        return max(0, self.expected - len(self.rows))


def mend_session(interview_id: str, files: Sequence[sqlite3.Connection]) -> MendedSession | None:
    """Return the longest run of observations that the files hold together; nothing without a session.

    A session whose header is not as it was written counts as one without consent to notes and without a code.
    """
    found = [row for file in files if (row := _session(file, interview_id))]
    if not found:
        return None
    good = [session_of(row) for row in found if row[5] == header_digest(session_of(row))]
    expected = max((row[6] for row in found if isinstance(row[6], int)), default=0)
    return MendedSession((good or [ModeratedSession(interview_id)])[0], _merged(interview_id, files), expected)


def write_session(connection: sqlite3.Connection, interview_id: str, mended: MendedSession | None) -> None:
    """Put a mended session in the place of what a database has of it."""
    if mended is None:
        return
    for statement in _FORGET:
        connection.execute(statement, (interview_id,))
    connection.execute(INSERT_SESSION, session_row(mended.session, mended.rows))
    connection.executemany(INSERT_OBSERVATION, mended.rows)


def take_over_session(connection: sqlite3.Connection, interview_id: str, mended: MendedSession | None) -> None:
    """Write a mended session where it goes further than what is there."""
    present = _session(connection, interview_id)
    if mended is not None and (present is None or len(mended.rows) > present[6]):
        write_session(connection, interview_id, mended)


def observations_lost(sessions: Iterable[tuple[str, MendedSession | None]]) -> list[str]:
    """Say what no file holds any more of what moderators recorded."""
    text = _("Interview {id}: {lost} of {expected} observations of its moderator are lost.")
    return [
        text.format(id=interview_id, lost=mended.lost, expected=mended.expected)
        for interview_id, mended in sessions
        if mended is not None and mended.lost
    ]


def _session(file: sqlite3.Connection, interview_id: str) -> tuple[str, str, int, str, str, str, int, str] | None:
    with suppress(sqlite3.DatabaseError):
        found: tuple[str, str, int, str, str, str, int, str] | None
        found = file.execute(_SESSION, (interview_id,)).fetchone()
        return found
    return None


def _merged(interview_id: str, files: Sequence[sqlite3.Connection]) -> list[ObservationRow]:
    merged: list[ObservationRow] = []
    previous = first_checksum(interview_id)
    while row := _next(files, interview_id, len(merged) + 1, previous):
        merged.append(row)
        previous = row[-1]
    return merged


def _next(files: Sequence[sqlite3.Connection], interview_id: str, number: int, previous: str) -> ObservationRow | None:
    rows = (_one(file, interview_id, number) for file in files)
    return next((row for row in rows if row is not None and observation_follows(row, previous)), None)


def _one(file: sqlite3.Connection, interview_id: str, number: int) -> ObservationRow | None:
    with suppress(sqlite3.DatabaseError):
        found: ObservationRow | None = file.execute(_ONE, (interview_id, number)).fetchone()
        return found
    return None
