"""What an entrant sends: exact bytes on one side, exact reading on the other."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..strict_json import NotStrict, strict_json

SEALED_BYTES = 335
"""A sealed record: 32 bytes of key, 287 of salt and padded contact, 16 that show every change."""
LARGEST_BODY = 4096
HASH_BYTES = 32
MESSAGE_BYTES = 64
_FIELDS = {"edition", "purpose", "sealed", "withdrawal"}


class RecordError(Exception):
    """A record that is not as it must be: a code for programs, and the field."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code, field)
        self.code, self.field = code, field


@dataclass(frozen=True, slots=True)
class Ticket:
    """Proof of an accepted bundle that does not say which: a random message and its signature."""

    message: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """One wish as it is sent. ``withdrawal`` is the hash of the token that takes it back."""

    edition: str
    purpose: str
    sealed: bytes
    withdrawal: bytes
    ticket: Ticket | None = None

    def body(self) -> bytes:
        """Return the record as it goes over the wire."""
        data: dict[str, Any] = {
            "edition": self.edition,
            "purpose": self.purpose,
            "sealed": _base64(self.sealed),
            "withdrawal": self.withdrawal.hex(),
        }
        if self.ticket is not None:
            data["ticket"] = ticket_data(self.ticket)
        return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def ticket_data(ticket: Ticket) -> dict[str, str]:
    """Return a ticket as data for JSON."""
    return {"message": _base64(ticket.message), "signature": _base64(ticket.signature)}


def read_record(body: bytes) -> Record:
    """Read a record, or refuse it: every field must be there, nothing else, and each of the exact size.

    Raises:
        RecordError: it is not such a record.
    """
    data = read_exact_json(body)
    given = data.keys() - {"ticket"}
    if given != _FIELDS:
        raise RecordError("wrong_fields", min(_FIELDS - given, default=""))
    ticket = read_ticket(data["ticket"]) if "ticket" in data else None
    edition, purpose = _text(data, "edition"), _text(data, "purpose")
    return Record(edition, purpose, _bytes(data, "sealed", SEALED_BYTES), _hash(data, "withdrawal"), ticket)


def read_ticket(data: Any) -> Ticket:
    """Read the data of a ticket.

    Raises:
        RecordError: it is no ticket.
    """
    if not isinstance(data, dict) or data.keys() != {"message", "signature"}:
        raise RecordError("wrong_fields", "ticket")
    return Ticket(_bytes(data, "message", MESSAGE_BYTES), _bytes(data, "signature", None))


def read_exact_json(body: bytes) -> dict[str, Any]:
    """Read an object of strict JSON (see :func:`mlops_survey_tui.strict_json.strict_json`).

    Raises:
        RecordError: it is no such object.
    """
    try:
        data = strict_json(body)
    except NotStrict:
        raise RecordError("not_json") from None
    if not isinstance(data, dict):
        raise RecordError("not_an_object")
    return data


def read_hash(text: str) -> bytes | None:
    """Return a hash from its one way of being written, 64 small hexadecimal digits; None if it is not."""
    if len(text) != 2 * HASH_BYTES or not set(text) <= set("0123456789abcdef"):
        return None
    return bytes.fromhex(text)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _text(data: Mapping[str, Any], field: str) -> str:
    value = data[field]
    if not isinstance(value, str):
        raise RecordError("not_text", field)
    return value


def _hash(data: Mapping[str, Any], field: str) -> bytes:
    value = read_hash(_text(data, field))
    if value is None:
        raise RecordError("not_a_hash", field)
    return value


def _bytes(data: Mapping[str, Any], field: str, size: int | None) -> bytes:
    text = _text(data, field)
    try:
        value = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise RecordError("not_base64", field) from None
    if _base64(value) != text:
        raise RecordError("not_base64", field)
    if size is not None and len(value) != size:
        raise RecordError("wrong_size", field)
    return value
