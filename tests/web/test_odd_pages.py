"""Pages that take nothing, processes that read nothing, requests that are none: the server stays whole and ends."""

from __future__ import annotations

import asyncio
import resource
import socket
import sys
import time
from collections.abc import Callable

import aiohttp
import pytest

from mlops_survey_tui.exit_codes import by_signal
from mlops_survey_tui.faces.web import live, packets, pages, sitting
from mlops_survey_tui.faces.web.live import Live
from mlops_survey_tui.faces.web.sitting import Sitting

from .serving import Serving
from .test_server import _sitting

_DRAWS = (
    f"import sys; sys.stdout.buffer.write({packets.BEGIN + packets.packet(packets.DATA, b'x')!r}); sys.stdout.flush()"
)
_DEAF = "; import signal, time; [signal.signal(each, signal.SIG_IGN) for each in (1, 15)]; time.sleep(60)"


async def test_a_page_that_takes_nothing_does_not_keep_its_sitting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting, "_PATIENCE", 0.2)
    cut = asyncio.Event()

    async def show(data: bytes) -> None:
        await cut.wait()

    one = Sitting([sys.executable, "-c", _DRAWS], show, cut.set)
    await one.start(80, 24)
    begun = time.monotonic()
    assert (await one.stop()).code == 0
    assert time.monotonic() - begun < 2


async def test_a_process_that_reads_nothing_keeps_nobody_waiting_and_fills_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitting, "_PATIENCE", 0.1)
    monkeypatch.setattr(sitting, "_MOST_WAITING", 1 << 20)
    one = Sitting([sys.executable, "-c", _DRAWS + _DEAF], _shown, lambda: None)
    await one.start(80, 24)
    for _ in range(100):
        one.type("x" * (1 << 20))
    assert one._process is not None
    assert one._process.stdin is not None
    assert one._process.stdin.transport.get_write_buffer_size() < 1 << 22
    assert (await one.stop()).code == by_signal(9)


async def _shown(data: bytes) -> None:
    """Take what is drawn."""


def test_pages_that_were_never_opened_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_MOST_KNOWN", 3)
    known = Live(lambda theme: ())
    names = [known.expect() for _ in range(5)]
    assert [known.take(name) for name in names] == [False, False, True, True, True]


async def test_a_page_is_told_that_no_process_could_be_started(serve: Callable[..., Serving]) -> None:
    served = serve()
    async with aiohttp.ClientSession() as client:
        name = await _sitting(client, served)
        resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE, (12, 1024))
        address, own = served.address.replace("http", "ws", 1), f"http://127.0.0.1:{served.port}"
        async with client.ws_connect(f"{address}live/{name}/dark", origin=own) as channel:
            while not channel.closed:
                await channel.receive(timeout=10)
        async with client.get(f"{served.address}ended/{name}", timeout=aiohttp.ClientTimeout(10)) as answer:
            said = await answer.json()
    assert "could not be started: Too many open files" in said["text"]


def test_what_is_no_request_is_not_told_in_the_terminal(serve: Callable[..., Serving]) -> None:
    served = serve()
    for request in (b"GET /" + b"a" * 20_000, b"GET / HTTP/1.1\r\nHost: x\x01\r\n\r\n", b"\x16\x03\x01" * 99):
        with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
            connection.sendall(request + b"\r\n\r\n")
            connection.recv(1000)
    code, said = served.end()
    assert code == 130
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1


def test_a_connection_that_cannot_be_taken_is_told_once_and_in_words(serve: Callable[..., Serving]) -> None:
    served = serve()
    resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE, (3, 1024))
    with socket.create_connection(("127.0.0.1", served.port), timeout=10):
        assert served.process.stderr is not None
        told = [served.process.stderr.readline() for _ in range(2)]
    assert told[1].startswith("A page could not be given: Too many open files.")
    assert "Traceback" not in served.end()[1]


def test_a_title_and_a_place_that_would_steer_are_shown_on_the_page() -> None:
    about = pages.About("turned\u202e\x9b31m", location="/home/\u2066me")
    assert all(mark in pages.page(about, "x") for mark in ("‹U+202E›", "‹U+009B›", "‹U+2066›"))
