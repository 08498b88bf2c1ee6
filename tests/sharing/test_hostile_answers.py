"""Whatever answers in the collector's place: the bundle is kept, nobody else gets it, and nothing waits for ever."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from dataclasses import replace
from email.utils import formatdate
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui.sharing.outbox import Outbox, State
from mlops_survey_tui.sharing.sending import send, send_waiting
from mlops_survey_tui.sharing.transport import put_bundle

from .receiving import receiving
from .rude import Authority, Behaviour, Rude, answered, endless
from .test_sending import parcel

QUICK = partial(put_bundle, seconds=0.1)
ESCAPE = "\x1b]0;mine\x07 \u202eevil\u0000"


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """An outbox of its own."""
    return Outbox(tmp_path)


def _waits(outbox: Outbox, address: str, codes: tuple[str, ...] = (), seconds: float = 0.1) -> None:
    """Try once; the bundle waits as it was, nothing is taken for an acceptance, and all that is said can be shown."""
    sent = send(outbox, parcel(address), tries=1, put=partial(put_bundle, seconds=seconds))
    assert sent.state == State.READY
    assert not codes or sent.code in codes
    assert not outbox.receipts()
    (kept,) = outbox.parcels()
    assert (kept.body, kept.state) == (sent.body, State.READY)
    assert sent.reason.isprintable()
    assert len(sent.reason) < 500


def _sends(content: bytes) -> Behaviour:
    return lambda connection: connection.sendall(content)


def _says(**content: Any) -> bytes:
    return json.dumps(content).encode()


OK = b"HTTP/1.1 200 OK\r\n"
ENDLESS = {
    "nothing": lambda connection: connection.recv(1) and threading.Event().wait(2),
    "line": endless(b"HTTP/1.1 200 ", b"a" * 30_000),
    "headers at once": endless(OK, b"X-More: yes\r\n" * 50),
    "headers in drops": endless(OK, b"a", 0.05),
    "continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "continue in drops": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
    "body": endless(OK + b"\r\n", b" " * 60_000),
    "body in drops": endless(OK + b"Content-Length: 60000\r\n\r\n", b" ", 0.05),
    "chunks": endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b" " * 4096 + b"\r\n"),
    "size of a chunk": endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 30_000),
    "trailers": endless(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
}


@pytest.mark.parametrize("behaviour", ENDLESS.values(), ids=ENDLESS)
def test_an_answer_without_end_is_given_up(outbox: Outbox, behaviour: Behaviour) -> None:
    with Rude(behaviour) as rude:
        _waits(outbox, rude.address)


ANSWERS = {
    "closed": b"",
    "no HTTP": b"SSH-2.0-OpenSSH\r\n",
    "HTTP/0.9": b"<html>Welcome</html>",
    "no such version": b"HTTP/9.9 201 Created\r\n\r\n{}",
    "no such status": b"HTTP/1.1 999 Odd\r\n\r\n",
    "negative status": b"HTTP/1.1 -201 Odd\r\n\r\n",
    "another protocol": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "login page": answered(200, b"<html>Log in!</html>"),
    "login elsewhere": answered(302, b"", location="https://portal.example/login"),
    "in the clear": answered(308, b"", location="http://collector.example/v1/bundles/x"),
    "login needed": answered(511, b"<html>Log in!</html>"),
    "proxy": answered(407, b"", proxy_authenticate='Basic realm="x"'),
    "forbidden": answered(403, _says(code=1020, message="Access denied")),
    "gateway": answered(404, _says(code="not_found", message="no Route matched")),
    "legal": answered(451, _says(code="blocked")),
    "too early": answered(425, b""),
    "gateway too slow": answered(504, b"<html>"),
    "cut off": answered(201, _says(id="0" * 32, accepted=True))[:-5],
    "longer than said": OK + b"Content-Length: 3\r\n\r\n" + _says(id="0" * 32, accepted=True),
    "length is a lie": OK + b"Content-Length: -5\r\n\r\n{}",
    "no chunk": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    "gzip bomb": answered(201, gzip.compress(b" " * 10_000_000), content_encoding="gzip"),
    "deep": answered(201, b"[" * 60_000),
    "deep refusal": answered(422, b'{"a":' * 10_000),
    "huge number": answered(201, b"9" * 60_000),
    "no text": answered(201, b"\xff\xfe\x00"),
    "a number": answered(201, b"NaN"),
    "accepted by word": answered(201, _says(id="0" * 32, accepted="yes")),
    "another bundle": answered(201, _says(id="0" * 32, accepted=True)),
    "a list for an id": answered(201, _says(id=["x"], accepted=True)),
    "a code that steers": answered(422, _says(code=ESCAPE, message=ESCAPE)),
    "words that steer": answered(503, _says(code="not_now", message=ESCAPE * 10_000)),
    "cut off on its way": answered(400, _says(code="cut_off", message="The body ended too early.")),
}


@pytest.mark.parametrize("content", ANSWERS.values(), ids=ANSWERS)
def test_what_is_no_answer_of_a_collector_is_tried_again_later(outbox: Outbox, content: bytes) -> None:
    with Rude(_sends(content)) as rude:
        _waits(outbox, rude.address)


def test_work_beyond_all_measure_is_not_done(outbox: Outbox) -> None:
    for told in ({"day": "2026-01-01", "difficulty": 60}, {"day": "1" * 60_000, "difficulty": 1}, {"difficulty": -1}):
        with Rude(_sends(answered(428, _says(code="work_needed", **told)))) as rude:
            assert send(outbox, parcel(rude.address), tries=1, put=QUICK).state == State.REFUSED
            assert len(rude.heads) == 1


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [
        ("", 0, 0),
        ("soon", 0, 0),
        ("-5", 0, 0),
        ("1e9", 0, 0),
        ("\u0663", 0, 0),
        ("7", 7, 7),
        (" 7 ", 7, 7),
        ("9" * 5000, 3600, 3600),
        (formatdate(0, usegmt=True), 0, 0),
        ("IN TEN MINUTES", 500, 600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600, 3600),
        ("Fri, 99 Foo 2026 23:59:59 GMT", 0, 0),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_collector_is_given_the_time_that_it_asks_for(
    outbox: Outbox, retry_after: str, least: float, most: float, status: int
) -> None:
    retry_after = retry_after.replace("IN TEN MINUTES", formatdate(time.time() + 600, usegmt=True))
    content = answered(status, b"", retry_after=retry_after)
    with Rude(_sends(content)) as rude:
        sent = send(outbox, parcel(rude.address), tries=1, put=QUICK, now=lambda: 1000.0)
    assert sent.state == State.READY
    assert least <= max(0.0, sent.not_before - 1000.0) <= most


def test_no_redirect_and_no_proxy_gets_anything(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    with Rude(_sends(answered(407, b""))) as other, receiving() as receiver:
        for name in ("http_proxy", "HTTP_PROXY", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, other.address)
        for status in (301, 302, 303, 307, 308):
            with Rude(_sends(answered(status, b"", location=other.address))) as rude:
                assert send(outbox, parcel(rude.address), tries=1, put=QUICK).code == "redirect"
        assert send(outbox, parcel(receiver.address), tries=1).state == State.ACCEPTED
        assert not other.heads


@pytest.mark.parametrize("case", ["another host", "out of date", "signed by itself", "no TLS", "unknown authority"])
def test_a_bundle_goes_to_nobody_whom_nobody_vouches_for(
    outbox: Outbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    contexts = {
        "another host": authority.context("elsewhere.example"),
        "out of date": authority.context("localhost", days=-1),
        "signed by itself": authority.context("localhost", itself=True),
    }
    if case == "unknown authority":
        (tmp_path / "other").mkdir()
        contexts[case] = Authority(tmp_path / "other").context("localhost")
    with Rude(_sends(answered(200, b"")), contexts.get(case)) as rude:
        code, seconds = ("no_answer", 0.3) if case == "no TLS" else ("certificate", 5)
        _waits(outbox, f"https://localhost:{rude.port}", (code,), seconds)
        assert not any(b"PUT" in head for head in rude.heads), "not even the head was sent"


def test_a_bundle_goes_to_whom_the_authority_vouches_for(
    outbox: Outbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))

    def answers(connection: socket.socket) -> None:
        connection.sendall(answered(503, b""))
        while connection.recv(65536):  # what is closed with something unread takes the answer along
            pass

    with Rude(answers, authority.context("localhost")) as rude:
        _waits(outbox, f"https://localhost:{rude.port}", ("http_503",), seconds=5)
        assert rude.heads[0].startswith(b"PUT /v1/bundles/")


def test_tls_that_is_never_spoken_is_given_up(outbox: Outbox) -> None:
    with Rude(lambda _: None) as rude:
        _waits(outbox, f"https://localhost:{rude.port}", ("no_answer",))


@pytest.mark.parametrize("wait", [0.0, 3.0], ids=["fails", "hangs"])
def test_a_name_that_is_not_found_is_tried_again_later(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, wait: float
) -> None:
    def unknown(*_: object, **__: object) -> Any:
        threading.Event().wait(wait)
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    _waits(outbox, "https://collector.example", ("no_answer",))


def test_an_address_of_version_6_is_spoken_to(outbox: Outbox) -> None:
    try:
        rude = Rude(_sends(answered(503, b"")), host="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    with rude:
        _waits(outbox, rude.address, ("http_503",), seconds=5)


@pytest.mark.parametrize(
    "damage",
    [
        {"tries": "many"},
        {"not_before": "soon"},
        {"body": None},
        {"collector": 5},
        {"tries": 10**400},
        {"state": []},
        {"deadline": "\ud800"},
        {"id": "../elsewhere"},
        {"id": "x"},
    ],
)
def test_a_damaged_file_in_the_outbox_keeps_no_other_from_being_sent(
    outbox: Outbox, tmp_path: Path, damage: dict[str, Any]
) -> None:
    with receiving() as receiver:
        damaged, good = parcel(receiver.address, 1), parcel(receiver.address, 2)
        for one in (damaged, good):
            outbox.keep(one)
        file = tmp_path / "outbox" / f"{damaged.id}.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | damage))
        assert [one.id for one in send_waiting(outbox)] == [good.id]
    assert sorted(path.stem for path in tmp_path.rglob("*.json")) == sorted([damaged.id, good.id, good.id])


def test_a_bundle_that_was_tried_very_often_still_waits_a_bounded_time(outbox: Outbox) -> None:
    waited: list[float] = []
    tried = replace(parcel("http://127.0.0.1:9"), tries=5000)
    send(outbox, tried, tries=3, put=QUICK, sleep=waited.append)
    assert all(0 <= wait <= 300 for wait in waited)
