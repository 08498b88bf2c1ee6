"""What every face says about sharing: what would leave, to whom, for what, and until when it can be taken back."""

from __future__ import annotations

from pathlib import Path

from ..language import _, mark, plural
from ..sharing.outbox import CALLED_OFF, Parcel, Receipt, State
from ..sharing.proposal import Proposal

_TITLE = mark("Share your answers?")
_STILL_HERE = mark("Nothing has left this computer so far, and nothing leaves it without your yes.")
_WHAT = mark(
    "What would leave: your answers as codes, numbers only as coarse as the survey declares, why a question has no "
    "answer, and what was decided by chance. No name, no address, no date, nothing about this computer, and nothing "
    "you typed unless you agree to that text."
)
_WHOM = mark("To whom: {collector}, which keeps no addresses.")
_WHY = mark('For what: the published, anonymised answers of "{title}", which everybody may analyse.')
_UNTIL = mark(
    "Taking it back: with the receipt until {deadline}. After that nobody can tell which row is yours, and what was "
    "published cannot be recalled."
)
_NO_DEADLINE = mark(
    "Taking it back: with the receipt for as long as the collector keeps it apart from published data. After that "
    "nobody can tell which row is yours, and what was published cannot be recalled."
)
_CONTACT = mark("Questions: {contact}")
_ACCEPTED = mark("Sent, and accepted. Thank you.")
_RECEIPT = mark("Receipt, to take it back{until}: {code}")
_BEFORE = mark(" before {deadline}")
_WITHDRAW = mark("Command: mlops-survey withdraw {code}")
_WAITS = mark("Not sent yet: {reason} It waits here, and is tried again when mlops-survey starts.")
_BY_HAND = mark("To send it yourself: mlops-survey share --send")
_CALL_OFF = mark("To call it off: mlops-survey withdraw {code}")
_REFUSED = mark("The collector did not take it, and trying again would not help: {reason}")
_BROKEN_OFF = mark("Sending was broken off. It waits here, and is tried again when mlops-survey starts.")
_HAND_IN = mark("Handing it in by a pull request or by mail shows who you are to those who receive it.")
_KEPT_HERE = mark("Nothing was sent. To share it later: mlops-survey share")


def title() -> str:
    """Return the heading."""
    return _(_TITLE)


def share_texts(proposal: Proposal) -> list[str]:
    """Return what a respondent reads before deciding."""
    if proposal.obstacle:
        return [proposal.obstacle]
    survey = proposal.questionnaire
    until = _(_UNTIL).format(deadline=survey.withdrawal_deadline) if survey.withdrawal_deadline else _(_NO_DEADLINE)
    whom = proposal.unsendable or _(_WHOM).format(collector=survey.collector)
    texts = [_(_STILL_HERE), _(_WHAT), whom, _(_WHY).format(title=survey.title), until]
    return [*texts, _(_CONTACT).format(contact=survey.contact)] if survey.contact else texts


def sent_texts(parcel: Parcel, receipt: Receipt | None) -> list[str]:
    """Return what became of a bundle that was to be sent."""
    if receipt is not None and parcel.state == State.ACCEPTED:
        return [_(_ACCEPTED), *receipt_texts(receipt)]
    if parcel.code == CALLED_OFF:
        return [_("It was called off meanwhile, and is not sent any more.")]
    if parcel.state == State.REFUSED:
        known = receipt_texts(receipt) if receipt is not None else []
        return [_(_REFUSED).format(reason=parcel.reason), *known]
    return [_(_WAITS).format(reason=parcel.reason), _(_BY_HAND), _(_CALL_OFF).format(code=parcel.id)]


def left_waiting_text(number: int) -> str:
    """Return what is said of bundles that were not tried, as nobody answered for their collector just before."""
    text = plural(
        "{n} more waits for the same collector, and was not tried now.",
        "{n} more wait for the same collector, and were not tried now.",
        number,
    )
    return text.format(n=number)


def receipt_texts(receipt: Receipt) -> list[str]:
    """Return a receipt, to be written down."""
    until = _(_BEFORE).format(deadline=receipt.deadline) if receipt.deadline else ""
    return [_(_RECEIPT).format(until=until, code=receipt.code), _(_WITHDRAW).format(code=receipt.id)]


def sending_text() -> str:
    """Return what is said while a bundle is sent."""
    return _("Sending …")


def broken_off_texts(receipt: Receipt | None) -> list[str]:
    """Return what is said where the program ends while a bundle is sent; it may have been accepted just then."""
    if receipt is not None:
        return [_(_ACCEPTED), *receipt_texts(receipt)]
    return [_(_BROKEN_OFF), _(_BY_HAND)]


def saved_text(target: Path) -> str:
    """Return what is said when a bundle was saved to a file."""
    return _("Saved to {path}.").format(path=target)


def by_hand_text() -> str:
    """Return what to know before a file is handed in."""
    return _(_HAND_IN)


def kept_here() -> str:
    """Return what is said when nothing was sent."""
    return _(_KEPT_HERE)
