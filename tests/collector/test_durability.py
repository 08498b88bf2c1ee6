"""What was acknowledged is there, whatever happens to the collector, its disk or its database; nothing else is said."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import threading
from http.client import HTTPException
from pathlib import Path

import pytest

from mlops_survey_tui.collector.repository import open_repository

from .bundles import envelopes
from .conftest import Start
from .postgres import Postgres
from .running import Collector

SENDERS = 6
KILLS = 2
EACH = 60


def _upload_until_it_dies(collector: Collector, acknowledged: list[bytes], enough: threading.Event) -> None:
    connection = collector.connection()
    try:
        for envelope in envelopes(400):
            if collector.put(envelope, connection).status == 201:
                acknowledged.append(bytes.fromhex(envelope.digest))
            if len(acknowledged) >= EACH:
                enough.set()
    except (OSError, HTTPException):
        return


async def _missing(database: str, digests: list[bytes]) -> int:
    repository = await open_repository(database, writing=False)
    missing = [digest for digest in digests if not await repository.id_of(digest)]
    await repository.close()
    return len(missing)


def test_every_acknowledged_bundle_is_there_after_kill_9_under_load(start: Start, database: str) -> None:
    all_of_them: list[bytes] = []
    for _ in range(KILLS):
        collector, acknowledged, enough = start(database), list[bytes](), threading.Event()
        arguments = (collector, acknowledged, enough)
        senders = [threading.Thread(target=_upload_until_it_dies, args=arguments) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        assert enough.wait(60)
        collector.kill()
        for sender in senders:
            sender.join()
        all_of_them += acknowledged
        assert asyncio.run(_missing(database, all_of_them)) == 0
    assert len(all_of_them) >= KILLS * EACH


def test_what_is_under_way_is_finished_when_the_collector_is_asked_to_stop(start: Start, database: str) -> None:
    collector, acknowledged, enough = start(database), list[bytes](), threading.Event()
    arguments = (collector, acknowledged, enough)
    senders = [threading.Thread(target=_upload_until_it_dies, args=arguments) for _ in range(3)]
    for sender in senders:
        sender.start()
    enough.wait(60)
    assert collector.stop() == 0
    for sender in senders:
        sender.join()
    assert asyncio.run(_missing(database, acknowledged)) == 0


def test_a_full_disk_is_answered_with_later_and_nothing_is_acknowledged(start: Start, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'bundles.sqlite3'}"
    collector = start(database)
    first, *others = envelopes(7)
    assert collector.put(first).status == 201
    pid = collector.process.pid
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in tmp_path.glob("bundles.sqlite3*"))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest + 1024, hard))
    found = [collector.put(other) for other in others]
    assert {(one.status, one.content["code"]) for one in found} == {(503, "not_now")}
    assert all(int(one.headers["retry-after"]) > 0 for one in found)
    assert asyncio.run(_missing(database, [bytes.fromhex(one.digest) for one in others])) == len(others)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
    assert [collector.put(other).status for other in (first, *others)] == [200] + [201] * len(others)


def test_a_database_that_another_program_holds_is_answered_with_later(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "bundles.sqlite3"
    collector = start(f"sqlite:///{file}", program="tests.collector.hasty")
    one, two = envelopes(2)
    assert collector.put(one).status == 201
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    found = collector.put(two)
    assert (found.status, found.content["code"]) == (503, "not_now")
    assert int(found.headers["retry-after"]) > 0
    holder.execute("ROLLBACK")
    assert collector.put(two).status == 201


@pytest.mark.parametrize("suffix", ["", "-wal"])
@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_acknowledged_once_the_file_was_taken_away(
    start: Start, tmp_path: Path, suffix: str, replaced: bool
) -> None:
    collector = start(f"sqlite:///{tmp_path / 'bundles.sqlite3'}")
    one, two = envelopes(2)
    assert collector.put(one).status == 201
    file = tmp_path / f"bundles.sqlite3{suffix}"
    file.rename(tmp_path / "elsewhere")
    if replaced:
        file.write_bytes((tmp_path / "elsewhere").read_bytes())
    found = collector.put(two)
    assert (found.status, found.content["code"]) == (503, "not_now")
    assert collector.ask("GET", "/v1/ready").status == 503
    file.unlink(missing_ok=True)
    (tmp_path / "elsewhere").rename(file)
    assert [collector.put(each).status for each in (one, two)] == [200, 201]


def test_a_database_that_is_down_is_answered_with_later(start: Start, postgres: Postgres) -> None:
    database = postgres.url()
    collector = start(database)
    one, two = envelopes(2)
    assert collector.put(one).status == 201
    postgres.stop()
    try:
        found = collector.put(two)
        assert (found.status, found.content["code"]) == (503, "not_now")
        assert collector.withdraw(one.id, one.token).status == 503
        assert collector.ask("GET", "/v1/ready").status == 503
        assert collector.ask("GET", "/v1/health").status == 200
    finally:
        postgres.start()
    assert [collector.put(envelope).status for envelope in (one, two)] == [200, 201]
    assert collector.ask("GET", "/v1/ready").status == 200


def test_a_checking_process_that_dies_is_started_anew(start: Start, tmp_path: Path) -> None:
    collector = start(f"sqlite:///{tmp_path / 'bundles.sqlite3'}")
    children = Path(f"/proc/{collector.process.pid}/task/{collector.process.pid}/children").read_text().split()
    for child in children:
        signal.pidfd_send_signal(_handle(int(child)), signal.SIGKILL)
    one, statuses = envelopes(1)[0], list[int]()
    while not statuses or statuses[-1] == 503:
        statuses.append(collector.put(one).status)
    assert statuses[-1] == 201


def _handle(pid: int) -> int:
    import os

    return os.pidfd_open(pid)
