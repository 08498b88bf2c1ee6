"""Takes back a bundle that was shared, with its receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..language import _
from .outbox import Outbox, Receipt, receipt_of
from .transport import NotACollector, Reply, delete_bundle

_CODE = re.compile(r"([0-9a-f]{32})-([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came of it: whether the bundle is gone from the collector, and what to tell the respondent."""

    done: bool
    message: str


class UnknownReceipt(ValueError):  # noqa: N818
    """What was typed names no receipt here, and is none; the message says what to do."""


def find_receipt(outbox: Outbox, typed: str, collector: str = "") -> Receipt:
    """Return the receipt that begins as typed, or that was typed whole together with the collector's address.

    Raises:
        UnknownReceipt: there is none, or more than one.
    """
    typed = typed.strip().lower()
    waiting = [receipt_of(parcel) for parcel in outbox.parcels() if parcel.waits]
    known = {one.id: one for one in [*outbox.receipts(), *waiting]}.values()
    found = [one for one in known if typed and one.code.startswith(typed)]
    if len(found) == 1:
        return replace(found[0], collector=collector or found[0].collector)
    whole = _CODE.fullmatch(typed)
    if whole and collector:
        return Receipt(whole[1], whole[2], collector, "")
    if whole:
        raise UnknownReceipt(_("This receipt is not kept here. Name the collector too: --collector ADDRESS."))
    if found:
        raise UnknownReceipt(_("More than one receipt begins so. Type more of it."))
    raise UnknownReceipt(_("There is no such receipt here. mlops-survey share --status lists them."))


def withdraw(outbox: Outbox, receipt: Receipt) -> Withdrawn:
    """Send a bundle no more, ask the collector to delete it, and note that it did.

    Raises:
        StorageError: it is withdrawn, and only the note of it could not be written; or it could not be called off.
    """
    called_off = outbox.called_off(receipt) or receipt.called_off
    if not receipt.collector:
        return Withdrawn(False, _("It was saved to a file only. Name who took it: --collector ADDRESS."))
    try:
        reply = delete_bundle(receipt.collector, receipt.id, receipt.token)
    except NotACollector as error:
        return Withdrawn(False, str(error))
    if reply.status == 204:
        if receipt.edition:
            outbox.withdrawn(receipt)
        return Withdrawn(True, _("Withdrawn: the collector has deleted it and will not take it again."))
    if called_off:
        return _called_off(outbox, receipt, reply)
    if reply.status == 404:
        return Withdrawn(
            False, _("The collector knows no bundle for this receipt. After the deadline none can be found.")
        )
    return Withdrawn(False, reply.message or _("The collector could not be asked. Try again later."))


def _called_off(outbox: Outbox, receipt: Receipt, reply: Reply) -> Withdrawn:
    """Say that a bundle is not sent any more; where the collector could not be asked, it may have arrived before."""
    if reply.status == 404:
        outbox.withdrawn(receipt)
        return Withdrawn(True, _("Called off: it had not arrived, and is not sent any more."))
    text = _("It is not sent any more. The collector could not be asked whether it had arrived: withdraw again later.")
    return Withdrawn(False, text)
