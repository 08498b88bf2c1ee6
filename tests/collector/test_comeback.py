"""The collector beside databases and processes that fail and come back: it goes on by itself, and says so in its log."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui.collector import checkers
from mlops_survey_tui.collector.checkers import Checkers
from mlops_survey_tui.collector.metrics import Metrics
from mlops_survey_tui.collector.records import Change, Outcome, Refusals, Unavailable
from mlops_survey_tui.collector.writer import Writer

from .bundles import envelopes
from .conftest import Start
from .postgres import Postgres

REFUSAL = Refusals("2026", "off_path", "answers.x")
OURS = "FROM pg_stat_activity WHERE application_name = 'collector'"
LOCK = 0x6D6C6F7073


class _Odd:
    """A database that raises what no database should, then works."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)

    async def write(self, changes: Sequence[Change], day: str) -> list[Outcome]:
        if self._errors:
            raise self._errors.pop(0)
        return [Outcome.COUNTED] * len(changes)


def test_what_a_database_never_should_raise_keeps_nobody_waiting(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other tests in this process may have set logging up for themselves.
    monkeypatch.setattr(logging.getLogger("collector"), "disabled", False)
    monkeypatch.setattr(logging.getLogger("collector"), "propagate", True)

    async def run() -> Outcome:
        odd: Any = _Odd(RuntimeError("secret"), Unavailable("full"))
        writer = Writer(odd, lambda: "2026-01-01", Metrics())
        for _ in range(2):
            with pytest.raises(Unavailable):
                await asyncio.wait_for(writer.make(REFUSAL), 5)
        made = await asyncio.wait_for(writer.make(REFUSAL), 5)
        await writer.stop()
        return made

    with caplog.at_level("INFO", logger="collector"):
        assert asyncio.run(run()) is Outcome.COUNTED
    assert caplog.messages == ["nothing can be stored: RuntimeError", "bundles are stored again"]


def test_a_checking_process_that_cannot_be_started_is_started_once_there_is_room(
    monkeypatch: pytest.MonkeyPatch, questionnaire: Path
) -> None:
    monkeypatch.setattr(checkers, "PAUSE", 0.05)
    real, left = asyncio.create_subprocess_exec, [BlockingIOError(11, "no more processes")] * 2

    async def begin(*words: str, **more: Any) -> asyncio.subprocess.Process:
        if left:
            raise left.pop()
        return await real(*words, **more)

    async def run() -> str:
        found = Checkers([questionnaire.read_text("utf-8")], 1)
        await found.start()
        monkeypatch.setattr(asyncio, "create_subprocess_exec", begin)
        monkeypatch.setattr(checkers, "create_subprocess_exec", begin, raising=False)
        found._checkers[0]._kill()
        with pytest.raises(Unavailable):
            await found.check(b"{}")
        while not found.are_ready:
            await asyncio.sleep(0.02)
        verdict = await found.check(b"{}")
        await found.stop()
        return verdict.code

    assert asyncio.run(asyncio.wait_for(run(), 20)) == "wrong_shape"


def test_connections_that_an_operator_ends_again_and_again_stop_nothing(start: Start, postgres: Postgres) -> None:
    url = postgres.url()
    collector = start(url, "--rate", "0")
    ending = f"PERFORM pg_terminate_backend(pid) {OURS}; PERFORM pg_sleep(0.002);"
    killing = postgres.asked(url, f"DO $$BEGIN FOR i IN 1..400 LOOP {ending} END LOOP; END$$")
    bundles = envelopes(100)
    statuses = set()
    while killing.poll() is None:
        statuses |= {collector.put(each).status for each in bundles[:20]}
    assert statuses <= {200, 201, 503}
    assert {collector.put(each).status for each in bundles} <= {200, 201, 503}
    assert {collector.put(each).status for each in bundles} <= {200, 201}
    assert postgres.asked(url, "SELECT count(*) FROM bundles").communicate()[0] == "100\n"


def test_a_lock_that_somebody_holds_is_given_up_in_the_database_too(start: Start, postgres: Postgres) -> None:
    url = postgres.url()
    collector = start(url, program="tests.collector.hasty")
    one = envelopes(1)[0]
    holding = postgres.asked(url, f"SELECT pg_advisory_lock({LOCK}), pg_sleep(600)")
    while collector.put(one).status != 503:
        time.sleep(0.02)
    waiting = postgres.asked(url, f"SELECT count(*) {OURS} AND wait_event_type = 'Lock'").communicate()[0]
    assert waiting == "0\n"
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%'"
    postgres.asked(url, f"{ending} AND pid <> pg_backend_pid()").communicate()
    holding.communicate()
    assert collector.put(one).status in (200, 201)
    log = collector.log.read_text()
    assert "nothing can be stored: PostgreSQL cannot be used now (LockNotAvailableError)" in log
    assert "bundles are stored again" in log


def test_a_database_that_only_reads_is_not_ready(start: Start, postgres: Postgres) -> None:
    url = postgres.url()
    name = url.partition("?")[0].rpartition("/")[2]
    collector = start(url)
    postgres.asked(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on").communicate()
    postgres.asked(url, f"SELECT pg_terminate_backend(pid) {OURS}").communicate()
    statuses = [collector.ask("GET", "/v1/ready").status for _ in range(3)]
    assert statuses == [503] * 3
    assert collector.put(envelopes(1)[0]).status == 503


def test_a_hang_up_ends_the_collector_as_other_signals_do(start: Start, tmp_path: Path) -> None:
    collector = start(f"sqlite:///{tmp_path / 'bundles.sqlite3'}")
    assert collector.put(envelopes(1)[0]).status == 201
    collector.process.send_signal(signal.SIGHUP)
    assert collector.process.wait(30) == 0
    assert '"event": "stopped"' in collector.log.read_text()


def test_a_collector_that_is_to_outlive_its_terminal_does(start: Start, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        collector = start(f"sqlite:///{tmp_path / 'bundles.sqlite3'}")
    finally:
        signal.signal(signal.SIGHUP, before)
    collector.process.send_signal(signal.SIGHUP)
    time.sleep(0.1)
    assert collector.put(envelopes(1)[0]).status == 201
