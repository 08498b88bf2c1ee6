"""`mlops-survey share` and `withdraw`: what would leave, its exact bytes, sending it, and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import put, say
from .responses import opened
from .share_steps import described, list_shared, save_bundle, send_bundle, send_waiting_now, talk_about

if TYPE_CHECKING:
    from ..sharing.handover import Handover
    from ..sharing.outbox import Outbox
    from ..sharing.proposal import Proposal
    from ..store.store import Store
    from .share_ticket import TicketWish

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
    invite: Annotated[
        str, typer.Option("--invite", metavar="CODE", help="The invite code, if the collector asks for one.")
    ] = "",
    ticket: Annotated[
        Path | None, typer.Option("--ticket", metavar="FILE", help="Ask for a raffle ticket, and keep it in this file.")
    ] = None,
    ticket_key: Annotated[
        Path | None, typer.Option("--ticket-key", metavar="FILE", help="The published key of tickets, with --ticket.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Share an interview: see what would leave this computer, then say yes or no."""
    from ..sharing.handover import Handover
    from ..sharing.proposal import outbox_of, propose

    with opened(context, data_dir) as store:
        outbox = outbox_of(store)
        if status:
            list_shared(outbox)
            return
        if send and not interview and send_waiting_now(outbox):
            return
        handover = Handover(propose(store, _chosen(store, outbox, interview)), outbox, invite)
        if _shared_already(handover):
            return
        wish = _ticket_wish(handover, ticket, ticket_key)
        _refuse_what_cannot_be_shared(handover.proposal, to_send=send or dry_run)
        agreed = _agreed(handover.proposal, text or [])
        if not (preview or dry_run or export or send):
            talk_about(handover)
            _tell_of_ticket(wish)
            return
        envelope = handover.envelope(agreed, minutes)
        if preview:
            typer.echo(envelope.body, nl=False)
            say(f"\n{described(envelope)}")
        elif export:
            save_bundle(handover, envelope, export)
        elif dry_run:
            put(f"{described(envelope)}\nIt would be sent to {handover.proposal.questionnaire.collector}.")
        else:
            try:
                send_bundle(handover, envelope)
            finally:
                _tell_of_ticket(wish)


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


def _chosen(store: Store, outbox: Outbox, typed: str) -> str:
    """Return the interview to share: the one named, or the last that was finished and not shared yet."""
    from ..sharing.proposal import shareable

    if typed:
        return store.find(typed)
    found = shareable(store, outbox)
    if not found:
        say("There is no finished interview here that was not shared yet. What was: mlops-survey share --status")
        raise typer.Exit(exit_codes.USAGE)
    return found[0]


def _shared_already(handover: Handover) -> bool:
    from ..faces.share_texts import receipt_texts

    receipt = handover.receipt()
    if receipt is not None:
        became = "was called off, but may have arrived; withdraw it" if receipt.called_off else "was shared already"
        say(f"Interview {handover.proposal.interview} {became}.")
        for line in receipt_texts(receipt):
            put(line)
    return receipt is not None


def _ticket_wish(handover: Handover, file: Path | None, key: Path | None) -> TicketWish | None:
    """Have a ticket asked for along with the bundle, if one is wished for."""
    if file is None and key is None:
        return None
    from .raffle.failing import failing

    if file is None or key is None:
        say("A ticket needs both: --ticket FILE, where to keep it, and --ticket-key FILE.")
        raise typer.Exit(exit_codes.USAGE)
    with failing():
        from .share_ticket import ticket_wish

        wish = ticket_wish(key, file)
    handover.more, handover.taken = wish.headers, wish.taken
    return wish


def _tell_of_ticket(wish: TicketWish | None) -> None:
    if wish is not None:
        say(wish.said)


def _refuse_what_cannot_be_shared(proposal: Proposal, to_send: bool) -> None:
    problem = proposal.obstacle or (proposal.unsendable if to_send else "")
    if problem:
        say(problem)
        raise typer.Exit(exit_codes.USAGE)


def _agreed(proposal: Proposal, named: list[str]) -> set[str]:
    """Return the pages whose words are shared."""
    pages = {words.page for words in proposal.words}
    unknown = [name for name in named if name not in pages]
    if unknown:
        typed = ", ".join(sorted(pages)) or "nothing"
        say(f"Nothing was typed at {', '.join(unknown)}. Typed at: {typed}")
        raise typer.Exit(exit_codes.USAGE)
    return set(named)
