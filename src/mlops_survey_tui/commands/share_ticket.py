"""Joins sharing with what asks for raffle tickets: neither knows the other.

What is sent along with the bundle is blinded, so the collector signs it without seeing the ticket.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..private_files import check_room
from ..raffle.failures import CannotUse, FaultyFile, RaffleError
from ..raffle.tickets.blinding import Blinded, BlindingError, ask_for_ticket, ticket_from
from ..raffle.tickets.files import write_ticket
from ..raffle.tickets.public import TicketKey, read_ticket_key


@dataclass(slots=True)
class TicketWish:
    """A ticket that is asked for; ``said`` is what came of it."""

    key: TicketKey
    file: Path
    said: str = "The collector gave no ticket. It can be had only while this command sends."
    _asked: Blinded = field(init=False)

    def __post_init__(self) -> None:
        self._asked = ask_for_ticket(self.key)

    @property
    def headers(self) -> dict[str, str]:
        """What goes along with the bundle."""
        return {"X-Ticket-Request": base64.b64encode(self._asked.sent).decode("ascii")}

    def taken(self, answered: Any) -> None:
        """Keep the ticket in what a collector answered."""
        given = answered.get("ticket") if isinstance(answered, dict) else None
        if not isinstance(given, str):
            return
        try:
            signature = base64.b64decode(given, validate=True)
            write_ticket(self.file, ticket_from(self.key, self._asked, signature))
        except (BlindingError, RaffleError, binascii.Error) as error:
            self.said = f"The collector's ticket is not good: {error}"
        else:
            self.said = f"Your raffle ticket: {self.file}. To use it: mlops-survey raffle enter --ticket {self.file}"


def ticket_wish(key: Path, file: Path) -> TicketWish:
    """Return a wish for a ticket under a published key.

    Raises:
        RaffleError: the key cannot be used, or there is a file already.
    """
    if file.exists():
        raise RaffleError(f"There is a file already: {file}. Choose another name.")
    try:
        check_room(file)  # once the bundle is sent it would be too late: the ticket is given only then
        return TicketWish(read_ticket_key(key), file)
    except OSError as error:
        raise CannotUse(f"{file}: {error.strerror}") from error
    except BlindingError as error:
        raise FaultyFile(f"{key}: {error}") from None
