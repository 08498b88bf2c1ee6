"""Places where bundles come from."""

from __future__ import annotations

import asyncio
import json
from codecs import BOM_UTF8
from hashlib import sha256
from pathlib import Path

import pytest

from mlops_survey_tui.collector.admin import backup, export
from mlops_survey_tui.collector.records import Arrival, Gone
from mlops_survey_tui.collector.repository import open_repository
from mlops_survey_tui.publication.intake.sources import NoBundles, opened
from tests.collector.running import free_port
from tests.publication.editions import lines, whole

BODIES = [whole(line, number) for number, line in enumerate(lines("coffee", 60)[:6])]


def _read(place: str) -> tuple[list[bytes], frozenset[str]]:
    with opened(place) as source:
        return list(source.bodies), source.withdrawn


def _arrival(body: bytes) -> Arrival:
    data = json.loads(body)
    return Arrival(sha256(body).digest(), data["id"], bytes.fromhex(data["withdrawal"]), data["edition"], body)


@pytest.fixture
def database(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'bundles.sqlite3'}"

    async def fill() -> None:
        repository = await open_repository(address)
        await repository.write([_arrival(body) for body in BODIES], "2026-11-01")
        await repository.write([Gone("f" * 32, b"\0" * 32)], "2026-11-02")
        await repository.close()

    asyncio.run(fill())
    return address


def test_a_database_gives_its_bundles_and_what_was_taken_back(database: str) -> None:
    for place in (database, database.removeprefix("sqlite:///")):
        bodies, withdrawn = _read(place)
        assert sorted(bodies) == sorted(BODIES)
        assert withdrawn == {"f" * 32}


def test_an_export_and_a_backup_give_one_bundle_a_line(database: str, tmp_path: Path) -> None:
    export(database, tmp_path / "bundles.jsonl")
    bodies, _ = _read(str(tmp_path / "bundles.jsonl"))
    assert len(bodies) == len(BODIES)
    assert all("withdrawal" not in json.loads(body) for body in bodies)
    copies, _ = _read(str(backup(database, tmp_path / "backups", 1)))
    assert {body for body in copies if b"padding" in body} == set(BODIES)


def test_a_folder_gives_its_files_by_name(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, body in enumerate(BODIES):
        (tmp_path / ("in" if number % 2 else ".") / f"{number}.json").write_bytes(body)
    bodies, _ = _read(str(tmp_path))
    assert sorted(bodies) == sorted(BODIES)


def test_a_file_that_is_far_too_long_is_one_refused_bundle(tmp_path: Path) -> None:
    (tmp_path / "long.json").write_bytes(b" " * (1 << 20) + b"{}")
    (tmp_path / "long.jsonl").write_bytes(b"x" * (3 << 20) + b"\n" + BODIES[0] + b"\n")
    assert _read(str(tmp_path))[0] == [b""]
    assert _read(str(tmp_path / "long.jsonl"))[0] == [b"", BODIES[0] + b"\n"]


def test_a_mark_of_the_order_of_bytes_is_no_part_of_a_bundle(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_bytes(BOM_UTF8 + BODIES[0])
    (tmp_path / "all.jsonl").write_bytes(b"".join(BOM_UTF8 + body + b"\n" for body in BODIES))
    assert _read(str(tmp_path))[0] == [BODIES[0]]
    assert _read(str(tmp_path / "all.jsonl"))[0] == [body + b"\n" for body in BODIES]


def test_a_postgresql_that_does_not_answer_is_said() -> None:
    with pytest.raises(NoBundles, match=r"PostgreSQL cannot be used now .* See that it runs"):
        _read(f"postgresql://nobody@127.0.0.1:{free_port()}/nothing")


@pytest.mark.parametrize("place", ["nothing/here", "sqlite:///nothing.sqlite3"])
def test_a_place_that_is_not_there_is_said(place: str) -> None:
    with pytest.raises(NoBundles, match=r"[Tt]here is no"):
        _read(place)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoBundles, match="no file"):
        _read(str(tmp_path))
