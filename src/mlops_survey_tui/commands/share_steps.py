"""What `mlops-survey share` does once it is known what is to be shared: talk, save, send, list."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .. import exit_codes
from ..faces.terminal import complain
from .printing import put, say

if TYPE_CHECKING:
    from ..sharing.envelope import Envelope
    from ..sharing.handover import Handover
    from ..sharing.outbox import Outbox, Parcel, Receipt


def described(envelope: Envelope) -> str:
    """Return the size and the hash of a bundle."""
    return f"{len(envelope.body)} bytes, SHA-256 {envelope.digest}"


def list_shared(outbox: Outbox) -> None:
    """List what is on its way, and the receipts."""
    parcels, receipts = outbox.parcels(), outbox.receipts()
    if not parcels and not receipts:
        say("Nothing was shared from here.")
        return
    row = "{:<10} {:<9} {:<10} {}"
    put(row.format("INTERVIEW", "EDITION", "STATE", "RECEIPT"))
    for receipt in receipts:
        state = next((name for name, holds in _states(receipt) if holds), "shared")
        until = f" (until {receipt.deadline})" if receipt.deadline and not receipt.withdrawn else ""
        put(row.format(receipt.interview, receipt.edition, state, f"{receipt.code}{until}"))
    for parcel in parcels:
        if parcel.waits or parcel.reason:
            put(
                row.format(
                    parcel.interview,
                    parcel.edition,
                    parcel.state,
                    f"{parcel.id} {parcel.reason}" if parcel.waits else parcel.reason,
                )
            )


def _states(receipt: Receipt) -> list[tuple[str, bool]]:
    return [("withdrawn", receipt.withdrawn), ("called off", receipt.called_off), ("saved", receipt.to_file)]


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int, int], None]]:
    """Show how much is on its way: a bar on a terminal, nothing elsewhere."""
    from .progress import bars

    with bars() as progress:
        task = progress.add_task("Sending", total=total)
        yield lambda sent, _all: progress.update(task, completed=sent)


@contextmanager
def _told_if_broken_off(receipt: Callable[[], Receipt | None]) -> Iterator[None]:
    """Say what became of a bundle where a signal ends the sending; ``receipt`` is asked whether it was accepted."""
    from ..faces.ending import first_signal_ends
    from ..faces.share_texts import broken_off_texts

    with first_signal_ends():
        try:
            yield
        except SystemExit:
            complain("\n".join(broken_off_texts(receipt())))
            raise


def talk_about(handover: Handover) -> None:
    """Ask, line by line, and do what was decided."""
    from ..faces.plain.sharing import SharingTalk

    talk = SharingTalk(handover, put)
    talk.begin()
    while talk.decision is None:
        line = sys.stdin.readline()
        talk.take(line) if line else talk.end_of_input()
    for text in talk.done(partial(send_bundle, handover)):
        say(text)


def save_bundle(handover: Handover, envelope: Envelope, target: Path) -> None:
    """Save a bundle to a file."""
    from ..faces.share_texts import by_hand_text, saved_text

    handover.save(envelope, target)
    say(f"{saved_text(target)} {described(envelope)}")
    say(by_hand_text())


def send_bundle(handover: Handover, envelope: Envelope) -> list[str]:
    """Send a bundle, and say what became of it; nothing is left to say.

    Raises:
        typer.Exit: it is not with the collector yet.
    """
    with _told_if_broken_off(handover.receipt), _progress(len(envelope.body)) as tell:
        sent, receipt = handover.send(envelope, tell)
    _tell(sent, receipt)
    return []


def send_waiting_now(outbox: Outbox) -> bool:
    """Send what waits, if anything does, and say what became of each.

    Raises:
        typer.Exit: something is not with the collector yet.
    """
    from ..faces.share_texts import left_waiting_text
    from ..sharing.outbox import State
    from ..sharing.sending import in_turn

    waiting = [parcel for parcel in outbox.parcels() if parcel.waits]
    tried = in_turn(waiting, partial(_sent_now, outbox))
    if left := len(waiting) - len(tried):
        put(left_waiting_text(left))
    if left or any(parcel.state != State.ACCEPTED for parcel in tried):
        raise typer.Exit(exit_codes.STORAGE)
    return bool(waiting)


def _sent_now(outbox: Outbox, parcel: Parcel) -> Parcel:
    """Send a parcel, and say what became of it."""
    from ..sharing.sending import send

    receipt = partial(_receipt, outbox, parcel.id)
    with _told_if_broken_off(receipt), _progress(len(parcel.body.encode("utf-8"))) as tell:
        sent = send(outbox, parcel, tell)
    _say_of(sent, receipt())
    return sent


def _receipt(outbox: Outbox, bundle: str) -> Receipt | None:
    return next((one for one in outbox.receipts() if one.id == bundle), None)


def _tell(sent: Parcel, receipt: Receipt | None) -> None:
    from ..sharing.outbox import State

    _say_of(sent, receipt)
    if sent.state != State.ACCEPTED:
        raise typer.Exit(exit_codes.STORAGE)


def _say_of(sent: Parcel, receipt: Receipt | None) -> None:
    from ..faces.share_texts import sent_texts

    for line in sent_texts(sent, receipt):
        put(line)
