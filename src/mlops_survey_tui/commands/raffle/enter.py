"""`mlops-survey raffle enter` and `withdraw`: what an entrant does."""

from __future__ import annotations

import signal
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from ... import exit_codes
from ...language import _
from ..printing import put, say
from .failing import agreed, failing

if TYPE_CHECKING:
    from ...questionnaire.model import Offer
    from ...raffle.channel import Channel
    from ...raffle.entering.making import Wish
    from ...raffle.entering.outgoing import Outgoing
    from ...raffle.entering.places import RaffleDirectory

_WIDTH = 78
Directory = Annotated[Path | None, typer.Option("--dir", metavar="DIR", help="Keep receipts and waiting entries here.")]


def enter(
    wanted: Annotated[
        list[str] | None, typer.Option("--for", metavar="WISH", help="What for; asked if left out. May be repeated.")
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="The raffle's address, if not the edition's.")] = "",
    key: Annotated[
        str,
        typer.Option("--key", metavar="FILE|FINGERPRINT", help="The edition's raffle.json, or the key's fingerprint."),
    ] = "",
    questions: Annotated[
        Path | None, typer.Option("--questions", metavar="DIR", help="The questionnaire, if not the current edition.")
    ] = None,
    ticket: Annotated[
        Path | None,
        typer.Option("--ticket", metavar="FILE", help="The ticket for accepted answers, if one is wanted."),
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Send at once, though the time may then be matched.")] = False,
    stay: Annotated[bool, typer.Option("--stay", help="Stay open and send each entry at its moment.")] = False,
    send_queued: Annotated[bool, typer.Option("--send-queued", help="Only send what waits and is due.")] = False,
    directory: Directory = None,
) -> None:
    """Enter the raffle, or ask for results or a live session. It is never linked to your answers."""
    with failing():
        from ...raffle.entering.outgoing import Outgoing
        from ...raffle.entering.places import raffle_directory
        from ...raffle.entering.queue import Queue

        place = raffle_directory(directory)
        outgoing = Outgoing(Queue(place.queue), say)
        if not send_queued:
            _enter(place, outgoing, wanted or [], (to, key, questions), ticket)
        _send(outgoing, now=now, stay=stay, due=send_queued)


def _enter(
    place: RaffleDirectory,
    outgoing: Outgoing,
    wanted: list[str],
    where: tuple[str, str, Path | None],
    ticket: Path | None,
) -> None:
    """Ask for wishes and consent, show what would be sent, and queue it."""
    from ...raffle.entering.making import enter as make

    to, key, questions = where
    offers = _offers(questions, wanted)
    channel = _channel(to, key, questions)
    wishes = [wish for offer in offers for wish in _asked(offer, channel, ticket)]
    if not wishes or not _confirmed(wishes, channel):
        say(_("Nothing was entered."))
        raise typer.Exit
    for wish in wishes:
        made = make(wish, channel, place, outgoing.queue)
        say(_("Your receipt, with which you can check the draw or take the entry back:"))
        put(str(made[1]))


def _offers(questions: Path | None, wanted: list[str]) -> list[Offer]:
    """Return the offers of the edition that are wanted, or all if none is named."""
    from ...raffle.failures import RaffleError
    from ..loading import loaded

    offers = {offer.id: offer for offer in loaded(questions).offers}
    unknown = [name for name in wanted if name not in offers]
    if unknown or not offers:
        known = ", ".join(offers)
        raise RaffleError(
            _("This edition offers: {known}").format(known=known)
            if known
            else _("This questionnaire offers nothing to enter.")
        )
    return [offers[name] for name in wanted or offers]


def _channel(to: str, key: str, questions: Path | None) -> Channel:
    """Return where entries go: the file named, or the one beside the questionnaire, checked against a fingerprint."""
    from dataclasses import replace

    from ...questionnaire.load import current_edition
    from ...raffle.channel import NAME, read_channel
    from ...raffle.entering.sending import checked_address
    from ...raffle.failures import RaffleError

    named = Path(key) if key and Path(key).is_file() else None
    file = named or (questions or current_edition()) / NAME
    if not file.is_file():
        raise RaffleError(_("This edition names no raffle yet. Name its file: --key FILE"))
    channel = read_channel(file)
    channel = replace(channel, service=checked_address(to or channel.service))
    prints = {channel.fingerprint(purpose) for purpose in channel.keys}
    if key and named is None and key.strip().lower() not in prints:
        raise RaffleError(_("The key of this edition has another fingerprint: {found}").format(found=", ".join(prints)))
    return channel


def _asked(offer: Offer, channel: Channel, ticket: Path | None) -> list[Wish]:
    """Ask for one wish, with its own consent and address; an empty list is a no."""
    from ...raffle.entering.making import Wish
    from ...raffle.entry import DRAWN
    from ...raffle.tickets.files import read_ticket_file

    if offer.id not in channel.keys or not agreed(f"\n{offer.label}?"):
        return []
    say(fill(offer.consent, _WIDTH))
    contact = _address()
    if not contact:
        return []
    used = read_ticket_file(ticket) if ticket is not None and offer.id == DRAWN else None
    return [Wish(offer.id, contact, used)]


def _address() -> str:
    """Ask for a mail address until it is one; nothing typed, or the end of the input, is a no."""
    from ...raffle.contact import normalised
    from ...raffle.failures import RaffleError

    while True:
        try:
            typed = str(typer.prompt(_("Mail address (empty: no)"), default="", show_default=False, err=True))
            return normalised(typed) if typed.strip() else ""
        except typer.Abort:
            return ""
        except RaffleError as error:
            say(str(error))


def _confirmed(wishes: list[Wish], channel: Channel) -> bool:
    say("\n" + _("This would be sent to {service}:").format(service=channel.service))
    for wish in wishes:
        print_ = channel.fingerprint(wish.purpose)
        line = _("  {purpose}: {contact}, encrypted to the key {fingerprint}")
        say(line.format(purpose=wish.purpose, contact=wish.contact, fingerprint=print_))
    say(_("Each goes by itself. None says who you are to whoever runs the service, or which answers are yours."))
    return agreed(_("Enter?"))


def _send(outgoing: Outgoing, *, now: bool, stay: bool, due: bool) -> None:
    if now:
        say(_("Sent at once: whoever sees when answers and entries arrive could match the times."))
        good = outgoing.send_all()
    elif stay:
        say(_("Each entry is sent at a random moment within eight hours. Ctrl+C stops; what waits is kept."))
        good = _stayed(outgoing)
    else:
        good = not due or outgoing.send_due() or not outgoing.queue.due()
        _tell_how(outgoing)
    if not good:
        raise typer.Exit(exit_codes.STORAGE)


def _stayed(outgoing: Outgoing) -> bool:
    """Stay until all is sent; stopping before is no fault."""
    try:
        outgoing.stay()
    except KeyboardInterrupt:
        _tell_how(outgoing)
        raise typer.Exit(exit_codes.by_signal(signal.SIGINT)) from None
    return True


def _tell_how(outgoing: Outgoing) -> None:
    outgoing.tell_waiting()
    if outgoing.queue.waiting():
        say(_("It is due at a random moment within eight hours. Send it then: mlops-survey raffle enter --send-queued"))


def withdraw(
    receipt: Annotated[Path, typer.Argument(metavar="RECEIPT", help="The receipt of the entry.")],
    directory: Directory = None,
) -> None:
    """Take an entry back, until the close."""
    with failing():
        from ...raffle.entering.places import raffle_directory
        from ...raffle.entering.queue import Queue
        from ...raffle.entering.receipts import read_receipt
        from ...raffle.entering.sending import withdraw as take_back

        found = read_receipt(receipt)
        queue = Queue(raffle_directory(directory).queue)
        was_waiting = found.entry in {one.entry for one in queue.waiting()}
        queue.remove(found.entry)
        reply = take_back(found.service, found.entry, found.token)
    if reply.done or (was_waiting and reply.code == "unknown"):
        say(_("The entry is taken back."))
        return
    known = {"closed": _("It is closed by now."), "unknown": _("There is no such entry.")}
    say(known.get(reply.code) or f"{reply.status} {reply.code}")
    raise typer.Exit(exit_codes.STORAGE)
