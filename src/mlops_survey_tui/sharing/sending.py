"""Sends what waits in the outbox: each bundle exactly once in effect, however often it has to be tried."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..exchange import NAP
from ..language import _
from .outbox import CALLED_OFF, Outbox, Parcel, Receipt, State, receipt_of
from .transport import NotACollector, Reply, put_bundle
from .withdrawing import withdraw
from .work import MOST, do

TRIES_IN_A_ROW = 4
TRIES_AT_ALL = 24
"""After so many tries a bundle waits until the respondent asks for it to be sent."""
_FIRST_WAIT, _LONGEST_WAIT, _LONGEST_ASKED = 1.0, 300.0, 3600.0
_LONGEST_PAUSE = 60.0
"""Seconds that a respondent is kept waiting because a collector asks for it; what takes longer waits in the outbox."""
_FRACTION = 2**32
_MOST_DOUBLINGS = 20
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EARLIER_ARRIVED = "other_content"
"""What a collector says that has the bundle already, as it was before other texts were agreed to."""
_NOBODY = ("no_answer", "certificate")
"""The codes of a parcel for whose collector nobody answered, or nobody who is to be trusted."""

Send = Callable[[str, str, bytes, Callable[[int], None], Mapping[str, str]], Reply]
Tell = Callable[[int, int], None]
Taken = Callable[[Any], None]


def _sleep(seconds: float) -> None:
    """Sleep a nap at a time."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(NAP, left))


def send(
    outbox: Outbox,
    parcel: Parcel,
    tell: Tell = lambda _sent, _all: None,
    tries: int = TRIES_IN_A_ROW,
    *,
    more: Mapping[str, str] | None = None,
    taken: Taken = lambda _answered: None,
    put: Send = put_bundle,
    sleep: Callable[[float], None] = _sleep,
    now: Callable[[], float] = time.time,
) -> Parcel:
    """Try to send a parcel, waiting longer and longer between tries; return how it stands afterwards.

    Where the collector asks to wait longer than somebody would, the parcel waits for another time. ``more`` are headers
    that go along, and ``taken`` hears what the collector answered when it accepted.

    Raises:
        StorageError: how it stands could not be written down; it is sent again another time, which does no harm.
    """
    for number in range(tries):
        if number:
            asked = parcel.not_before - now()
            if asked > _LONGEST_PAUSE:
                break
            sleep(_wait(number, asked))
            if against := outbox.wish_against(parcel.id):
                return _called_off(outbox, parcel, against, arrived=False)
        parcel = _tried(outbox, parcel, tell, _Asking(put, now, more or {}, taken))
        if not parcel.waits:
            break
    return parcel


def send_waiting(outbox: Outbox, *, put: Send = put_bundle, now: Callable[[], float] = time.time) -> list[Parcel]:
    """Try once each parcel that waits and is due, unless another program is at it; return how those tried stand."""
    with outbox.alone() as alone:
        due = [parcel for parcel in outbox.parcels() if parcel.waits and _is_due(parcel, now())] if alone else []
        return in_turn(due, lambda parcel: send(outbox, parcel, tries=1, put=put, now=now))


def in_turn(parcels: Iterable[Parcel], one: Callable[[Parcel], Parcel]) -> list[Parcel]:
    """Send one parcel after the other; return how those stand that were tried.

    Where nobody answered for a collector, others that go there are left for another time: they would wait in vain.
    """
    tried: list[Parcel] = []
    for parcel in parcels:
        if parcel.collector not in {former.collector for former in tried if former.waits and former.code in _NOBODY}:
            tried.append(one(parcel))
    return tried


def _is_due(parcel: Parcel, now: float) -> bool:
    """Whether it is time; a clock that was set back does not keep a parcel for ever."""
    return parcel.tries < TRIES_AT_ALL and not 0 < parcel.not_before - now <= _LONGEST_ASKED


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a collector is asked, and what hears of its answer."""

    put: Send
    now: Callable[[], float]
    more: Mapping[str, str]
    taken: Taken


def _tried(outbox: Outbox, parcel: Parcel, tell: Tell, asking: _Asking) -> Parcel:
    parcel = replace(parcel, state=State.SENDING, tries=parcel.tries + 1)
    outbox.keep(parcel)
    outbox.expect_receipt()
    reply = _asked(parcel, tell, asking)
    if not reply.final and (against := outbox.wish_against(parcel.id)):
        return _called_off(outbox, parcel, against, arrived=reply.accepted == parcel.id)
    if reply.accepted == parcel.id:
        outbox.accepted(parcel)
        asking.taken(reply.data)
        return replace(parcel, state=State.ACCEPTED)
    wait = min(reply.retry_after, _LONGEST_ASKED)
    parcel = replace(
        parcel,
        state=State.REFUSED if reply.final else State.READY,
        code=reply.code,
        reason=reply.message or _("The collector answered {status}.").format(status=reply.status),
        not_before=asking.now() + wait if wait else 0.0,
    )
    if reply.code == _EARLIER_ARRIVED:
        outbox.keep_receipt(receipt_of(parcel))
    outbox.keep(parcel)
    return parcel


def _called_off(outbox: Outbox, parcel: Parcel, receipt: Receipt, *, arrived: bool) -> Parcel:
    """Send a parcel no more, and have the collector delete it if it arrived all the same."""
    if arrived:
        withdraw(outbox, receipt)
    else:
        outbox.called_off(receipt)
    return replace(parcel, state=State.REFUSED, code=CALLED_OFF, reason=_("It was called off."))


def _asked(parcel: Parcel, tell: Tell, asking: _Asking) -> Reply:
    """Ask once, and once more with proof of work where that is wanted."""
    body = parcel.body.encode("utf-8")

    def put(headers: Mapping[str, str]) -> Reply:
        return asking.put(parcel.collector, parcel.digest, body, lambda sent: tell(sent, len(body)), headers)

    headers = {**asking.more, **({"X-Invite": parcel.invite} if parcel.invite else {})}
    try:
        reply = put(headers)
        work = _work(parcel.digest, reply)
        return put(headers | work) if work else reply
    except NotACollector as error:
        return Reply(0, True, "address", str(error))


def _work(digest: str, reply: Reply) -> dict[str, str]:
    """Return the header with the proof of work that a collector asks for, unless it asks for too much."""
    told = reply.data if reply.code == "work_needed" and isinstance(reply.data, dict) else {}
    day, difficulty = told.get("day"), told.get("difficulty")
    if not isinstance(day, str) or not _DAY.fullmatch(day) or type(difficulty) is not int or difficulty > MOST:
        return {}
    return {"X-Work": do(digest, day, difficulty)}


def _wait(tries: int, asked: float) -> float:
    """Return how long to wait: a random part of a span that doubles with each try, and as long as was asked."""
    span = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(tries, _MOST_DOUBLINGS))
    return max(asked, span * secrets.randbelow(_FRACTION) / _FRACTION)
