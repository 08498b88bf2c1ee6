"""The respondent's own client against a real collector: through a faulty network, with work, invites and withdrawal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from mlops_survey_tui.collector.invites import Invites, read_key
from mlops_survey_tui.sharing.envelope import padded
from mlops_survey_tui.sharing.outbox import Outbox, Parcel, State
from mlops_survey_tui.sharing.sending import send
from mlops_survey_tui.sharing.transport import put_bundle
from mlops_survey_tui.sharing.withdrawing import withdraw
from tests.collector.bundles import envelopes
from tests.collector.running import JSON, Collector
from tests.sharing.receiving import FaultyProxy

Start = Callable[..., Collector]
QUICK = partial(put_bundle, seconds=0.3)
RUNS = 25


def _parcels(collector: str, count: int, invite: str = "") -> list[Parcel]:
    return [
        Parcel(one.id, f"i{number}", "2026", collector, one.digest, one.token, one.body.decode(), invite=invite)
        for number, one in enumerate(envelopes(count))
    ]


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """An outbox of its own."""
    return Outbox(tmp_path)


def _metric(collector: Collector, name: str) -> int:
    lines = collector.ask("GET", "/metrics").content.decode().splitlines()
    return sum(int(float(line.rpartition(" ")[2])) for line in lines if line.startswith(name))


def test_one_copy_of_each_is_stored_and_receipts_take_them_back(start: Start, database: str, outbox: Outbox) -> None:
    collector = start(database)
    proxy = FaultyProxy(collector.port, Random(8))
    parcels = _parcels(proxy.address, RUNS)
    for parcel in parcels:
        assert send(outbox, parcel, tries=60, put=QUICK, sleep=lambda _: None).state == State.ACCEPTED
    proxy.close()
    assert _metric(collector, 'collector_answers_total{status="201"') <= RUNS
    for parcel in parcels:
        assert collector.ask("PUT", f"/v1/bundles/{parcel.digest}", parcel.body.encode(), JSON).status == 200
    for receipt in outbox.receipts():
        assert withdraw(outbox, replace(receipt, collector=f"http://127.0.0.1:{collector.port}")).done
    for parcel in parcels:
        again = send(outbox, replace(parcel, collector=f"http://127.0.0.1:{collector.port}"), put=QUICK)
        assert (again.state, again.code) == (State.REFUSED, "withdrawn")


def test_the_client_works_where_work_is_wanted_and_shows_its_invite(
    start: Start, tmp_path: Path, outbox: Outbox
) -> None:
    code = Invites(read_key(tmp_path / "key", create=True)).make("meetup")
    database = f"sqlite:///{tmp_path / 'work.sqlite3'}"
    collector = start(database, "--work", "10", "--invites", str(tmp_path / "key"), "--invited-only")
    address = f"http://127.0.0.1:{collector.port}"
    (without,) = _parcels(address, 1)
    refused = send(outbox, without)
    assert (refused.state, refused.code) == (State.REFUSED, "invite_needed")
    assert send(outbox, replace(without, invite=code)).state == State.ACCEPTED


def test_what_the_questionnaire_refuses_is_told_by_its_code(start: Start, tmp_path: Path, outbox: Outbox) -> None:
    collector = start(f"sqlite:///{tmp_path / 'forged.sqlite3'}")
    (parcel,) = _parcels(f"http://127.0.0.1:{collector.port}", 1)
    data = json.loads(parcel.body)
    data["answers"]["employer"] = {"status": "skipped"}
    data.pop("padding")
    body = padded(data)
    forged = replace(parcel, body=body.decode(), digest=sha256(body).hexdigest())
    sent = send(outbox, forged)
    assert (sent.state, sent.code) == (State.REFUSED, "unknown_question")
