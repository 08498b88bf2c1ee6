"""`mlops-survey raffle serve`: the service that receives entries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ...listening import shown_address
from ..printing import say
from .failing import failing

Database = Annotated[str, typer.Option("--database", metavar="URL", help="The raffle's own database: sqlite:///FILE.")]


def serve(
    database: Database,
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="The edition's raffle.json.")],
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8731,
    tickets: Annotated[
        Path | None, typer.Option("--tickets", metavar="FILE", help="Want a ticket that this public key verifies.")
    ] = None,
) -> None:
    """Receive entries, in a process and a database apart from the collector's."""
    with failing():
        from ...raffle.channel import read_channel
        from ...raffle.failures import RaffleError
        from ...raffle.service.database import open_entries
        from ...raffle.service.desk import Desk
        from ...raffle.service.serving import serve as run
        from ...raffle.tickets.public import read_ticket_key

        channel = read_channel(key)
        ticket_key = read_ticket_key(tickets) if tickets is not None else None
        if ticket_key is not None and ticket_key.edition != channel.edition:
            raise RaffleError("The tickets are of another edition.")
        entries = open_entries(database, channel.edition, create=True)
        address = shown_address("http", host, port)
        say(f"Entries of edition {channel.edition} for {', '.join(sorted(channel.keys))}: {address}")
        run(Desk(entries, channel.edition, channel.keys.keys(), ticket_key), host, port)
