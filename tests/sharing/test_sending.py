"""A bundle arrives exactly once in effect, whatever the network does, and comes back out with its receipt."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from mlops_survey_tui import taking
from mlops_survey_tui.sharing.envelope import enveloped
from mlops_survey_tui.sharing.outbox import Outbox, Parcel, State
from mlops_survey_tui.sharing.sending import TRIES_AT_ALL, send, send_waiting
from mlops_survey_tui.sharing.transport import NotACollector, Reply, checked_address, put_bundle
from mlops_survey_tui.sharing.withdrawing import UnknownReceipt, find_receipt, withdraw
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from tests.sharing.receiving import FAULTS, FaultyProxy, receiving

QUICK = partial(put_bundle, seconds=0.1)
RUNS = int(os.environ.get("MLOPS_SURVEY_UPLOADS", "50"))
"""How many uploads go through the faulty proxy; the long setting is 10,000."""


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """An outbox of its own."""
    return Outbox(tmp_path)


def parcel(collector: str, number: int = 0) -> Parcel:
    """Return a small bundle on its way to a collector."""
    envelope = enveloped({"answers": {"q": number}}, "1.0")
    return Parcel(
        envelope.id, f"interview-{number}", "2026", collector, envelope.digest, envelope.token, envelope.body.decode()
    )


def test_exactly_one_copy_is_stored_whatever_the_network_does(outbox: Outbox) -> None:
    with receiving() as receiver:
        proxy = FaultyProxy(receiver.server_port, Random(5))
        for number in range(RUNS):
            sent = send(outbox, parcel(proxy.address, number), tries=60, put=QUICK, sleep=lambda _seconds: None)
            assert sent.state == State.ACCEPTED
        proxy.close()
        assert len(receiver.kept) == RUNS
        assert set(receiver.stored.values()) == {1}
        assert set(proxy.seen) == set(FAULTS)
        direct = [replace(receipt, collector=receiver.address) for receipt in outbox.receipts()]
        assert all(withdraw(outbox, receipt).done for receipt in direct[:20])
        assert len(receiver.kept) == RUNS - 20


def test_a_replay_after_withdrawal_is_refused_for_good(outbox: Outbox) -> None:
    with receiving() as receiver:
        first = parcel(receiver.address)
        send(outbox, first)
        (receipt,) = outbox.receipts()
        assert withdraw(outbox, receipt).done
        assert withdraw(outbox, receipt).done
        assert outbox.receipts()[0].withdrawn
        assert send(outbox, first, put=QUICK).state == State.REFUSED
        assert not receiver.kept


def test_a_wrong_token_and_an_unknown_id_are_told_alike(outbox: Outbox) -> None:
    with receiving() as receiver:
        send(outbox, parcel(receiver.address))
        (receipt,) = outbox.receipts()
        wrong = withdraw(outbox, replace(receipt, token="0" * 64))
        unknown = withdraw(outbox, replace(receipt, id="0" * 32))
        assert wrong == unknown
        assert not wrong.done
        assert receiver.kept


@pytest.mark.parametrize(
    ("status", "body", "state", "code"),
    [
        (400, b'{"code": "off_path", "path": "answers.x", "message": "Not on the path."}', State.REFUSED, "off_path"),
        (403, b"<html>Log in</html>", State.READY, "http_403"),
        (200, b"<html>Welcome</html>", State.READY, "not_a_collector"),
        (302, b"", State.READY, "redirect"),
        (429, b'{"code": "slow_down"}', State.READY, "slow_down"),
        (503, b"", State.READY, "http_503"),
    ],
)
def test_what_is_final_is_not_tried_again_and_the_rest_is(
    outbox: Outbox, status: int, body: bytes, state: State, code: str
) -> None:
    with receiving() as receiver:
        receiver.answers = [(status, {"Location": "http://127.0.0.1:9/"}, body)]
        sent = send(outbox, parcel(receiver.address), tries=1)
        assert (sent.state, sent.code) == (state, code)
        assert not outbox.receipts()
        kept = outbox.parcels()[0]
        assert (kept.state, kept.body) == (state, sent.body)


def test_a_collector_that_asks_to_wait_is_given_its_time(outbox: Outbox) -> None:
    waited: list[float] = []
    with receiving() as receiver:
        receiver.answers = [(503, {"Retry-After": "7"}, b""), (429, {"Retry-After": "999999"}, b"")]
        sent = send(outbox, parcel(receiver.address), sleep=waited.append, now=lambda: 1000.0)
    assert (sent.state, sent.not_before) == (State.READY, 1000.0 + 3600.0)
    assert waited == [7.0], "nobody is kept waiting for an hour"


def test_what_waits_is_sent_at_the_next_start_but_not_before_its_time(outbox: Outbox) -> None:
    with receiving() as receiver:
        outbox.keep(replace(parcel(receiver.address, 1), state=State.SENDING))
        outbox.keep(replace(parcel(receiver.address, 2), not_before=2000.0))
        outbox.keep(replace(parcel(receiver.address, 3), tries=TRIES_AT_ALL))
        assert [one.interview for one in send_waiting(outbox, now=lambda: 1990.0)] == ["interview-1"]
        assert [one.interview for one in send_waiting(outbox, now=lambda: 2001.0)] == ["interview-2"]
        assert len(receiver.kept) == 2


def test_a_clock_that_was_set_back_keeps_nothing_for_ever(outbox: Outbox) -> None:
    with receiving() as receiver:
        outbox.keep(replace(parcel(receiver.address), not_before=2e9))
        assert send_waiting(outbox, now=lambda: 1000.0)


def test_two_programs_do_not_send_at_once(outbox: Outbox) -> None:
    with receiving() as receiver:
        outbox.keep(parcel(receiver.address))
        with outbox.alone() as alone:
            assert alone
            assert send_waiting(outbox) == []


def test_waits_grow_and_are_drawn_at_random(outbox: Outbox) -> None:
    waited: list[float] = []
    send(outbox, parcel("http://127.0.0.1:9"), tries=8, sleep=waited.append)
    assert len(waited) == 7
    assert all(0 <= wait <= min(300, 2.0 ** (number + 1)) for number, wait in enumerate(waited))
    assert len(set(waited)) == 7


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "ftp://example.org",
        "example.org",
        "https://",
        "https://me@example.org",
        "https://a:99999",
        "https://:word@example.org",
        "https://a:0",
        "https://ho st",
        "https://a.example/ b",
        "https://\u202ea.example",
    ],
)
def test_nothing_is_sent_without_encryption_or_to_what_is_no_address(outbox: Outbox, address: str) -> None:
    with pytest.raises(NotACollector):
        checked_address(address)
    assert send(outbox, parcel(address)).state == State.REFUSED


def test_files_are_private_and_no_link_is_followed(outbox: Outbox, tmp_path: Path) -> None:
    kept = parcel("http://127.0.0.1:9")
    outbox.keep(kept)
    outbox.accepted(kept)
    for path in tmp_path.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("{}")
    file = tmp_path / "outbox" / f"{kept.id}.json"
    file.unlink()
    file.symlink_to(elsewhere)
    with pytest.raises(StorageError):
        outbox.keep(kept)
    assert elsewhere.read_text() == "{}"
    assert outbox.parcels() == []


def _in_place(path: Path) -> Iterator[Callable[[], object]]:
    """Yield what else can be in the place of a file."""
    yield lambda: os.mkfifo(path)
    yield path.mkdir
    yield lambda: path.symlink_to("/dev/zero")
    yield lambda: path.write_bytes(b"[" * 5000)
    yield lambda: path.open("wb").truncate(1 << 40)


def test_what_is_no_file_or_far_too_large_is_passed_over_and_not_waited_for(outbox: Outbox, tmp_path: Path) -> None:
    kept = parcel("http://127.0.0.1:9")
    outbox.keep(kept)
    outbox.accepted(kept)
    for folder, found in (("outbox", outbox.parcels), ("receipts", outbox.receipts)):
        (good,) = found()
        path = tmp_path / folder / "0.json"
        for make in _in_place(path):
            make()
            assert found() == [good]
            path.rmdir() if path.is_dir() else path.unlink()


def test_an_accepted_parcel_keeps_neither_answers_nor_token(outbox: Outbox, tmp_path: Path) -> None:
    with receiving() as receiver:
        sent = parcel(receiver.address)
        send(outbox, sent)
    text = (tmp_path / "outbox" / f"{sent.id}.json").read_text()
    assert sent.token not in text
    assert json.loads(text)["body"] == ""


def test_a_receipt_is_found_by_its_beginning_or_typed_whole(outbox: Outbox) -> None:
    with receiving() as receiver:
        send(outbox, parcel(receiver.address))
        (receipt,) = outbox.receipts()
        assert find_receipt(outbox, receipt.code[:6]) == receipt
        assert find_receipt(outbox, receipt.code.upper()) == receipt
        other = f"{'1' * 32}-{'2' * 64}"
        assert find_receipt(outbox, other, receiver.address).token == "2" * 64
        for typed in ("", "zz", other):
            with pytest.raises(UnknownReceipt):
                find_receipt(outbox, typed)


def test_an_answer_in_the_wrong_place_is_no_receipt(outbox: Outbox) -> None:
    def put(*_: object) -> Reply:
        return Reply(200, False, "not_a_collector", "Something else answered.")

    assert (
        send(outbox, parcel("https://collector.example"), tries=2, put=put, sleep=lambda _: None).state == State.READY
    )
    assert not outbox.receipts()


def test_the_survey_sends_what_waits_beside_its_screens(
    outbox: Outbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "_SEND_AFTER", 0.0)
    with receiving() as receiver, open_store(tmp_path) as store:
        taking._send_what_waits(store)
        assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
        outbox.keep(parcel(receiver.address))
        taking._send_what_waits(store)
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join(20)
        assert [one.state for one in outbox.parcels()] == [State.ACCEPTED]
        assert receiver.kept
