"""`mlops-survey raffle` as organisers and entrants run it."""

from __future__ import annotations

import datetime
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from typer.testing import CliRunner, Result

from mlops_survey_tui.cli import app
from mlops_survey_tui.raffle.channel import read_channel
from mlops_survey_tui.raffle.record import Record
from mlops_survey_tui.raffle.service.database import open_entries
from mlops_survey_tui.raffle.service.desk import Desk
from mlops_survey_tui.raffle.tickets.blinding import ask_for_ticket, ticket_from
from mlops_survey_tui.raffle.tickets.files import write_ticket
from mlops_survey_tui.raffle.tickets.public import read_ticket_key
from mlops_survey_tui.raffle.tickets.signing import read_signing_key
from tests.architecture.processes import DUMP
from tests.terminal.terminal import Terminal

from .organiser import PASSPHRASE, ask, made, served, url

RUNNER = CliRunner()
SURVEY = """
id: small
title: Small
edition: "2026"
version: "1"
sections:
  - {id: one, title: One, questions: [{kind: info, id: hello, text: Hello, sensitivity: none, topics: []}]}
offers:
  - {id: raffle, label: Enter the raffle, consent: Consent to the raffle.}
  - {id: results, label: Get the results, consent: Consent to results.}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A questionnaire with a raffle.json beside it, keys, and a directory of an entrant."""
    monkeypatch.setenv("MLOPS_SURVEY_RAFFLE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("MLOPS_SURVEY_RAFFLE_DIR", str(tmp_path / "mine"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "survey.yaml").write_text(SURVEY)
    keys = ["--for", "raffle", "--for", "results", "--service", "http://127.0.0.1:9", "--out", str(tmp_path)]
    assert _run("keygen", "--edition", "2026", *keys).exit_code == 0
    return tmp_path


def _run(*arguments: str | Path, typed: str | None = None) -> Result:
    return RUNNER.invoke(app, ["raffle", *map(str, arguments)], input=typed)


def _enter(folder: Path, port: int, typed: str, *more: str | Path) -> Result:
    service = f"http://127.0.0.1:{port}"
    return _run("enter", "--questions", folder, "--to", service, "--now", *more, typed=typed)


def test_a_whole_raffle_from_keys_to_winners(folder: Path) -> None:
    channel = read_channel(folder / "raffle.json")
    entries = open_entries(url(folder), "2026", create=True)
    with served(Desk(entries, "2026", channel.keys.keys())) as port:
        both = _enter(folder, port, "y\nAnn@Example.org\ny\nann@example.org\ny\n")
        assert both.exit_code == 0, both.output
        assert "Consent to the raffle." in both.stderr
        assert "encrypted to the key " + channel.fingerprint("raffle") in both.stderr
        assert "could match the times" in both.stderr
        assert both.stderr.count("sent and accepted") == 2
        _enter(folder, port, "y\nbob@example.org\ny\n", "--for", "raffle")
        gone = _enter(folder, port, "y\ncarl@example.org\ny\n", "--for", "raffle")
        taken = _run("withdraw", gone.stdout.split()[-1])
        assert (taken.exit_code, taken.stderr) == (0, "The entry is taken back.\n")
    entries.close()
    receipt = next(Path(line) for line in both.stdout.splitlines() if "raffle-" in Path(line).name)
    _close_and_draw(folder, receipt)
    _notify(folder)


def _close_and_draw(folder: Path, receipt: Path) -> None:
    soon = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S")
    closing = ("close", "--database", url(folder), "--winners", "1", "--out", folder / "public", "--draw-at")
    assert _run(*closing, "2020-01-01").exit_code == 2
    closed = _run(*closing, soon)
    assert closed.exit_code == 0, closed.output
    listed, verifier = map(Path, closed.stdout.split())
    assert len(json.loads(listed.read_text())["entries"]) == 2
    mine = _run("verify", listed, "--receipt", receipt)
    assert "Your entry is in the list." in mine.stdout
    assert "Hash of the published list" in receipt.read_text()
    assert _run("draw", listed, "--randomness", "12").exit_code == 2
    drawn = _run("draw", listed, "--randomness", "ab" * 32)
    result = Path(drawn.stdout.strip())
    checked = _run("verify", listed, result, "--receipt", receipt)
    assert (checked.exit_code, "The draw is right" in checked.stdout) == (0, True)
    assert re.search(r"Your entry has rank [12] of 2\. It (won|did not win)\.", checked.stdout)
    assert subprocess.run([sys.executable, verifier, listed, result], check=False, timeout=30).returncode == 0
    right = result.read_text()
    result.write_text(right.replace('"winners": 1', '"winners": 2'))
    wrong = _run("verify", listed, result)
    assert (wrong.exit_code, "not the announced one" in wrong.stdout) == (1, True)
    result.write_text(right)


def _notify(folder: Path) -> None:
    telling = ("notify-list", "--database", url(folder), "--private")
    key, result = folder / "raffle-2026-raffle.private.pem", folder / "public" / "raffle-2026-result.json"
    kept = _run(*telling, key, "--result", result, typed="n\n")
    winner = kept.stdout.split()[0]
    assert winner in ("Ann@example.org", "bob@example.org")
    assert "Nothing was deleted." in kept.stderr
    told = _run(*telling, key, "--result", result, "--out", folder / "winners", "--yes")
    assert "1 sealed record(s) deleted" in told.stderr
    assert (folder / "winners").read_text() == f"{winner}\n"
    assert _run(*telling, key).exit_code == 2, "without a result nobody is opened"
    others = _run(*telling, folder / "raffle-2026-results.private.pem", "--for", "results", "--yes")
    assert others.stdout == "ann@example.org\n"
    assert open_entries(url(folder)).hashes("results") == []


def test_without_a_yes_nothing_is_made_or_sent(folder: Path) -> None:
    for typed in ("", "n\nn\n", "y\n\nn\n", "y\nann@example.org\nn\nn\n"):
        done = _enter(folder, 9, typed)
        assert "Nothing was entered." in done.stderr, done.output
        assert done.exit_code == 0
    assert not [path for path in (folder / "mine").rglob("*") if path.is_file()]


def test_an_entry_waits_and_is_sent_later_only_when_it_is_due(folder: Path) -> None:
    done = _run("enter", "--questions", folder, "--for", "raffle", typed="y\nnot an address\nann@example.org\ny\n")
    assert "This is no mail address" in done.stderr
    assert "1 entry waits" in done.stderr
    assert "--send-queued" in done.stderr
    assert "1 entry waits" in _run("enter", "--send-queued").stderr
    later = _run("enter", "--send-queued", "--now")
    assert "cannot be reached" in later.stderr
    assert later.exit_code == 4


def test_a_wrong_fingerprint_or_wish_or_a_missing_raffle_is_said(folder: Path) -> None:
    asked = ("enter", "--questions", folder)
    print_ = read_channel(folder / "raffle.json").fingerprint("raffle")
    assert "Nothing was entered" in _run(*asked, "--key", print_, typed="").stderr
    assert "another fingerprint" in _run(*asked, "--key", "0000-1111", typed="").stderr
    assert "This edition offers: raffle, results" in _run(*asked, "--for", "marketing", typed="").stderr
    assert "over https" in _run(*asked, "--to", "http://example.org", typed="").stderr
    (folder / "raffle.json").unlink()
    assert "names no raffle yet" in _run(*asked, typed="").stderr


def test_a_raffle_with_tickets(folder: Path) -> None:
    assert _run("keygen", "--edition", "2026", "--tickets", "--out", folder).exit_code == 0
    public = read_ticket_key(folder / "tickets-2026.json")
    signer = read_signing_key(folder / "tickets-2026.private.pem", PASSPHRASE, "2026")
    assert signer.public == public
    asked = ask_for_ticket(public)
    write_ticket(folder / "ticket.json", ticket_from(public, asked, signer.sign(asked.sent)))
    entries = open_entries(url(folder), "2026", create=True)
    with served(Desk(entries, "2026", ["raffle", "results"], public)) as port:
        without = _enter(folder, port, "y\nann@example.org\ny\n", "--for", "raffle")
        assert "give it with --ticket" in without.stderr
        with_one = _enter(
            folder, port, "y\nann@example.org\ny\n", "--for", "raffle", "--ticket", folder / "ticket.json"
        )
        assert "sent and accepted" in with_one.stderr
        again = _enter(folder, port, "y\nbob@example.org\ny\n", "--for", "raffle", "--ticket", folder / "ticket.json")
        assert "used before" in again.stderr
    assert len(entries.hashes("raffle")) == 1


def test_the_service_runs_until_it_is_told_to_stop_says_no_address_and_leaves_no_order(folder: Path) -> None:
    port = _free_port()
    command = [sys.executable, "-m", "mlops_survey_tui", "raffle", "serve", "--database", url(folder)]
    command += ["--port", str(port), "--key", str(folder / "raffle.json")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert server.stdout is not None
        assert server.stderr.readline().startswith("Entries of edition 2026 for raffle, results")
        sent = [made(f"p{number}@example.org") for number in range(7)]
        assert [_put(port, *one) for one in sent] == [201] * 7
        server.send_signal(signal.SIGTERM)
        assert (server.stderr.read(), server.stdout.read()) == ("", "")
    assert server.returncode == 0
    content = (folder / "raffle.sqlite3").read_bytes()
    assert sorted(sent, key=lambda one: content.find(one[0])) == sorted(sent, key=lambda one: one[0], reverse=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _put(port: int, entry: bytes, record: Record) -> int:
    """Send an entry as soon as the service listens."""
    while True:
        try:
            return ask(port, "PUT", f"/v1/entries/{entry.hex()}", record.body())[0]
        except ConnectionRefusedError:
            threading.Event().wait(0.01)


_WITHOUT = """
import sys
for name in ("cryptography", "starlette", "uvicorn"):
    sys.modules[name] = None
from typer.testing import CliRunner
from mlops_survey_tui.cli import app
for line in sys.stdin:
    done = CliRunner().invoke(app, ["raffle", *line.split()])
    print(done.exit_code, done.output.strip())
"""


def test_without_the_extra_commands_say_how_to_install_it() -> None:
    with TemporaryDirectory() as folder:
        lines = [
            "enter",
            "keygen --edition 2026",
            "keygen --edition 2026 --tickets",
            f"serve --database sqlite:///{folder}/x --key {folder}/k",
            f"notify-list --database sqlite:///{folder}/x --private {folder}/k",
        ]
        environ = {**os.environ, "MLOPS_SURVEY_RAFFLE_DIR": folder, "MLOPS_SURVEY_RAFFLE_PASSPHRASE": PASSPHRASE}
        command = [sys.executable, "-c", _WITHOUT]
        done = subprocess.run(
            command, input="\n".join(lines), env=environ, capture_output=True, text=True, timeout=60, check=True
        )
    assert done.stdout.splitlines() == ["2 This needs the extra: pip install 'mlops-survey[raffle]'"] * len(lines)


def test_entering_loads_nothing_that_could_read_an_interview(folder: Path) -> None:
    modules = folder / "modules.json"
    program = (
        "import sys; sys.argv = ['mlops-survey', 'raffle', 'enter', '--questions', sys.argv[1], '--for', 'raffle']"
    )
    program += "\nfrom mlops_survey_tui.__main__ import main\nmain()"
    subprocess.run(
        [sys.executable, "-c", DUMP + program, str(folder)],
        env={**os.environ, "MODULES": str(modules)},
        input="y\nann@example.org\ny\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = json.loads(modules.read_text())
    assert "mlops_survey_tui.raffle.sealing" in loaded
    rooms = ("store", "interview", "sharing", "taking", "rehearsal")
    assert [name for name in loaded if name.startswith(tuple(f"mlops_survey_tui.{room}" for room in rooms))] == []
    assert "sqlite3" not in loaded


@pytest.mark.terminal
def test_stopping_while_entries_wait_says_how_to_go_on(folder: Path) -> None:
    command = [sys.executable, "-m", "mlops_survey_tui", "raffle", "enter", "--stay"]
    terminal = Terminal([*command, "--questions", str(folder), "--for", "raffle"], dict(os.environ))
    try:
        for prompt, typed in (("raffle? [y/N]", "y"), ("Mail address", "ann@example.org"), ("Enter? [y/N]", "y")):
            terminal.wait_for(prompt)
            terminal.send(typed + "\r")
        terminal.wait_for("Ctrl+C stops")
        terminal.send("\x03")
        terminal.wait_for("--send-queued")
        assert terminal.exit_code() == 130
    finally:
        terminal.close()
    assert len(list((folder / "mine" / "queue").iterdir())) == 1
