"""Whoever holds connections to the raffle's service without asking anything keeps nobody else out."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from mlops_survey_tui.raffle.entering.sending import put
from mlops_survey_tui.raffle.failures import RaffleError
from mlops_survey_tui.raffle.service import connections
from tests.sharing.rude import Rude, answered

from .organiser import ask, desk, made, served

HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"


def _open(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def _until_it_ends(connection: socket.socket) -> bytes:
    received = b""
    with suppress(ConnectionError):
        while part := connection.recv(65536):
            received += part
    return received


@pytest.mark.parametrize("before", [b"", HEALTH], ids=["at first", "after a request"])
@pytest.mark.parametrize("given", [b"", b"GET /hea", b"PUT / HTTP/1.1\r\nHost: x\r\nX-More: "])
def test_a_head_that_does_not_go_on_ends_the_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes, given: bytes
) -> None:
    monkeypatch.setattr(connections, "SECONDS_FOR_A_HEAD", 0.3)
    with served(desk(tmp_path)) as port, _open(port) as connection:
        connection.sendall(before)
        if before:
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        connection.sendall(given)
        assert _until_it_ends(connection) in (b"", b'{"status":"ok"}')
        assert ask(port, "GET", "/health")[0] == 200


def test_a_body_that_does_not_go_on_ends_the_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SECONDS_FOR_A_REQUEST", 0.3)
    with served(desk(tmp_path)) as port, _open(port) as connection:
        connection.sendall(b"PUT /v1/entries/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{" % (b"0" * 64))
        assert _until_it_ends(connection) == b""


def test_whoever_waits_longest_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 10)
    with served(desk(tmp_path)) as port:
        held = [_open(port) for _ in range(40)]
        entry, record = made("ann@example.org")
        assert ask(port, "PUT", f"/v1/entries/{entry.hex()}", record.body())[0] == 201
        for connection in held:
            connection.close()


@pytest.mark.parametrize(
    ("name", "code"), [("\ud800", "not_json"), ("\u202e", "wrong_fields"), ("x" * 200, "wrong_fields")]
)
def test_a_name_that_a_stranger_made_up_is_not_repeated(tmp_path: Path, name: str, code: str) -> None:
    entry, record = made("ann@example.org")
    body = json.dumps({**json.loads(record.body()), name: 1})
    with served(desk(tmp_path)) as port:
        status, data, _ = ask(port, "PUT", f"/v1/entries/{entry.hex()}", body)
    assert (status, data) == (422, {"code": code, "field": ""})


@pytest.mark.parametrize(
    "bytes_back",
    [
        answered(200, b"<html>Welcome to the hotel</html>"),
        answered(201, b'{"code": "welcome"}'),
        answered(200, b"[" * 60_000),
        answered(201, b'{"code": "created"}')[:-4],
        b"",
        b"SSH-2.0-OpenSSH\r\n",
    ],
    ids=["portal", "another program", "deep", "cut off", "nothing", "no HTTP"],
)
def test_what_did_not_come_from_the_raffle_is_no_acceptance(bytes_back: bytes) -> None:
    with Rude(lambda connection: connection.sendall(bytes_back)) as rude, pytest.raises(RaffleError):
        put(rude.address, bytes(32), b"{}")


@pytest.mark.parametrize("status", [403, 404, 407, 413, 429, 451, 500, 503, 511])
def test_a_refusal_without_the_services_code_is_not_for_good(status: int) -> None:
    content = json.dumps({"code": 1020, "message": "blocked"}).encode()
    with Rude(lambda connection: connection.sendall(answered(status, content))) as rude:
        reply = put(rude.address, bytes(32), b"{}")
    assert (reply.done, reply.final) == (False, False)


@pytest.mark.parametrize(
    "service", ["https://a:99999", "https://[::1", "http://raffle.example", "https://me@raffle", "https://a b"]
)
def test_what_is_no_safe_address_is_said(service: str) -> None:
    with pytest.raises(RaffleError):
        put(service, bytes(32), b"")
