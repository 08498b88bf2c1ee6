"""`mlops-survey raffle notify-list`: opens the winners' records, or a list of contacts, and deletes the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..printing import put, say
from .failing import agreed, failing, passphrase
from .serve import Database

if TYPE_CHECKING:
    from ...raffle.drawing.notifying import Opened, Opener


def notify_list(
    database: Database,
    private: Annotated[Path, typer.Option("--private", metavar="FILE", help="The private key for this kind of wish.")],
    purpose: Annotated[str, typer.Option("--for", metavar="WISH", help="The kind of wish.")] = "raffle",
    result: Annotated[
        Path | None, typer.Option("--result", metavar="FILE", help="The published result, for the raffle.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the contacts to this file, for you alone."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete the rest without asking.")] = False,
) -> None:
    """Open the winners first and only as many as needed, then delete all other records."""
    with failing():
        from ...raffle.drawing.notifying import Opener, forget
        from ...raffle.keys import read_key
        from ...raffle.private_files import write_private
        from ...raffle.service.database import open_entries

        entries = open_entries(database)
        opener = Opener(entries, entries.fact("edition"), read_key(private, passphrase()))
        opened = _opened(opener, purpose, result)
        contacts = list(opened.contacts.values())
        if out is not None:
            write_private(out, "".join(f"{contact}\n" for contact in contacts).encode())
        else:
            for contact in contacts:
                put(contact)
        for entry, reason in opened.passed_over.items():
            say(f"passed over: {entry.hex()}: {reason}")
        say(f"{len(contacts)} contact(s).{f' They are in {out}.' if out else ''}")
        if not yes and not agreed("Have you kept them? Delete the other sealed records now, for good?"):
            say("Nothing was deleted.")
            return
        gone = forget(entries, purpose, opened.contacts if result is not None else ())
        entries.close()
    say(f"{gone} sealed record(s) deleted, and their place in the file overwritten.")


def _opened(opener: Opener, purpose: str, result: Path | None) -> Opened:
    from ...raffle.drawing.published import read_result
    from ...raffle.entry import DRAWN

    if purpose == DRAWN and result is not None:
        return opener.winners(read_result(result))
    return opener.all(purpose)
