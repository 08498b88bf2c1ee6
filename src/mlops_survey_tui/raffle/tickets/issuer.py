"""What a collector needs to issue tickets: one blind signature for one accepted bundle, at most once."""

from __future__ import annotations

from hashlib import sha256
from typing import Protocol

from .signing import SigningKey


class AlreadyIssuedError(Exception):
    """This bundle had its ticket, for another blinded message."""


class Ledger(Protocol):
    """Where the collector notes, durably, for which blinded message a bundle had its signature."""

    def claim(self, bundle_id: str, request: bytes) -> bytes:
        """Note the request of a bundle unless it has one already; return the one that is noted.

        Must be committed durably before it returns, and must let only one of two simultaneous claims win.
        """


class TicketIssuer:
    """Signs without seeing what: the signature says that some bundle was accepted, not which."""

    def __init__(self, key: SigningKey, ledger: Ledger) -> None:
        self._key, self._ledger = key, ledger

    def issue(self, bundle_id: str, blinded: bytes) -> bytes:
        """Return the signature for an accepted bundle. Asked again with the same message, it gives the same answer.

        Raises:
            AlreadyIssuedError: the bundle had its ticket.
            SigningError: the message cannot be signed; nothing is noted then.
        """
        signature = self._key.sign(blinded)
        request = sha256(blinded).digest()
        if self._ledger.claim(bundle_id, request) != request:
            raise AlreadyIssuedError(bundle_id)
        return signature
