"""What an operator names as the database of a service by mistake: it is said, and left as it is."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_survey_tui.collector import sqlite
from mlops_survey_tui.collector.records import Unavailable
from mlops_survey_tui.collector.repository import open_repository
from mlops_survey_tui.raffle.failures import RaffleError
from mlops_survey_tui.raffle.service import database
from mlops_survey_tui.raffle.service.database import open_entries

Open = Callable[[str], None]


def _collector(name: str) -> None:
    async def run() -> None:
        await (await open_repository(f"sqlite:///{name}")).close()

    asyncio.run(run())


def _reading(name: str) -> None:
    async def run() -> None:
        await (await open_repository(f"sqlite:///{name}", writing=False)).close()

    asyncio.run(run())


def _raffle(name: str) -> None:
    open_entries(f"sqlite:///{name}", "2026", create=True).close()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _made(statements: str) -> bytes:
    with sqlite3.connect("other.db") as connection:
        connection.executescript(statements)
    connection.close()
    Path("other.db").chmod(0o644)
    return Path("other.db").read_bytes()


@pytest.mark.parametrize("begin", [_collector, _reading, _raffle])
@pytest.mark.parametrize(
    "statements",
    [
        "CREATE TABLE notes(a)",
        "CREATE TABLE bundles(a); CREATE TABLE entries(a)",
        "CREATE TABLE counts(a); CREATE TABLE facts(a); PRAGMA user_version = 1",
        "PRAGMA user_version = 7",
    ],
)
def test_the_database_of_another_program_is_left_as_it_is(begin: Open, statements: str) -> None:
    before = _made(statements)
    with pytest.raises((Unavailable, RaffleError), match="it holds something else, and is left as it is"):
        begin("other.db")
    assert Path("other.db").read_bytes() == before
    assert Path("other.db").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("begin", [_collector, _raffle])
def test_the_database_of_a_newer_version_is_left_as_it_is(begin: Open) -> None:
    begin("own.db")
    with sqlite3.connect("own.db") as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises((Unavailable, RaffleError), match="a newer version wrote it"):
        begin("own.db")


@pytest.mark.parametrize("begin", [_collector, _raffle])
@pytest.mark.parametrize("kind", ["pipe", "link", "device", "directory", "nothing"])
def test_what_is_no_file_is_no_database(begin: Open, kind: str) -> None:
    make: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo("odd.db"),
        "link": lambda: Path("odd.db").symlink_to("elsewhere.db"),
        "device": lambda: Path("odd.db").symlink_to("/dev/zero"),
        "directory": lambda: Path("odd.db").mkdir(),
        "nothing": lambda: None,
    }
    make[kind]()
    with pytest.raises((Unavailable, RaffleError)):
        begin("odd.db" if kind != "nothing" else "")
    assert not Path("elsewhere.db").exists()
    assert not Path("..lock").exists()


@pytest.mark.parametrize(("begin", "module"), [(_collector, sqlite), (_raffle, database)])
def test_a_database_whose_making_was_broken_off_is_made_the_next_time(
    begin: Open, module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = vars(module)["_SCHEMA"]
    with monkeypatch.context() as broken:
        broken.setattr(module, "_SCHEMA", schema.replace("COMMIT;", "SELECT broken_off;"))
        with pytest.raises((Unavailable, RaffleError)):
            begin("own.db")
    begin("own.db")
