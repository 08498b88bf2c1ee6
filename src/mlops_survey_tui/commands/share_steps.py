"""What `mlops-survey share` does once it is known what is to be shared: talk, save, send, list."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .. import exit_codes
from .printing import put, say

if TYPE_CHECKING:
    from ..sharing.envelope import Envelope
    from ..sharing.outbox import Outbox, Parcel
    from ..sharing.proposal import Proposal


def described(envelope: Envelope) -> str:
    """Return the size and the hash of a bundle."""
    return f"{len(envelope.body)} bytes, SHA-256 {envelope.digest}"


def list_shared(outbox: Outbox) -> None:
    """List what is on its way, and the receipts."""
    parcels, receipts = outbox.parcels(), outbox.receipts()
    if not parcels and not receipts:
        say("Nothing was shared from here.")
    row = "{:<10} {:<9} {:<10} {}"
    put(row.format("INTERVIEW", "EDITION", "STATE", "RECEIPT"))
    for receipt in receipts:
        state = "withdrawn" if receipt.withdrawn else "shared"
        until = f" (until {receipt.deadline})" if receipt.deadline and not receipt.withdrawn else ""
        put(row.format(receipt.interview, receipt.edition, state, f"{receipt.code}{until}"))
    for parcel in parcels:
        if parcel.waits or parcel.reason:
            put(row.format(parcel.interview, parcel.edition, parcel.state, parcel.reason))


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int, int], None]]:
    """Show how much is on its way: a bar on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Sending", total=total)
        yield lambda sent, _all: progress.update(task, completed=sent)


def talk_about(outbox: Outbox, proposal: Proposal) -> None:
    """Ask, line by line, and do what was decided."""
    from ..faces.plain.sharing import SharingTalk
    from ..faces.share_texts import kept_here

    talk = SharingTalk(proposal, outbox.identity(proposal.interview), put)
    talk.begin()
    while talk.decision is None:
        line = sys.stdin.readline()
        talk.take(line) if line else talk.end_of_input()
    decision = talk.decision
    if decision.envelope is None:
        say(kept_here())
    elif decision.file:
        save_bundle(outbox, proposal, decision.envelope, Path(decision.file).expanduser())
    else:
        send_parcel(outbox, proposal.parcel(decision.envelope))


def save_bundle(outbox: Outbox, proposal: Proposal, envelope: Envelope, target: Path) -> None:
    """Save a bundle to a file, with a receipt in case it reaches the collector that way."""
    from ..sharing.outbox import Receipt
    from ..store.files import write_private

    if target.exists():
        say(f"There is a file already: {target}. Choose another name.")
        raise typer.Exit(exit_codes.USAGE)
    write_private(target, [envelope.body.decode("utf-8")])
    survey = proposal.questionnaire
    outbox.keep_receipt(Receipt(envelope.id, envelope.token, survey.collector, survey.edition, proposal.interview))
    say(f"Saved to {target}. {described(envelope)}")
    say("Handing it in by a pull request or by mail shows who you are to those who receive it.")


def send_parcel(outbox: Outbox, parcel: Parcel) -> None:
    """Send a bundle, and say what became of it.

    Raises:
        typer.Exit: it is not with the collector yet.
    """
    from ..faces.share_texts import sent_texts
    from ..sharing.outbox import State
    from ..sharing.sending import send

    outbox.keep(parcel)
    with _progress(len(parcel.body.encode("utf-8"))) as tell:
        sent = send(outbox, parcel, tell)
    receipt = next((one for one in outbox.receipts() if one.id == sent.id), None)
    for line in sent_texts(sent, receipt):
        put(line)
    if sent.state != State.ACCEPTED:
        raise typer.Exit(exit_codes.STORAGE)
