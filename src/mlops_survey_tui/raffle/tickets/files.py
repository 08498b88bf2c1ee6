"""A ticket as a file that the respondent keeps until it is used."""

from __future__ import annotations

import json
from pathlib import Path

from ..failures import FaultyFile
from ..private_files import read_text, write_private
from ..record import RecordError, Ticket, read_exact_json, read_ticket, ticket_data


def write_ticket(path: Path, ticket: Ticket) -> None:
    """Write a ticket for its owner alone.

    Raises:
        RaffleError: it cannot be written.
    """
    write_private(path, json.dumps(ticket_data(ticket), indent=2).encode())


def read_ticket_file(path: Path) -> Ticket:
    """Read a ticket.

    Raises:
        RaffleError: it is no ticket.
    """
    try:
        return read_ticket(read_exact_json(read_text(path).encode()))
    except RecordError:
        raise FaultyFile(f"{path} is no ticket.") from None
