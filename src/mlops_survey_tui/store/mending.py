"""Putting logs together again from what several files still hold of them.

Every entry carries a checksum over itself and the one before it, so an entry of any copy that fits is the
entry that was written. What no copy has, and all that came after it, is lost and said to be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..interview.events import EventKind
from .checksums import EventRow, event_of, follows, header_checksum, start_of_chain
from .connection import connect
from .errors import UnknownInterview
from .examination import shadowed
from .files import is_plain
from .mending_observations import MendedSession, mend_session, write_session
from .reading import entry, stored_interview
from .records import Status, status_after
from .rows import INSERT_EVENT, REPLACE_INTERVIEW, StoredInterview, questionnaire_row


@dataclass(frozen=True, slots=True)
class Mended:
    """What could be put together of one interview, and how many entries it is known to have had.

    ``moderated`` is the same for what its moderator recorded.
    """

    interview: StoredInterview
    rows: list[EventRow]
    expected: int
    moderated: MendedSession | None = None

    @property
    def lost(self) -> int:
        """How many entries no file holds any more."""
        return max(0, self.expected - len(self.rows))


@contextmanager
def sources(paths: Sequence[Path]) -> Iterator[list[sqlite3.Connection]]:
    """Open files as they are, without locking or changing them; those that cannot be read are left out."""
    with ExitStack() as stack:
        opened = []
        for path in filter(is_plain, paths):
            with suppress(sqlite3.Error):
                connection = stack.enter_context(closing(connect(path, "immutable")))
                if not shadowed(connection):
                    opened.append(connection)
        yield opened


def mend(interview_id: str, files: Sequence[sqlite3.Connection]) -> Mended | None:
    """Return the longest log that the files hold together, best source first; nothing without a header."""
    headers = [found for file in files if (found := _header(file, interview_id))]
    if not headers:
        return None
    good = [header for header in headers if header.header_is_good]
    expected = max((header.events for header in headers if isinstance(header.events, int)), default=0)
    moderated = mend_session(interview_id, files)
    return Mended(good[0] if good else _legible(headers[0]), _merged(interview_id, files), expected, moderated)


def write_mended(connection: sqlite3.Connection, mended: Mended) -> None:
    """Put a mended log in the place of what a database has of that interview."""
    interview, rows = mended.interview, mended.rows
    last = rows[-1].checksum if rows else start_of_chain(interview.id)
    check = header_checksum(interview.id, interview.header, interview.started)
    ends = [event_of(row) for row in rows if row.kind == EventKind.FINISHED]
    known = status_after(ends) or Status.OPEN
    written = replace(interview, header_checksum=check, status=known, events=len(rows), checksum=last)
    connection.execute("DELETE FROM events WHERE interview_id = ?", (interview.id,))
    connection.execute(REPLACE_INTERVIEW, written.as_row())
    connection.executemany(INSERT_EVENT, rows)
    write_session(connection, interview.id, mended.moderated)


def interview_ids(file: sqlite3.Connection) -> tuple[set[str], bool]:
    """Return the ids of the interviews that a file still lists, and whether all of it could be read."""
    found, complete = [], True
    try:
        for row in file.execute("SELECT id FROM interviews"):
            found.append(row[0])
    except sqlite3.DatabaseError:
        complete = False
    ids = {one for one in found if isinstance(one, str) and one.isascii()}
    return ids, complete and len(ids) == len(found)


def good_questionnaires(file: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return the questionnaires of a file that are as they were stored."""
    found = []
    with suppress(sqlite3.DatabaseError):
        for row in file.execute("SELECT hash, text, checksum FROM questionnaires"):
            if row == questionnaire_row(row[0], row[1]):
                found.append(row)
    return found


def _header(file: sqlite3.Connection, interview_id: str) -> StoredInterview | None:
    try:
        return stored_interview(file, interview_id)
    except (sqlite3.DatabaseError, UnknownInterview):
        return None


def _legible(interview: StoredInterview) -> StoredInterview:
    """Return an interview whose header is damaged with text in all places of text."""
    texts = (cell if isinstance(cell, str) else ascii(cell) for cell in interview.as_row())
    told = (text.encode("ascii", "backslashreplace").decode() for text in texts)
    return replace(StoredInterview.from_row(tuple(told)), last_use=0, events=0)


def _merged(interview_id: str, files: Sequence[sqlite3.Connection]) -> list[EventRow]:
    merged: list[EventRow] = []
    previous = start_of_chain(interview_id)
    while row := _next(files, interview_id, len(merged) + 1, previous):
        merged.append(row)
        previous = row.checksum
    return merged


def _next(files: Sequence[sqlite3.Connection], interview_id: str, sequence: int, previous: str) -> EventRow | None:
    rows = (_entry(file, interview_id, sequence) for file in files)
    return next((row for row in rows if row is not None and follows(row, previous)), None)


def _entry(file: sqlite3.Connection, interview_id: str, sequence: int) -> EventRow | None:
    try:
        return entry(file, interview_id, sequence)
    except sqlite3.DatabaseError:
        return None
