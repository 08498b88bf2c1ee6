"""Requests that no program of ours makes: each is answered with a refusal or the end of the connection, never a 500."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui.sharing.envelope import LARGEST, padded

from .bundles import contents, envelopes
from .conftest import Start
from .running import JSON, Collector

PUT = b"PUT /v1/bundles/" + b"0" * 64 + b" HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
SMUGGLED = b"DELETE /v1/bundles/" + b"0" * 32 + b" HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture(scope="module")
def running(start_for_all: Start, tmp_path_factory: pytest.TempPathFactory) -> Collector:
    """A collector with little patience, for all tests of this module."""
    database = f"sqlite:///{tmp_path_factory.mktemp('odd') / 'bundles.sqlite3'}"
    collector = start_for_all(database, "--rate", "0", program="tests.collector.hasty")
    while collector.put(envelopes(1)[0]).status == 503:  # the first check may take longer than it has patience for
        time.sleep(0.1)
    return collector


@pytest.fixture
def collector(running: Collector) -> Iterator[Collector]:
    """A collector that still takes bundles afterwards, from the checking processes that it had before."""
    before = _children(running)
    yield running
    assert running.put(envelopes(1)[0]).status == 201
    assert _children(running) == before, "a checking process died"
    assert b'"error"' not in running.log.read_bytes()
    assert b"Traceback" not in running.log.read_bytes()


def _children(collector: Collector) -> list[str]:
    pid = collector.process.pid
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _raw(collector: Collector, given: bytes) -> list[int]:
    """Send bytes, and no more; return the statuses of all answers that come before the connection ends."""
    received = b""
    with socket.create_connection(("127.0.0.1", collector.port), 20) as connection, suppress(ConnectionError):
        connection.sendall(given)
        connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(65536):
            received += part
    return [int(answer[:3]) for answer in received.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize(
    "given",
    [
        PUT + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        PUT + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n" + SMUGGLED,
        PUT + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        PUT + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        PUT + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        PUT + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
        PUT + b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(SMUGGLED) + SMUGGLED,
        PUT + b"Content-Length: +2\r\n\r\n{}" + SMUGGLED,
        PUT + b"Content-Length: 0x2\r\n\r\n{}" + SMUGGLED,
        PUT + b"Content-Length: 2, 2\r\n\r\n{}" + SMUGGLED,
        PUT + b"Content-Length: 2\r\n X: folded\r\n\r\n{}" + SMUGGLED,
        PUT + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n{}" + SMUGGLED,
        PUT + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n{}" + SMUGGLED,
        PUT + b"Transfer-Encoding: chunked\r\n\r\n2;a=b\n{}\n0\n\n" + SMUGGLED,
    ],
)
def test_no_second_request_is_smuggled_in_a_body(collector: Collector, given: bytes) -> None:
    found = _raw(collector, given)
    assert len([status for status in found if status == 401]) == 0, "the smuggled request was answered"
    assert all(400 <= status < 500 for status in found)


@pytest.mark.parametrize(
    "given",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/0.9\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://elsewhere.example/v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET //../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /%00%ff%c0%af HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\nHost: \xff\x00\r\n\r\n",
        b"GET /v1/health HTTP/1.1\r\nHost: x\r\nRange: bytes=" + b"0-," * 2000 + b"\r\n\r\n",
        b"TRACE /v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
        b"BREW /v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
        PUT.replace(b"0" * 64, b"%30" * 64) + b"Content-Length: 2\r\n\r\n{}",
        PUT.replace(b"0" * 64, b"\xd9\xa0" * 64) + b"Content-Length: 2\r\n\r\n{}",
        PUT + b"Expect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}",
        PUT + b"X-Work: \xb2\xb3\r\nX-Invite: \xff\r\nX-Ticket-Request: \xff=\r\nContent-Length: 2\r\n\r\n{}",
        PUT + b"Content-Encoding: gzip, br\r\nContent-Length: 2\r\n\r\n{}",
        PUT + b"Content-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\n{}",
        PUT + b"Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        PUT + b"Content-Encoding: identity\r\n" * 600 + b"Content-Length: 2\r\n\r\n{}",
        SMUGGLED.replace(b"\r\n\r\n", b"\r\nAuthorization: Withdrawal \xff\r\n\r\n"),
        SMUGGLED.replace(b"\r\n\r\n", b"\r\nAuthorization: Withdrawal " + b"0" * 64 + b"\r\n\r\n"),
        b"DELETE /v1/bundles/%2e%2e HTTP/1.1\r\nHost: x\r\nAuthorization: Withdrawal " + b"0" * 64 + b"\r\n\r\n",
    ],
)
def test_an_odd_request_is_answered_or_cut_off(collector: Collector, given: bytes) -> None:
    found = _raw(collector, given)
    assert len(found) <= 1
    assert all(status < 500 for status in found)


@pytest.mark.parametrize("coding", [b"gzip, chunked", b"chunked, chunked", b"deflate,chunked", b"x, identity, Chunked"])
def test_a_body_in_a_coding_that_is_not_known_is_told_so(collector: Collector, coding: bytes) -> None:
    given = PUT + b"Transfer-Encoding: " + coding + b"\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    assert _raw(collector, given) in ([501], [400])


UPGRADE = b"Connection: Upgrade\r\nUpgrade: h2c\r\n"


@pytest.mark.parametrize("length", [b"Content-Length: %d" % len(SMUGGLED), b"Transfer-Encoding: chunked"])
def test_a_body_beside_a_wish_for_another_protocol_is_no_second_request(collector: Collector, length: bytes) -> None:
    with socket.create_connection(("127.0.0.1", collector.port), 20) as connection, suppress(ConnectionError):
        connection.sendall(PUT + UPGRADE + length + b"\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 400")
        connection.sendall(SMUGGLED)
        assert connection.recv(65536) == b""


def test_a_wish_for_another_protocol_without_a_body_is_passed_over(collector: Collector) -> None:
    asked = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n" + UPGRADE + b"\r\n"
    with socket.create_connection(("127.0.0.1", collector.port), 20) as connection:
        connection.sendall(asked)
        answered = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answered.startswith(b"HTTP/1.1 200")
    assert b"connection: close" in answered


@pytest.mark.parametrize("path", ["/v1/ready/", f"/v1/bundles/{'0' * 64}/"])
def test_nobody_is_sent_elsewhere(collector: Collector, path: str) -> None:
    found = collector.ask("PUT" if "bundles" in path else "GET", path, b"{}", JSON)
    assert (found.status, "location" in found.headers) == (404, False)


def _deep(opening: bytes, closing: bytes = b"") -> bytes:
    return opening * (LARGEST // len(opening) // 2) + closing * (LARGEST // len(opening) // 2)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\x00}\x00",
        b'{"a":"\xed\xa0\x80"}',
        b'{"id":"\\ud800"}',
        b"null",
        b"9" * LARGEST,
        b"-" * LARGEST,
        b"1e999999",
        b"[1e400]",
        b'"' + b"\\u0000" * 10_000 + b'"',
        _deep(b"["),
        _deep(b"[", b"]"),
        _deep(b'{"a":'),
        b"[" + b"[]," * 20_000 + b"[]]",
        b"{" + b",".join(b'"%d":0' % number for number in range(6000)) + b"}",
        b'{"a":1,"a":2}',
        b'{"answers":{"a":{"value":1,"value":2}}}',
        b'{"\\ud800":1}',
        b"[NaN]",
        b"[-Infinity]",
        b"[-0.0]",
        b"[99999999999999999999]",
        b"{}".decode().encode("utf-16"),
        b" " * LARGEST,
        b"{}" * 1000,
        b"{}\x00",
    ],
)
def test_a_body_made_to_exhaust_is_refused(collector: Collector, body: bytes) -> None:
    found = collector.ask("PUT", f"/v1/bundles/{sha256(body).hexdigest()}", body, JSON)
    assert (found.status, found.content["code"]) in ((422, "not_json"), (422, "wrong_shape"), (413, "too_large"))


def _bundle(**fields: Any) -> bytes:
    data = {**contents()[0], "id": "0" * 32, "withdrawal": "0" * 64, "client": "1.0", "consent": 1, **fields}
    return padded(data)


@pytest.mark.parametrize(
    "fields",
    [
        {"answers": {f"q{number}": {"status": "answered", "value": 1} for number in range(1500)}},
        {"answers": {f"x@{'/'.join('abcdefgh')}{number}": {"status": ""} for number in range(900)}},
        {"chance": [{"decision": "drawn", "draw": "x", "value": [f"v{n}" for n in range(900)]}] * 5},
        {"chance": [{"decision": "displayed", "page": "x", "sets": [["a"] * 5] * 200}] * 8},
        {"chance": [{"decision": "assigned", "form": 2**53}] * 800},
        {"chance": [{"decision": "replaced", "module": "a", "by": "a"}] * 800},
        {"outcome": "screened_out"},
        {"minutes": "<10", "marks": ["draft"] * 10},
        {"padding": " " * 4096},
    ],
    ids=["answers", "items", "draws", "sets", "forms", "circles", "screened out", "marks", "padding"],
)
def test_a_bundle_made_to_keep_the_check_busy_gets_a_verdict(collector: Collector, fields: dict[str, Any]) -> None:
    body = _bundle(**fields) if "padding" not in fields else _bundle()[:-1] + b" " * 4096 + b"}"
    found = collector.ask("PUT", f"/v1/bundles/{sha256(body).hexdigest()}", body, JSON)
    assert found.status in (200, 201, 409, 413, 422)


def test_a_flood_of_idle_connections_keeps_nobody_out(collector: Collector) -> None:
    held = []
    with suppress(OSError):
        for _ in range(800):
            held.append(socket.create_connection(("127.0.0.1", collector.port), 20))
    assert collector.put(envelopes(1)[0]).status == 201
    for connection in held:
        connection.close()


def test_requests_one_behind_the_other_are_answered_in_turn(collector: Collector) -> None:
    one, two = envelopes(2)
    sent = b"".join(
        b"PUT /v1/bundles/%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        % (each.digest.encode(), len(each.body), each.body)
        for each in (one, two, one)
    )
    received = b""
    with socket.create_connection(("127.0.0.1", collector.port), 20) as connection:
        connection.sendall(sent)
        while received.count(b"HTTP/1.1") < 3 or not received.endswith(b"}"):
            received += connection.recv(65536)
    statuses = [int(answer[:3]) for answer in received.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [201, 201, 200]
    assert [json.loads(part.rpartition(b"\r\n\r\n")[2])["id"] for part in received.split(b"HTTP/1.1 ")[1:]] == [
        one.id,
        two.id,
        one.id,
    ]
