"""Bundles on networks that work in part: what can be sent is sent, and nobody is kept waiting for what cannot."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui import exit_codes
from mlops_survey_tui.sharing.outbox import Outbox, State
from mlops_survey_tui.sharing.sending import send, send_waiting
from mlops_survey_tui.sharing.transport import Reply, put_bundle
from tests.sharing.receiving import receiving
from tests.sharing.rude import Rude, answered
from tests.sharing.test_sending import parcel
from tests.sharing.test_share_command import run


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note how long is waited between tries, and do not wait."""
    waited: list[float] = []
    assert send.__kwdefaults__ is not None
    monkeypatch.setitem(send.__kwdefaults__, "sleep", waited.append)
    return waited


def _nobody() -> str:
    """Return the address of a collector that does not run."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def _says(content: bytes) -> Callable[[socket.socket], None]:
    def behave(connection: socket.socket) -> None:
        connection.sendall(content)
        while connection.recv(65536):  # what is closed with something unread takes the answer along
            pass

    return behave


def test_a_collector_that_is_away_is_waited_for_once_and_keeps_no_other_from_being_asked(
    tmp_path: Path, waits: list[float]
) -> None:
    outbox, away = Outbox(tmp_path), _nobody()
    with receiving() as receiver:
        parcels = [parcel(away, number) for number in range(3)] + [parcel(receiver.address, 3)]
        for one in parcels:
            outbox.keep(one)
        found = run(tmp_path, "share", "--send")
    assert found.exit_code == exit_codes.STORAGE
    assert "2 more wait for the same collector, and were not tried now." in found.stdout
    assert "Sent, and accepted." in found.stdout
    assert len(waits) == 3, "one round of tries"
    assert sorted(one.tries for one in outbox.parcels() if one.collector == away) == [0, 0, 4]


def test_a_bundle_that_is_refused_keeps_no_other_from_being_sent(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    with receiving() as receiver:
        receiver.answers = [(422, {}, b'{"code": "wrong_shape", "message": "No."}')]
        for number in range(2):
            outbox.keep(parcel(receiver.address, number))
        found = run(tmp_path, "share", "--send")
    assert found.exit_code == exit_codes.STORAGE
    assert sorted(one.state for one in outbox.parcels()) == [State.ACCEPTED, State.REFUSED]


def test_at_a_start_too_a_collector_that_is_away_is_asked_once(tmp_path: Path) -> None:
    outbox, away = Outbox(tmp_path), _nobody()
    with receiving() as receiver:
        for one in [parcel(away, 0), parcel(away, 1), parcel(receiver.address, 2)]:
            outbox.keep(one)
        assert sorted(one.state for one in send_waiting(outbox)) == [State.ACCEPTED, State.READY]


def test_nobody_is_kept_waiting_for_an_hour_because_a_collector_says_so(tmp_path: Path, waits: list[float]) -> None:
    outbox = Outbox(tmp_path)
    with Rude(_says(answered(429, b'{"code": "too_often"}', retry_after="3000"))) as rude:
        outbox.keep(parcel(rude.address))
        assert run(tmp_path, "share", "--send").exit_code == exit_codes.STORAGE
    (kept,) = outbox.parcels()
    assert waits == []
    assert kept.tries == 1
    assert kept.not_before > 0


def test_a_bundle_that_was_tried_often_does_not_make_its_owner_wait_for_minutes(
    tmp_path: Path, waits: list[float]
) -> None:
    outbox = Outbox(tmp_path)
    outbox.keep(replace(parcel(_nobody()), tries=20))
    run(tmp_path, "share", "--send")
    assert all(wait <= 8 for wait in waits)


def test_what_is_called_off_while_another_program_waits_to_try_again_is_not_sent(tmp_path: Path) -> None:
    outbox, kept = Outbox(tmp_path), parcel(_nobody())

    def meanwhile(_: float) -> None:
        assert "It is not sent any more." in run(tmp_path, "withdraw", kept.id).stderr

    sent = send(outbox, kept, sleep=meanwhile)
    assert (sent.state, sent.code) == (State.REFUSED, "called_off")
    assert not outbox.parcels()
    (receipt,) = outbox.receipts()
    assert receipt.called_off


@pytest.mark.parametrize("arrives", [True, False])
def test_what_is_called_off_while_it_is_on_its_way_is_taken_back_if_it_arrives(tmp_path: Path, arrives: bool) -> None:
    outbox = Outbox(tmp_path)
    with receiving() as receiver:
        kept = parcel(receiver.address)

        def put(*given: Any) -> Reply:
            assert "it had not arrived" in run(tmp_path, "withdraw", kept.id).stderr
            return put_bundle(*given) if arrives else Reply(0, False, "no_answer")

        sent = send(outbox, kept, put=put, sleep=lambda _: None)
        assert not receiver.kept
    assert sent.code == "called_off"
    assert not [one for one in outbox.parcels() if one.waits]
    (receipt,) = outbox.receipts()
    assert receipt.withdrawn


def _unknown(*_: object, **__: object) -> Any:
    raise socket.gaierror(-3, "Temporary failure in name resolution")


def _no_way(*_: object, **__: object) -> Any:
    raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the connection was cut"),
        (b"SSH-2.0-OpenSSH\r\n", "what came is no HTTP"),
        (b"HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{", "not the whole of an answer"),
    ],
)
def test_why_no_answer_came_is_said_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    with Rude(lambda connection: connection.sendall(content)) as rude:
        assert told in send(Outbox(tmp_path), parcel(rude.address), tries=1).reason


@pytest.mark.parametrize(
    ("find", "told"),
    [(_unknown, "its name was not found on this network"), (_no_way, "there is no way to it from this network")],
)
def test_a_network_that_leads_nowhere_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, find: Callable[..., Any], told: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", find)
    assert told in send(Outbox(tmp_path), parcel("https://collector.example"), tries=1).reason


@pytest.mark.parametrize("address", [f"https://{'x' * 80}.example"])
def test_an_address_that_no_network_takes_is_said_in_words(tmp_path: Path, address: str) -> None:
    assert "its address cannot be used" in send(Outbox(tmp_path), parcel(address), tries=1).reason


def test_a_server_without_tls_where_tls_is_needed_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.recv(65536)
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        sent = send(Outbox(tmp_path), parcel(f"https://127.0.0.1:{listener.getsockname()[1]}"), tries=1)
    assert "it speaks no TLS" in sent.reason


def test_what_was_given_up_before_the_name_was_found_is_not_sent_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, found = socket.getaddrinfo, threading.Event()

    def slowly(*given: Any, **more: Any) -> Any:
        found.wait(10)
        return real(*given, **more)

    monkeypatch.setattr(socket, "getaddrinfo", slowly)
    with receiving() as receiver:
        sent = send(Outbox(tmp_path), parcel(receiver.address), tries=1, put=partial(put_bundle, seconds=0.05))
        found.set()
        threading.Event().wait(0.3)
        assert not receiver.kept
    assert "it took too long" in sent.reason


@pytest.mark.parametrize("kind", ["file", "link", "pipe"])
def test_nothing_is_sent_whose_receipt_would_have_no_place(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "receipts"
    make: dict[str, Callable[[], Any]] = {
        "file": place.touch,
        "link": lambda: place.symlink_to("elsewhere"),
        "pipe": lambda: os.mkfifo(place),
    }
    make[kind]()
    with receiving() as receiver:
        Outbox(tmp_path).keep(parcel(receiver.address))
        found = run(tmp_path, "share", "--send")
        assert not receiver.kept
    assert (found.exit_code, str(place) in found.stderr) == (exit_codes.STORAGE, True)
