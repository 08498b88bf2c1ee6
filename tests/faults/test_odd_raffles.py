"""What entrants and organisers give the raffle by mistake: said in words, with the code for it, and never in part."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.raffle.channel import Channel
from mlops_survey_tui.raffle.entering.making import Wish, enter
from mlops_survey_tui.raffle.entering.outgoing import Outgoing
from mlops_survey_tui.raffle.entering.places import RaffleDirectory
from mlops_survey_tui.raffle.entering.queue import Queue
from mlops_survey_tui.raffle.entering.sending import Reply
from mlops_survey_tui.raffle.failures import CannotUse
from mlops_survey_tui.raffle.service import database as rows
from tests.collector.running import free_port
from tests.raffle.organiser import KEY, PASSPHRASE, ask, database, desk, made, served, signing_key, url
from tests.sharing.finished import coffee, finished
from tests.sharing.receiving import receiving
from tests.sharing.test_share_command import run


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLOPS_SURVEY_RAFFLE_PASSPHRASE", PASSPHRASE)


def _said(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run a command of the raffle that must end by itself; return its code and what it said."""
    with pytest.raises(SystemExit) as left:
        get_command(app).main(["raffle", *words], prog_name="mlops-survey")
    assert isinstance(left.value.code, int)
    return left.value.code, capfd.readouterr().err


def _channel(service: str = "https://raffle.example") -> Channel:
    channel = Channel("2026", service, {"raffle": KEY.public_key().public_bytes_raw()})
    Path("raffle.json").write_text(channel.text(), encoding="utf-8")
    return channel


def test_a_directory_that_cannot_be_written_is_said_with_the_way_out(capfd: pytest.CaptureFixture[str]) -> None:
    Path("taken").write_text("a file")
    code, told = _said(capfd, "enter", "--dir", "taken/raffle")
    assert code == 4
    assert "Not a directory. Name another directory: --dir DIR" in told


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"[]", b'{"format": 1}', b"[" * 9000])
@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--database", "sqlite:///raffle.sqlite3", "--key", "odd"),
        ("draw", "odd", "--randomness", "0" * 64),
        ("verify", "odd"),
        ("withdraw", "odd", "--dir", "mine"),
        ("notify-list", "--database", "sqlite:///raffle.sqlite3", "--private", "odd"),
    ],
    ids=lambda command: command[0],
)
def test_a_file_with_faults_is_named_as_one(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...], content: bytes
) -> None:
    database(tmp_path).close()
    Path("odd").write_bytes(content)
    code, told = _said(capfd, *command)
    assert (code, "odd" in told) == (3, True)


@pytest.mark.parametrize("command", [("draw", "none", "--randomness", "0" * 64), ("verify", "none")])
def test_a_file_that_is_not_there_is_said_with_what_to_do(
    capfd: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    code, told = _said(capfd, *command)
    assert (code, told) == (
        4,
        f"none: {os.strerror(2)}. Check the path, and name another one where something is in its way.\n",
    )


def test_a_port_that_is_taken_is_no_wrong_command_line(capfd: pytest.CaptureFixture[str]) -> None:
    _channel()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, told = _said(capfd, "serve", "--database", "sqlite:///r.sqlite3", "--key", "raffle.json", "--port", port)
    assert (code, "Nothing can listen at" in told) == (4, True)


def test_a_database_that_another_holds_is_said(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database(tmp_path).close()
    real = sqlite3.connect
    monkeypatch.setattr("sqlite3.connect", lambda *args, **more: real(*args, **{**more, "timeout": 0.1}))
    with real(tmp_path / "raffle.sqlite3", isolation_level=None) as holding:
        holding.execute("BEGIN IMMEDIATE")
        closing = ("--winners", "1", "--draw-at", "2099-01-01")
        code, told = _said(capfd, "close", "--database", url(tmp_path), *closing)
        holding.execute("ROLLBACK")
    holding.close()
    assert code == 4
    assert "database is locked" in told


@pytest.mark.parametrize("words", ["x" * 2000, "\udcff" * 20])
def test_a_passphrase_that_no_key_takes_is_said(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("MLOPS_SURVEY_RAFFLE_PASSPHRASE", words)
    code, told = _said(capfd, "keygen", "--edition", "2026")
    assert (code, told) == (2, "The passphrase has to be text of at most 1023 bytes.\n")
    assert not list(Path().iterdir())


def test_an_entry_that_cannot_be_queued_leaves_no_receipt(monkeypatch: pytest.MonkeyPatch) -> None:
    place = RaffleDirectory(Path("mine").absolute())
    queue = Queue(place.queue)
    place.queue.rmdir()
    with pytest.raises(CannotUse):
        enter(Wish("raffle", "me@example.org"), _channel(), place, queue)
    assert not list(place.receipts.iterdir())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_service_with_success(number: signal.Signals) -> None:
    _channel()
    port = free_port()
    words = ["raffle", "serve", "--database", "sqlite:///r.sqlite3", "--key", "raffle.json", "--port", str(port)]
    service = subprocess.Popen([sys.executable, "-m", "mlops_survey_tui", *words], stderr=subprocess.DEVNULL)
    entry, record = made("me@example.org")
    try:
        _until_it_answers(port)
        assert ask(port, "PUT", f"/v1/entries/{entry.hex()}", record.body())[0] == 201
        service.send_signal(number)
        assert service.wait(30) == 0
    finally:
        service.kill()
        service.wait()
    assert database(Path(), "r.sqlite3").hashes("raffle") == [entry]


def _until_it_answers(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.02)


def test_while_another_program_holds_the_database_nobody_waits_for_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "SECONDS_TO_LOCK", 0.2)
    statuses: list[int] = []

    def put(number: int) -> None:
        entry, record = made(f"{number}@example.org")
        statuses.append(ask(port, "PUT", f"/v1/entries/{entry.hex()}", record.body())[0])

    with served(desk(tmp_path)) as port:
        holding = sqlite3.connect(tmp_path / "raffle.sqlite3", isolation_level=None)
        holding.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        threads = [threading.Thread(target=put, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert time.monotonic() - begun < 2.5
        holding.execute("ROLLBACK")
        holding.close()
        put(99)
    assert statuses == [503] * 20 + [201]


def test_a_raffle_that_is_away_is_waited_for_once_and_what_waits_is_counted() -> None:
    said: list[str] = []
    asked: list[str] = []

    def send(service: str, entry: bytes, body: bytes) -> Reply:
        asked.append(service)
        if "away" in service:
            raise CannotUse("The raffle cannot be reached.")
        return Reply(201, "created")

    place = RaffleDirectory(Path("mine").absolute())
    queue = Queue(place.queue)
    for service in ("away", "here"):
        for purpose in ("one", "two", "three"):
            enter(Wish("raffle", f"{purpose}@example.org"), _channel(f"https://{service}.example"), place, queue)
    assert not Outgoing(queue, said.append, send).send_all()
    assert sorted(asked) == ["https://away.example", *["https://here.example"] * 3]
    assert said[-1] == "3 entries wait to be sent."


@pytest.mark.parametrize(("place", "code"), [("none/ticket.json", 4), ("here.json", 3)])
def test_a_ticket_that_could_not_be_kept_is_said_before_anything_is_sent(tmp_path: Path, place: str, code: int) -> None:
    key = signing_key().public.text() if code == 4 else "{}"
    Path("key.json").write_text(key, encoding="utf-8")
    with receiving() as receiver:
        name = finished(tmp_path / "data", coffee(receiver.address))
        done = run(tmp_path / "data", "share", name, "--send", "--ticket", place, "--ticket-key", "key.json")
        assert not receiver.kept
    assert (done.exit_code, (place if code == 4 else "key.json") in done.stderr) == (code, True)
