"""A place for tickets: proof that some bundle was accepted, which does not say which.

The collector knows no raffle. What issues tickets is handed to it by whoever starts it.
"""

from __future__ import annotations

from typing import Protocol


class TicketNotIssued(Exception):  # noqa: N818
    """No ticket is given: this bundle had one, or what was sent cannot be signed."""


class Tickets(Protocol):
    """Issues one ticket for each accepted bundle."""

    async def issue(self, bundle_id: str, blinded: bytes) -> bytes:
        """Return the blind signature for an accepted bundle; asked again with the same message, the same.

        Raises:
            TicketNotIssued: there is none for this bundle and message.
            Unavailable: it cannot be noted now.
        """
