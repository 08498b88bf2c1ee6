"""A collector that is killed under load again and again, and a database that goes down under it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from mlops_survey_tui.collector.repository import open_repository
from tests.collector.bundles import compiled, envelopes
from tests.collector.postgres import Postgres, programs
from tests.collector.running import Collector

from .outcome import Failure, Outcome

_SENDERS, _MOST = 6, 60


def run(count: int, seed: int) -> Outcome:
    """Kill so many times after a random number of acknowledgements; every second time the database is PostgreSQL."""
    random, found = Random(seed), programs()
    wrong: list[Failure] = []
    with TemporaryDirectory() as name, _postgres(found) as postgres:
        urls = [f"sqlite:///{name}/bundles.sqlite3", *([postgres.url()] if postgres else [])]
        acknowledged: list[list[str]] = [[] for _ in urls]
        for number in range(count):
            which = number % len(urls)
            stops = postgres if which and random.random() < 0.3 else None
            acknowledged[which] += _killed(urls[which], Path(name), random.randint(1, _MOST), stops)
            missing = asyncio.run(_missing(urls[which], acknowledged[which]))
            if missing:
                what = f"{missing} acknowledged bundles are missing after {number + 1} kills"
                wrong.append(Failure(what, f"python -m soak collector_kills --seed {seed}"))
    left_out = "" if found else "PostgreSQL, which is not installed"
    return Outcome(count, tuple(wrong), {"acknowledged": sum(map(len, acknowledged))}, left_out)


@contextmanager
def _postgres(found: Path | None) -> Iterator[Postgres | None]:
    server = Postgres(found) if found else None
    try:
        yield server
    finally:
        if server is not None:
            server.remove()


def _killed(database: str, folder: Path, after: int, stops: Postgres | None) -> list[str]:
    """Return the digests that a collector acknowledged before it was killed, or its database was stopped before."""
    collector = Collector("mlops_survey_tui", database, compiled(folder), folder / "log", ("--rate", "0"))
    acknowledged: list[str] = []
    enough = threading.Event()
    try:
        collector.wait_until_ready()
        arguments = (collector, acknowledged, after, enough)
        threads = [threading.Thread(target=_upload, args=arguments) for _ in range(_SENDERS)]
        for thread in threads:
            thread.start()
        enough.wait(60)
        if stops is not None:
            stops.stop()
            stops.start()
    finally:
        collector.kill()
    for thread in threads:
        thread.join()
    return acknowledged


def _upload(collector: Collector, acknowledged: list[str], after: int, enough: threading.Event) -> None:
    """Upload until the collector is gone."""
    connection = collector.connection()
    try:
        while True:
            for envelope in envelopes(50):
                if collector.put(envelope, connection).status == 201:
                    acknowledged.append(envelope.digest)
                if len(acknowledged) >= after:
                    enough.set()
    except (OSError, HTTPException):
        return


async def _missing(database: str, digests: list[str]) -> int:
    repository = await open_repository(database, writing=False)
    try:
        return sum([not await repository.id_of(bytes.fromhex(digest)) for digest in digests])
    finally:
        await repository.close()
