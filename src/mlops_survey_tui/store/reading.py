"""Reading interviews back, and proving that they are as they were written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from ..interview.events import EventKind
from ..language import _
from .checksums import EventRow, digest, follows, start_of_chain
from .errors import DamagedInterview, StorageError, UnknownInterview, fault_code
from .identifiers import LENGTH, normalise
from .records import InterviewSummary
from .rows import EVENT_COLUMNS, INTERVIEW_COLUMNS, StoredInterview

_BEGINNING = "SELECT id FROM interviews WHERE id >= ? AND id < ? ORDER BY id"
_INTERVIEW = f"SELECT {', '.join(INTERVIEW_COLUMNS)} FROM interviews WHERE id = ?"
_LOG = f"SELECT {', '.join(EVENT_COLUMNS)} FROM events WHERE interview_id = ? ORDER BY sequence"
_ENTRY = f"SELECT {', '.join(EVENT_COLUMNS)} FROM events WHERE interview_id = ? AND sequence = ?"
_QUESTIONNAIRE = "SELECT text, checksum FROM questionnaires WHERE hash = ?"
_MOST_USES = 2**53
"""More than there will ever be: such a number is damage."""
_NEXT_USE = "SELECT coalesce(max(CAST(last_use AS INTEGER)), 0) + 1 FROM interviews WHERE CAST(last_use AS INTEGER) < ?"
_SUMMARIES = f"""
    SELECT id, title, edition, mode, language, status, started, updated, CAST(events AS INTEGER),
        (SELECT count(DISTINCT page) FROM events
            WHERE interview_id = id AND kind = '{EventKind.ANSWERED}' AND data != '{{}}')
    FROM interviews WHERE ? IS NULL OR mode = ? ORDER BY last_use DESC, id
"""


def find(connection: sqlite3.Connection, typed: str) -> str:
    """Return the id that a person means by an id or its beginning.

    Raises:
        UnknownInterview: none begins so, or several do.
    """
    beginning = normalise(typed)
    ids = [row[0] for row in connection.execute(_BEGINNING, (beginning, f"{beginning}~"))]
    if not ids or not beginning:
        raise _unknown(typed)
    if len(ids) == 1:
        return str(ids[0])
    raise UnknownInterview(
        "ambiguous_interview",
        _("Several interviews begin with “{typed}”: {ids}.").format(typed=typed, ids=", ".join(ids)),
        _("Give more of its {number} characters.").format(number=LENGTH),
    )


def stored_interview(connection: sqlite3.Connection, interview_id: str) -> StoredInterview:
    """Return the row of an interview.

    Raises:
        UnknownInterview: there is none with exactly this id.
    """
    row = connection.execute(_INTERVIEW, (interview_id,)).fetchone()
    if row is None:
        raise _unknown(interview_id)
    return StoredInterview.from_row(row)


def good_rows(connection: sqlite3.Connection, interview_id: str) -> list[EventRow]:
    """Return the entries of an interview up to the first that is missing or not as it was written."""
    good: list[EventRow] = []
    previous = start_of_chain(interview_id)
    for row in _rows(connection, interview_id):
        if row.sequence != len(good) + 1 or not follows(row, previous):
            break
        good.append(row)
        previous = row.checksum
    return good


def entry(connection: sqlite3.Connection, interview_id: str, sequence: int) -> EventRow | None:
    """Return one entry, unproven; nothing when it is missing or cannot be reached."""
    try:
        row = connection.execute(_ENTRY, (interview_id, sequence)).fetchone()
    except sqlite3.DatabaseError as error:
        if fault_code(error) not in ("damaged", "io_error"):
            raise
        return None
    return None if row is None else EventRow(*row)


def verified(connection: sqlite3.Connection, interview_id: str) -> tuple[StoredInterview, list[EventRow]]:
    """Return an interview and its whole log, proven entry by entry.

    Raises:
        UnknownInterview: there is none with this id.
        DamagedInterview: something is not as it was written; says up to where the log is good.
    """
    interview = stored_interview(connection, interview_id)
    rows = good_rows(connection, interview_id)
    if complaint := _complaint(connection, interview, rows):
        raise DamagedInterview(interview_id, len(rows), interview.events, complaint)
    return interview, rows


def good_part(connection: sqlite3.Connection, interview_id: str) -> tuple[StoredInterview, list[EventRow]]:
    """Return an interview and its log up to the first damage."""
    return stored_interview(connection, interview_id), good_rows(connection, interview_id)


def questionnaire_text(connection: sqlite3.Connection, questionnaire_hash: str) -> str:
    """Return the compiled questionnaire with this hash.

    Raises:
        StorageError: there is none, or it is not as it was stored.
    """
    row = connection.execute(_QUESTIONNAIRE, (questionnaire_hash,)).fetchone()
    if row is None:
        raise StorageError(
            "unknown_questionnaire", _("Questionnaire {hash} is not stored here.").format(hash=questionnaire_hash)
        )
    if row[1] != digest(row[0]):
        raise StorageError(
            "damaged_questionnaire",
            _("The stored questionnaire {hash} is damaged.").format(hash=questionnaire_hash),
            _("Run the version of the survey that the interview began with."),
        )
    return str(row[0])


def summaries(
    connection: sqlite3.Connection, mode: str | None, in_use: Callable[[str], bool]
) -> list[InterviewSummary]:
    """Return the list of interviews, the last used first."""
    rows = connection.execute(_SUMMARIES, (mode, mode)).fetchall()
    return [InterviewSummary(*(*map(_said, row[:8]), *row[8:], in_use(_said(row[0])))) for row in rows]


def _said(cell: object) -> str:
    """Return what is said in words, which damage may have made something else."""
    return cell if isinstance(cell, str) else ascii(cell)


def next_use(connection: sqlite3.Connection) -> int:
    """Return the number that orders the list: counted, because clocks can be wrong."""
    return int(connection.execute(_NEXT_USE, (_MOST_USES,)).fetchone()[0])


def _unknown(typed: str) -> UnknownInterview:
    return UnknownInterview(
        "unknown_interview",
        _("There is no interview “{typed}” here.").format(typed=typed),
        _("`mlops-survey responses list` shows all."),
    )


def _rows(connection: sqlite3.Connection, interview_id: str) -> Iterator[EventRow]:
    """Yield rows until SQLite finds damage, which ends the log like a missing entry."""
    try:
        yield from map(EventRow._make, connection.execute(_LOG, (interview_id,)))
    except sqlite3.DatabaseError as error:
        if fault_code(error) != "damaged":
            raise


def _complaint(connection: sqlite3.Connection, interview: StoredInterview, rows: list[EventRow]) -> str:
    if not interview.header_is_good:
        return _("its header does not match its checksum")
    last = rows[-1].checksum if rows else start_of_chain(interview.id)
    if (len(rows), last) == (interview.events, interview.checksum):
        following = entry(connection, interview.id, len(rows) + 1)
        return "" if following is None else _("there are entries after its end")
    if entry(connection, interview.id, len(rows) + 1) is None:
        return _("entry {number} is missing").format(number=len(rows) + 1)
    return _("entry {number} does not match its checksum").format(number=len(rows) + 1)
