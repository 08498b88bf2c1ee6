"""`mlops-survey raffle keygen`: makes the organiser's keys, offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..printing import put, say
from .failing import failing, passphrase


def keygen(
    edition: Annotated[str, typer.Option("--edition", metavar="NAME", help="The edition, as in its manifest.")],
    purposes: Annotated[
        list[str] | None, typer.Option("--for", metavar="WISH", help="A wish to make a key for. May be repeated.")
    ] = None,
    service: Annotated[str, typer.Option("--service", metavar="URL", help="Where entries will be sent.")] = "",
    tickets: Annotated[bool, typer.Option("--tickets", help="Make the key that signs tickets instead.")] = False,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write the files.")] = Path(),
) -> None:
    """Make keys: private ones stay offline, encrypted with a passphrase; the public file is published."""
    with failing():
        out.mkdir(parents=True, exist_ok=True)
        if tickets:
            _ticket_key(edition, out)
        else:
            _channel_keys(edition, purposes or ["raffle"], service, out)
    say("Keep private file and passphrase offline, apart from each other. Without both, no record can be opened.")


def _channel_keys(edition: str, purposes: list[str], service: str, out: Path) -> None:
    from dataclasses import replace

    from ...raffle.channel import NAME, Channel, read_channel
    from ...raffle.entering.sending import checked_address
    from ...raffle.failures import RaffleError
    from ...raffle.keys import make_key
    from ...raffle.private_files import write_private

    file = out / NAME
    channel = read_channel(file) if file.is_file() else Channel(edition)
    if channel.edition != edition:
        raise RaffleError(f"{file} is of edition {channel.edition}.")
    channel = replace(channel, service=checked_address(service)) if service else channel
    words = passphrase(twice=True)
    for purpose in purposes:
        private = out / f"raffle-{edition}-{purpose}.private.pem"
        channel = channel.with_key(purpose, make_key(private, words))
        write_private(file, channel.text().encode(), replace=True)
        put(f"{purpose}: {channel.fingerprint(purpose)} ({private})")
    file.chmod(0o644)
    put(str(file))


def _ticket_key(edition: str, out: Path) -> None:
    from ...raffle.private_files import write_private
    from ...raffle.tickets.signing import make_ticket_key

    private, public = out / f"tickets-{edition}.private.pem", out / f"tickets-{edition}.json"
    key = make_ticket_key(private, passphrase(twice=True), edition).public
    write_private(public, key.text().encode())
    public.chmod(0o644)
    put(f"tickets: {key.fingerprint} ({private})")
    put(str(public))
