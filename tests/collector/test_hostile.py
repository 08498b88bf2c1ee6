"""What comes slowly, without end, or with lies about its length takes no memory and not much time."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from mlops_survey_tui.sharing.envelope import LARGEST
from tests.sharing.rude import Authority

from .bundles import envelopes
from .conftest import Start
from .running import Collector

PATIENCE = 15.0
GROWTH = 48 * 1024
"""Kilobytes; what a test sends would be many times as much if it were kept."""
PUT = b"PUT /v1/bundles/" + b"0" * 64 + b" HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def hasty(start_for_all: Start, tmp_path_factory: pytest.TempPathFactory) -> Collector:
    """A collector with little patience."""
    found = start_for_all(
        f"sqlite:///{tmp_path_factory.mktemp('hasty') / 'bundles.sqlite3'}", program="tests.collector.hasty"
    )
    assert found.put(envelopes(1)[0]).status == 201
    return found


@pytest.fixture
def collector(hasty: Collector) -> Iterator[Collector]:
    """A collector with little patience, which still takes bundles afterwards and has not grown."""
    before = _kilobytes(hasty)
    yield hasty
    assert hasty.put(envelopes(1)[0]).status == 201
    assert _kilobytes(hasty) - before < GROWTH


def _kilobytes(collector: Collector) -> int:
    """Return the most memory that the receiving process ever had."""
    lines = Path(f"/proc/{collector.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def _open(collector: Collector) -> socket.socket:
    found = socket.create_connection(("127.0.0.1", collector.port), PATIENCE)
    found.settimeout(PATIENCE)
    return found


def _answer(connection: socket.socket) -> bytes:
    """Return all that comes until the connection ends."""
    parts = b""
    with suppress(ConnectionError):
        while part := connection.recv(65536):
            parts += part
    return parts


def _send_until_it_ends(connection: socket.socket, first: bytes, part: bytes, most: int) -> int:
    """Send a part again and again; return how many bytes went before the connection ended."""
    sent = 0
    with suppress(ConnectionError):
        connection.sendall(first)
        while sent < most:
            connection.sendall(part)
            sent += len(part)
    return sent


def test_one_byte_too_many_is_refused_by_the_head_alone(collector: Collector) -> None:
    with _open(collector) as connection:
        connection.sendall(PUT + b"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n" % (LARGEST + 1))
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_body_of_unknown_length_is_refused_once_it_is_too_large(collector: Collector) -> None:
    with _open(collector) as connection:
        chunk = b"%x\r\n%s\r\n" % (4096, b" " * 4096)
        connection.sendall(PUT + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 17)
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    ("first", "part"),
    [
        (PUT + b"Content-Length: 999999999\r\n\r\n", b" " * 65536),
        (PUT + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b" " * 4096 + b"\r\n"),
        (PUT + b"X-Long: ", b"a" * 65536),
        (PUT, b"X-Many: yes\r\n" * 1000),
        (b"GET /", b"a" * 65536),
        (b"GET ", b"\r\n" * 30_000),
        (PUT + b"Transfer-Encoding: chunked\r\n\r\n1;x=", b"a" * 65536),
        (PUT + b"Transfer-Encoding: chunked\r\n\r\n1\r\n \r\n0\r\nTrailer: ", b"a" * 65536),
        (b"", b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n" * 500),
    ],
    ids=["length", "chunks", "header", "headers", "address", "lines", "extension", "trailer", "pipeline"],
)
def test_what_has_no_end_is_cut_off(collector: Collector, first: bytes, part: bytes) -> None:
    with _open(collector) as connection:
        assert _send_until_it_ends(connection, first, part, 64 * 1024 * 1024) < 32 * 1024 * 1024


@pytest.mark.parametrize(
    "given",
    [b"", b"GET / HT", PUT, PUT + b"Content-Length: 100\r\n\r\n{", PUT + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{"],
    ids=["nothing", "part of a line", "part of a head", "part of a body", "part of a chunk"],
)
def test_what_does_not_go_on_is_cut_off(collector: Collector, given: bytes) -> None:
    with _open(collector) as connection:
        connection.sendall(given)
        begun = time.monotonic()
        answered = _answer(connection)
        assert time.monotonic() - begun < PATIENCE
        assert answered == b"" or answered.startswith(b"HTTP/1.1 408")


def test_a_head_that_comes_drop_by_drop_is_cut_off(collector: Collector) -> None:
    with _open(collector) as connection, suppress(ConnectionError):
        for number in range(200):
            connection.sendall(b"GET / HTTP/1.1\r\nX: "[number : number + 1] or b"a")
            time.sleep(0.02)
        assert connection.recv(10) == b""


@pytest.mark.parametrize(
    "lie",
    [
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 1e3\r\n\r\n",
        b"Content-Length: " + b"9" * 400 + b"\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"Transfer-Encoding: gzip\r\n\r\n",
        b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
        b"\x00: \x01\r\n\r\n",
    ],
)
def test_lies_about_a_body_are_refused(collector: Collector, lie: bytes) -> None:
    with _open(collector) as connection:
        connection.sendall(PUT + lie)
        connection.shutdown(socket.SHUT_WR)
        assert _answer(connection)[:12] in (b"", b"HTTP/1.1 400", b"HTTP/1.1 413", b"HTTP/1.1 415", b"HTTP/1.1 422")


def test_many_slow_bodies_hold_little_together_and_bundles_still_come_through(collector: Collector) -> None:
    held = [_open(collector) for _ in range(400)]
    for connection in held:
        connection.sendall(PUT + b"Content-Length: 65536\r\n\r\n" + b" " * 60_000)
    for envelope in envelopes(5):
        assert collector.put(envelope).status == 201
    assert _answer(held[0]).startswith(b"HTTP/1.1 408")
    for connection in held:
        connection.close()


def test_whoever_waits_longest_makes_room(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOST_CONNECTIONS", "20")
    collector = start(f"sqlite:///{tmp_path / 'bundles.sqlite3'}", program="tests.collector.hasty")
    held = [_open(collector) for _ in range(60)]
    assert collector.put(envelopes(1)[0]).status == 201
    for connection in held:
        connection.close()


def test_who_never_speaks_tls_where_it_is_spoken_is_cut_off(start: Start, tmp_path: Path) -> None:
    Authority(tmp_path).context("localhost")
    certificate = str(tmp_path / "localhost1False.pem")
    database = f"sqlite:///{tmp_path / 'bundles.sqlite3'}"
    collector = start(database, "--certificate", certificate, program="tests.collector.hasty", ready=False)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(ConnectionRefusedError), _open(collector) as connection:
            connection.settimeout(5)
            assert _answer(connection) == b""
            return


def test_who_takes_no_answer_is_cut_off(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECONDS_FOR_AN_ANSWER", "0.5")
    collector = start(f"sqlite:///{tmp_path / 'bundles.sqlite3'}", program="tests.collector.hasty")
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(("127.0.0.1", collector.port))
        _ask_until_no_answer_goes_out(connection, collector)
        end = time.monotonic() + 5
        while _held_back(connection, collector) and time.monotonic() < end:
            time.sleep(0.05)
        assert _held_back(connection, collector) == []


_ESTABLISHED = "01"


def _ask_until_no_answer_goes_out(connection: socket.socket, collector: Collector) -> None:
    """Ask for long answers and take none, until the system holds back no more of them."""
    most, goes_on = 0, True
    while goes_on or not most:
        connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
        end, goes_on = time.monotonic() + 1, False
        while not goes_on and time.monotonic() < end:
            time.sleep(0.001)
            goes_on = sum(_held_back(connection, collector)) > most
        most = max(most, sum(_held_back(connection, collector)))


def _held_back(connection: socket.socket, collector: Collector) -> list[int]:
    """Return how many bytes the system holds back that the collector sent on a connection, if that is still open."""
    ends = f":{collector.port:04X}", f":{connection.getsockname()[1]:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [int(row[4][:8], 16) for row in rows if (row[1][-5:], row[2][-5:], row[3]) == (*ends, _ESTABLISHED)]
