"""Makes an entry of a wish: salt, hash, sealed record, receipt, and a place in the queue."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..channel import Channel
from ..contact import normalised
from ..entry import Entry
from ..failures import RaffleError
from ..keys import public_key
from ..record import Record, Ticket
from ..sealing import seal
from .places import RaffleDirectory
from .queue import Queue, Waiting
from .receipts import Receipt

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that somebody wishes, and how to reach them for it."""

    purpose: str
    contact: str
    ticket: Ticket | None = None


def enter(wish: Wish, channel: Channel, directory: RaffleDirectory, queue: Queue) -> tuple[Waiting, Path]:
    """Make an entry, keep its receipt, then queue it; return what waits and the receipt's file.

    Raises:
        RaffleError: the address is none, there is no key for the wish, or a file cannot be written.
    """
    entry = Entry(channel.edition, wish.purpose, normalised(wish.contact))
    token = secrets.token_bytes(_TOKEN_BYTES)
    sealed = seal(entry, public_key(channel.key(wish.purpose)))
    record = Record(channel.edition, wish.purpose, sealed, sha256(token).digest(), wish.ticket)
    receipt = Receipt(channel.edition, wish.purpose, channel.service, entry.hash, entry.salt, token)
    file = receipt.write(directory.receipts)
    try:
        return queue.put(entry.hash, channel.service, record.body()), file
    except RaffleError:
        file.unlink(missing_ok=True)
        raise
