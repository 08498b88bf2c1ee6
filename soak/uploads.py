"""Uploads through a network that loses, repeats, cuts off and makes up, to a collector that is to keep one of each."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from mlops_survey_tui.sharing.envelope import Envelope
from mlops_survey_tui.sharing.outbox import Outbox, Parcel, State
from mlops_survey_tui.sharing.sending import send
from mlops_survey_tui.sharing.transport import put_bundle
from tests.collector.bundles import compiled, envelopes
from tests.collector.running import Collector
from tests.sharing.receiving import FaultyProxy

from .outcome import Failure, Outcome

_SENDERS, _ROUND, _TRIES = 8, 400, 80
_QUICK = partial(put_bundle, seconds=0.3)


def run(count: int, seed: int) -> Outcome:
    """Send so many bundles from several outboxes at once, then compare what the collector holds with what was sent."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "bundles.sqlite3"
        log = folder / "log"
        collector = Collector("mlops_survey_tui", f"sqlite:///{database}", compiled(folder), log, ("--rate", "0"))
        proxy = FaultyProxy(collector.port, Random(seed))
        try:
            collector.wait_until_ready()
            sent, wrong = _sent(count, proxy.address, folder)
        finally:
            proxy.close()
            collector.kill()
        wrong += list(_differences(database, sent))
    again = f"python -m soak uploads --seed {seed}"
    figures = {"connections": sum(proxy.seen.values()), "with a fault": proxy.seen.total() - proxy.seen["pass"]}
    return Outcome(len(sent), tuple(Failure(one, again) for one in wrong), figures)


def _sent(count: int, address: str, folder: Path) -> tuple[list[Envelope], list[str]]:
    sent: list[Envelope] = []
    wrong: list[str] = []
    while len(sent) < count:
        given = envelopes(min(_ROUND, count - len(sent)))
        outboxes = [Outbox(folder / f"outbox{len(sent)}-{number}") for number in range(_SENDERS)]
        threads = [
            threading.Thread(target=_send_all, args=(outbox, given[number::_SENDERS], address, wrong))
            for number, outbox in enumerate(outboxes)
        ]
        for outbox, thread in zip(outboxes, threads, strict=True):
            outbox.root.mkdir()
            thread.start()
        for thread in threads:
            thread.join()
        sent += given
    return sent, wrong


def _send_all(outbox: Outbox, given: Sequence[Envelope], address: str, wrong: list[str]) -> None:
    for one in given:
        parcel = Parcel(one.id, one.id, "2026", address, one.digest, one.token, one.body.decode())
        ended = send(outbox, parcel, tries=_TRIES, put=_QUICK, sleep=lambda _: None)
        if ended.state != State.ACCEPTED:
            wrong.append(f"a bundle is {ended.state} after {ended.tries} tries: {ended.code}")


def _differences(database: Path, sent: Sequence[Envelope]) -> Iterator[str]:
    """Yield what is stored otherwise than once, and as it was sent."""
    stored = sqlite3.connect(database).execute("SELECT id, body FROM bundles").fetchall()
    if len(stored) != len(sent):
        yield f"{len(stored)} bundles are stored of {len(sent)} that were sent"
    if dict(stored) != {one.id: one.body for one in sent}:
        yield "what is stored is not what was sent"
