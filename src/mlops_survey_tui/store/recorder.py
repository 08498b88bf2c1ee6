"""The answer path: entries of one interview's log, durable before the next question appears."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Self

from ..interview.events import Event, EventKind
from ..language import _
from .checksums import EventRow, chain
from .connection import Database
from .errors import InterviewInUse, StorageError
from .locks import FileLock
from .records import status_after
from .rows import ENTER_INTERVIEW, INSERT_EVENT, KEEP_QUESTIONNAIRE, StoredInterview, questionnaire_row

_ADVANCE = (
    "UPDATE interviews SET events = ?, checksum = ?, updated = ?, last_use = ?, status = coalesce(?, status) "
    "WHERE id = ? AND events = ? AND checksum = ?"
)
_HEAD = "SELECT events, checksum FROM interviews WHERE id = ?"
_WITHDRAW = "DELETE FROM events WHERE interview_id = ? AND sequence > ?"

Beside = Callable[[sqlite3.Connection, int], None]
"""Writes something in the transaction of entries, which took so many milliseconds."""


class Recorder:
    """Writes one interview; call it with the entries that belong together.

    The interview is the recorder's alone until :meth:`close`. An interview that is created and gets no entry
    leaves nothing behind.
    """

    def __init__(
        self,
        database: Database,
        interview: StoredInterview,
        lock: FileLock | None,
        *,
        is_new: bool,
        now: Callable[[], datetime],
        after: Callable[[int], None],
        beside: Beside | None = None,
    ) -> None:
        """``after`` is called with the number of answers once they are stored, ``beside`` while they are."""
        self.interview_id = interview.id
        self.header = interview.header
        self._database = database
        self._interview = interview
        self._lock = lock
        self._is_new = is_new
        self._now = now
        self._after = after
        self._beside = beside
        self._stored_ms = 0
        self._events = interview.events
        self._checksum = interview.checksum
        self._unconfirmed: set[str] = set()

    def __call__(self, events: Sequence[Event]) -> None:
        """Append entries, all or none; they are on the disk when this returns.

        Raises:
            StorageError: nothing was stored, and the same or other entries can be given again.
        """
        if not events:
            return
        rows = self._rows(events)
        try:
            with self._database.transaction() as connection:
                self._append(connection, rows, status_after(events))
                if self._beside is not None:
                    self._beside(connection, self._stored_ms + _active_ms(events))
        except StorageError:
            self._unconfirmed.add(rows[-1].checksum)
            raise
        self._events, self._checksum = rows[-1].sequence, rows[-1].checksum
        self._unconfirmed.clear()
        self._is_new = False
        self._stored_ms += _active_ms(events)
        self._after(sum(event.kind is EventKind.ANSWERED for event in events))

    def close(self) -> None:
        """Let other programs have the interview."""
        if self._lock is not None:
            self._lock.release(remove=self._is_new)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _rows(self, events: Sequence[Event]) -> list[EventRow]:
        for expected, event in enumerate(events, start=self._events + 1):
            if event.sequence != expected:
                raise StorageError(
                    "out_of_order",
                    _("Entry {expected} was expected, not {found}.").format(expected=expected, found=event.sequence),
                )
        return chain(self.interview_id, self._checksum, events)

    def _append(self, connection: sqlite3.Connection, rows: list[EventRow], status: str | None) -> None:
        if self._is_new:
            self._enter(connection)
        reached = (rows[-1].sequence, rows[-1].checksum)
        advanced = (*reached, self._time(), self._interview.last_use, status, self.interview_id)
        if connection.execute(_ADVANCE, (*advanced, self._events, self._checksum)).rowcount == 0:
            before = self._withdraw(connection)
            connection.execute(_ADVANCE, (*advanced, *before))
        connection.executemany(INSERT_EVENT, rows)

    def _withdraw(self, connection: sqlite3.Connection) -> tuple[int, str]:
        """Take back entries that were written although the disk said that they were not.

        Returns:
            The number of entries and the checksum that the database has for the interview.

        Raises:
            InterviewInUse: the entries are not ours: another program wrote them.
        """
        head: tuple[int, str] | None = connection.execute(_HEAD, (self.interview_id,)).fetchone()
        if head is None or head[1] not in self._unconfirmed:
            raise InterviewInUse(self.interview_id)
        connection.execute(_WITHDRAW, (self.interview_id, self._events))
        return head

    def _enter(self, connection: sqlite3.Connection) -> None:
        """Write the interview's own row, with the questionnaire it is held under."""
        header = self.header
        if header.questionnaire_text:
            row = questionnaire_row(header.questionnaire_hash, header.questionnaire_text)
            connection.execute(KEEP_QUESTIONNAIRE, row)
        connection.execute(ENTER_INTERVIEW, replace(self._interview, updated=self._time()).as_row())

    def _time(self) -> str:
        return self._now().isoformat(" ", "minutes")[:16]


def _active_ms(events: Sequence[Event]) -> int:
    return sum(event.active_ms for event in events)
