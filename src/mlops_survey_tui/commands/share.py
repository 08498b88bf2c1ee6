"""`mlops-survey share` and `withdraw`: what would leave, its exact bytes, sending it, and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import put, say
from .responses import opened
from .share_steps import described, list_shared, save_bundle, send_parcel, talk_about

if TYPE_CHECKING:
    from ..sharing.outbox import Outbox
    from ..sharing.proposal import Proposal
    from ..store.store import Store

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews, if not the usual one."),
]


def share(
    context: typer.Context,
    interview: Annotated[
        str, typer.Argument(metavar="[ID]", help="The id of an interview; the last finished one if none is named.")
    ] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Print exactly the bytes that would be sent; send nothing.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent where, and open no connection.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Save the bundle to a file in place of sending it.")
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send it without asking, and what waits in the outbox as well.")
    ] = False,
    status: Annotated[bool, typer.Option("--status", help="List what was shared, and the receipts.")] = False,
    text: Annotated[
        list[str] | None,
        typer.Option("--text", metavar="QUESTION", help="Agree to share what was typed there; give it again for more."),
    ] = None,
    minutes: Annotated[bool, typer.Option("--minutes", help="Agree to share how long it took, in four bands.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Share an interview: see what would leave this computer, then say yes or no."""
    from ..sharing.proposal import outbox_of

    with opened(context, data_dir) as store:
        outbox = outbox_of(store)
        if status:
            list_shared(outbox)
            return
        name = _chosen(store, outbox, interview, send)
        if not name or _shared_already(outbox, name):
            return
        proposal = _proposed(store, name, to_send=send or dry_run)
        agreed = _agreed(proposal, text or [])
        if not (preview or dry_run or export or send):
            talk_about(outbox, proposal)
            return
        envelope = proposal.envelope(agreed, minutes, outbox.identity(name))
        if preview:
            typer.echo(envelope.body, nl=False)
            say(f"\n{described(envelope)}")
        elif export:
            save_bundle(outbox, proposal, envelope, export)
        elif dry_run:
            put(f"{described(envelope)}\nIt would be sent to {proposal.questionnaire.collector}.")
        else:
            send_parcel(outbox, proposal.parcel(envelope))


def withdraw(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="The receipt, or its beginning.")],
    collector: Annotated[
        str, typer.Option("--collector", metavar="ADDRESS", help="Where it was sent, if the receipt is not kept here.")
    ] = "",
    data_dir: DataDir = None,
) -> None:
    """Take a shared interview back, with its receipt."""
    from ..sharing.proposal import outbox_of
    from ..sharing.withdrawing import UnknownReceipt, find_receipt
    from ..sharing.withdrawing import withdraw as take_back

    with opened(context, data_dir) as store:
        outbox = outbox_of(store)
        try:
            found = take_back(outbox, find_receipt(outbox, receipt, collector))
        except UnknownReceipt as error:
            say(str(error))
            raise typer.Exit(exit_codes.USAGE) from None
    say(found.message)
    if not found.done:
        raise typer.Exit(exit_codes.STORAGE)


def _chosen(store: Store, outbox: Outbox, typed: str, send: bool) -> str:
    """Return the interview to share; with ``send`` and none named, first send what waits."""
    from ..sharing.proposal import shareable

    if typed:
        return store.find(typed)
    waiting = [parcel for parcel in outbox.parcels() if parcel.waits]
    if send and waiting:
        for parcel in waiting:
            send_parcel(outbox, parcel)
        return ""
    found = shareable(store, outbox)
    if not found:
        say("There is no finished interview here that was not shared yet. What was: mlops-survey share --status")
        raise typer.Exit(exit_codes.USAGE)
    return found[0]


def _shared_already(outbox: Outbox, name: str) -> bool:
    from ..faces.share_texts import receipt_texts

    receipt = next((one for one in outbox.receipts() if one.interview == name and not one.withdrawn), None)
    if receipt is not None:
        say(f"Interview {name} was shared already.")
        for line in receipt_texts(receipt):
            put(line)
    return receipt is not None


def _proposed(store: Store, name: str, to_send: bool) -> Proposal:
    from ..sharing.proposal import propose

    proposal = propose(store, name)
    problem = proposal.obstacle or (proposal.unsendable if to_send else "")
    if problem:
        say(problem)
        raise typer.Exit(exit_codes.USAGE)
    return proposal


def _agreed(proposal: Proposal, named: list[str]) -> set[str]:
    """Return the pages whose words are shared."""
    pages = {words.page for words in proposal.words}
    unknown = [name for name in named if name not in pages]
    if unknown:
        typed = ", ".join(sorted(pages)) or "nothing"
        say(f"Nothing was typed at {', '.join(unknown)}. Typed at: {typed}")
        raise typer.Exit(exit_codes.USAGE)
    return set(named)
