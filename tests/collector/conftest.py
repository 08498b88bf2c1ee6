"""Databases and collectors for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .bundles import compiled
from .postgres import Postgres, programs
from .running import Collector

Start = Callable[..., Collector]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, for all tests."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed here")
    server = Postgres(found)
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each sort in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bundles.sqlite3'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.url()


@pytest.fixture(scope="session")
def questionnaire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled questionnaire whose bundles the collectors take."""
    return compiled(tmp_path_factory.mktemp("questionnaire"))


@pytest.fixture
def start(tmp_path: Path, questionnaire: Path) -> Iterator[Start]:
    """Start collectors, which end with the test."""
    yield from _starting(tmp_path, questionnaire)


@pytest.fixture(scope="module")
def start_for_all(tmp_path_factory: pytest.TempPathFactory, questionnaire: Path) -> Iterator[Start]:
    """Start collectors, which end with the last test of a module."""
    yield from _starting(tmp_path_factory.mktemp("collectors"), questionnaire)


def _starting(folder: Path, questionnaire: Path) -> Iterator[Start]:
    running: list[Collector] = []

    def begin(database: str, *options: str, program: str = "mlops_survey_tui", ready: bool = True) -> Collector:
        log = folder / f"log{len(running)}"
        collector = Collector(program, database, questionnaire, log, options)
        running.append(collector)
        if ready:
            collector.wait_until_ready()
        return collector

    yield begin
    for collector in running:
        collector.kill()
