"""The rows of the tables, and the statements that write them."""

from __future__ import annotations

from dataclasses import dataclass

from .checksums import EventRow, digest, header_checksum, start_of_chain
from .records import InterviewHeader, Status

_HEADER_COLUMNS = ("questionnaire_hash", "edition", "title", "seed", "mode", "language")
_STATE_COLUMNS = ("started", "header_checksum", "status", "updated", "last_use", "events", "checksum")
INTERVIEW_COLUMNS = ("id", *_HEADER_COLUMNS, *_STATE_COLUMNS)
EVENT_COLUMNS = EventRow._fields
QUESTIONNAIRE_COLUMNS = ("hash", "text", "checksum")


def _insert(verb: str, table: str, columns: tuple[str, ...]) -> str:
    return f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


INSERT_EVENT = _insert("INSERT", "events", EVENT_COLUMNS)
ENTER_INTERVIEW = _insert("INSERT OR IGNORE", "interviews", INTERVIEW_COLUMNS)
REPLACE_INTERVIEW = _insert("INSERT OR REPLACE", "interviews", INTERVIEW_COLUMNS)
KEEP_QUESTIONNAIRE = _insert("INSERT OR IGNORE", "questionnaires", QUESTIONNAIRE_COLUMNS)


@dataclass(frozen=True, slots=True)
class StoredInterview:
    """The row of an interview: its header, and how far its log was when it was last written."""

    id: str
    header: InterviewHeader
    started: str
    header_checksum: str
    status: str
    updated: str
    last_use: int
    events: int
    checksum: str

    @classmethod
    def new(cls, interview_id: str, header: InterviewHeader, started: str, last_use: int) -> StoredInterview:
        """Return an interview that has no entry yet."""
        check = header_checksum(interview_id, header, started)
        start = start_of_chain(interview_id)
        return cls(interview_id, header, started, check, Status.OPEN, started, last_use, 0, start)

    @classmethod
    def from_row(cls, row: tuple[str | int, ...]) -> StoredInterview:
        """Return the interview of a row in the order of ``INTERVIEW_COLUMNS``."""
        fields = len(_HEADER_COLUMNS) + 1
        return cls(row[0], InterviewHeader(*row[1:fields]), *row[fields:])  # type: ignore[arg-type]

    def as_row(self) -> tuple[str | int, ...]:
        """Return the row in the order of ``INTERVIEW_COLUMNS``."""
        header = tuple(getattr(self.header, column) for column in _HEADER_COLUMNS)
        return (self.id, *header, *(getattr(self, column) for column in _STATE_COLUMNS))

    @property
    def header_is_good(self) -> bool:
        """Whether the header is as it was written."""
        return self.header_checksum == header_checksum(self.id, self.header, self.started)


def questionnaire_row(questionnaire_hash: str, text: str) -> tuple[str, str, str]:
    """Return the row of a compiled questionnaire."""
    return questionnaire_hash, text, digest(text)
