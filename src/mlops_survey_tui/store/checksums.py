"""Log entries as rows, each with a checksum over itself and the checksum before it.

The chain makes a flipped character, a missing entry and a changed order all visible, also where
SQLite's own check sees a sound file. It guards against accidents, not against forgery.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..interview.events import Event, EventKind
from ..language import _
from ..light import blake2b
from .errors import StorageError
from .records import InterviewHeader

_SIZE = 8
_SEPARATOR = "\x1f"
_KINDS = {str(kind): kind for kind in EventKind}
_PLAIN = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ESCAPED = json.JSONEncoder(allow_nan=False, separators=(",", ":"))


class EventRow(NamedTuple):
    """One row of the table ``events``, in the order of its columns."""

    interview_id: str
    sequence: int
    kind: str
    page: str
    data: str
    active_ms: int
    checksum: str


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits of BLAKE2b over the parts."""
    return blake2b(_SEPARATOR.join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def start_of_chain(interview_id: str) -> str:
    """Return the checksum that the first entry of an interview follows."""
    return digest(interview_id)


def header_checksum(interview_id: str, header: InterviewHeader, started: str) -> str:
    """Return the checksum over what is fixed when an interview begins."""
    return digest(
        interview_id,
        header.questionnaire_hash,
        header.edition,
        header.title,
        header.seed,
        header.mode,
        header.language,
        started,
    )


def chain(interview_id: str, previous: str, events: Iterable[Event]) -> list[EventRow]:
    """Return the rows of events that follow the entry whose checksum is ``previous``."""
    rows = []
    for event in events:
        data = _encoded(event)
        previous = _of_entry(previous, event.sequence, event.kind, event.page, data, event.active_ms)
        rows.append(EventRow(interview_id, event.sequence, event.kind, event.page, data, event.active_ms, previous))
    return rows


def follows(row: EventRow, previous: str) -> bool:
    """Whether a row is as it was written, right after the entry whose checksum is ``previous``."""
    _, sequence, kind, page, data, active_ms, checksum = row
    return checksum == _of_entry(previous, sequence, kind, page, data, active_ms)


def _of_entry(previous: str, sequence: int, kind: str, page: str, data: str, active_ms: int) -> str:
    """Return the :func:`digest` of an entry's parts, without the way through a list of any length."""
    text = (
        f"{previous}{_SEPARATOR}{sequence}{_SEPARATOR}{kind}{_SEPARATOR}{page}{_SEPARATOR}{data}{_SEPARATOR}{active_ms}"
    )
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def event_of(row: EventRow) -> Event:
    """Return the event that a good row holds."""
    kind = _KINDS.get(row.kind)
    if kind is None:
        raise StorageError(
            "unknown_kind",
            _("Interview {id} was written by a newer version (entry kind “{kind}”).").format(
                id=row.interview_id, kind=row.kind
            ),
            _("Update mlops-survey to open it."),
        )
    data: dict[str, Any] = json.loads(row.data)
    return Event(row.sequence, kind, row.page, data, row.active_ms)


def _encoded(event: Event) -> str:
    """Return the event's data as JSON; text that UTF-8 cannot hold (lone surrogates) is escaped."""
    try:
        text = _PLAIN.encode(dict(event.data))
    except (TypeError, ValueError) as error:
        message = _("Entry {number} holds what cannot be stored ({error}).")
        message = message.format(number=event.sequence, error=error)
        raise StorageError("not_storable", message) from error
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _ESCAPED.encode(dict(event.data))
    return text
