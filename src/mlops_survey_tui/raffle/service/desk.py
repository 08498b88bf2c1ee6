"""What the service does with an entry, apart from how it came in: one answer for each request."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from ..entry import DRAWN
from ..record import Record
from ..tickets.public import TicketKey
from .database import CLOSED, Change, Entries


class Answer(Enum):
    """An HTTP status, and a code for programs."""

    CREATED = 201, "created"
    ALREADY_THERE = 200, "already_there"
    WITHDRAWN = 204, "withdrawn"
    WRONG_TOKEN = 404, "unknown"
    OTHER_RECORD = 409, "entry_taken"
    GONE = 410, "withdrawn"
    CLOSED = 410, "closed"
    WRONG_EDITION = 422, "wrong_edition"
    UNKNOWN_PURPOSE = 422, "unknown_purpose"
    TICKET_NEEDED = 403, "ticket_needed"
    TICKET_BAD = 403, "ticket_not_valid"
    TICKET_SPENT = 403, "ticket_used"
    TICKET_UNWANTED = 422, "no_ticket_wanted"

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.value[0]

    @property
    def code(self) -> str:
        """The code for programs."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Desk:
    """Accepts and takes back the entries of one edition."""

    entries: Entries
    edition: str
    purposes: Collection[str]
    tickets: TicketKey | None = None

    def put(self, entry: bytes, record: Record) -> Answer:
        """Accept a record once, durably; the same record again is not an error."""
        problem = self._misfit(record)
        if problem is not None:
            return problem
        with self.entries.changing() as change:
            found = change.find(entry)
            if found is not None:
                same = found == (record.purpose, record.sealed, record.withdrawal)
                return Answer.ALREADY_THERE if same else Answer.OTHER_RECORD
            return self._add(change, entry, record)

    def _add(self, change: Change, entry: bytes, record: Record) -> Answer:
        if change.is_withdrawn(entry):
            return Answer.GONE
        if change.fact(CLOSED):
            return Answer.CLOSED
        if record.ticket is not None and not change.spend(sha256(record.ticket.message).digest()):
            return Answer.TICKET_SPENT
        change.add(entry, record)
        return Answer.CREATED

    def _misfit(self, record: Record) -> Answer | None:
        if record.edition != self.edition:
            return Answer.WRONG_EDITION
        if record.purpose not in self.purposes:
            return Answer.UNKNOWN_PURPOSE
        if self.tickets is None or record.purpose != DRAWN:
            return None if record.ticket is None else Answer.TICKET_UNWANTED
        if record.ticket is None:
            return Answer.TICKET_NEEDED
        good = self.tickets.verifies(record.ticket.message, record.ticket.signature)
        return None if good else Answer.TICKET_BAD

    def withdraw(self, entry: bytes, token: bytes) -> Answer:
        """Take an entry back; a wrong token and an unknown entry look alike, and doing it again is no error."""
        with self.entries.changing() as change:
            found = change.find(entry)
            expected = found[2] if found else secrets.token_bytes(32)
            right = hmac.compare_digest(sha256(token).digest(), expected)
            if change.fact(CLOSED):
                return Answer.CLOSED
            if change.is_withdrawn(entry):
                return Answer.WITHDRAWN
            if not right:
                return Answer.WRONG_TOKEN
            change.withdraw(entry)
            return Answer.WITHDRAWN
