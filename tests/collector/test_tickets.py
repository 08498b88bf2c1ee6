"""Every accepted bundle gives one ticket, which verifies and which the collector never saw."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.raffle.tickets.blinding import ask_for_ticket, ticket_from
from mlops_survey_tui.raffle.tickets.files import read_ticket_file
from mlops_survey_tui.raffle.tickets.signing import make_ticket_key
from tests.sharing.finished import finished

from .bundles import Reply, envelopes, survey
from .conftest import Start

WORDS = "a long enough passphrase"


def test_a_bundle_gives_one_ticket(
    start: Start, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLOPS_SURVEY_RAFFLE_PASSPHRASE", WORDS)
    file = tmp_path / "tickets.pem"
    public = make_ticket_key(file, WORDS, survey().edition, 2048).public
    collector = start(database, "--tickets", str(file))
    first, second = ask_for_ticket(public), ask_for_ticket(public)
    one, two = envelopes(2)

    def asked(sent: bytes) -> dict[str, str]:
        return {"X_Ticket_Request": base64.b64encode(sent).decode()}

    def answer(reply: Reply) -> bytes:
        return base64.b64decode(reply.content.get("ticket", ""))

    signed = collector.put(one, **asked(first.sent))
    assert signed.status == 201
    ticket = ticket_from(public, first, answer(signed))
    assert public.verifies(ticket.message, ticket.signature)
    assert answer(collector.put(one, **asked(first.sent))) == answer(signed)
    assert answer(collector.put(one, **asked(second.sent))) == b""
    assert (reply := collector.put(two, **asked(b"nonsense"))).status == 201
    assert answer(reply) == b""
    assert answer(collector.put(two, **asked(second.sent))), "what cannot be signed costs nothing"
    assert collector.ask("GET", "/v1/ready").content["tickets"] is True
    assert collector.withdraw(one.id, one.token).status == 204
    assert collector.put(one, **asked(first.sent)).status == 410


def test_the_command_asks_for_a_ticket_and_keeps_it(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLOPS_SURVEY_RAFFLE_PASSPHRASE", WORDS)
    public = make_ticket_key(tmp_path / "tickets.pem", WORDS, survey().edition, 2048).public
    (tmp_path / "tickets.txt").write_text(public.text())
    collector = start(f"sqlite:///{tmp_path / 'b.sqlite3'}", "--tickets", str(tmp_path / "tickets.pem"))
    asked = replace(survey(), collector=f"http://127.0.0.1:{collector.port}")
    name = finished(tmp_path / "data", asked)
    ticket = tmp_path / "ticket.json"
    options = ["--ticket", str(ticket), "--ticket-key", str(tmp_path / "tickets.txt")]
    result = CliRunner().invoke(app, ["share", name, "--send", *options, "--data-dir", str(tmp_path / "data")])
    assert "Your raffle ticket" in result.stderr, result.output
    kept = read_ticket_file(ticket)
    assert public.verifies(kept.message, kept.signature)
