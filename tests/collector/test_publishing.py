"""What is published from a collector's database is what is published from its export, whatever the database."""

from __future__ import annotations

import asyncio
import json
from hashlib import sha256
from pathlib import Path

import pytest

from mlops_survey_tui.collector.records import Arrival
from mlops_survey_tui.collector.repository import open_repository
from mlops_survey_tui.publication.plan.reading import plan_of
from mlops_survey_tui.publication.publishing import Order, publish
from tests.publication.editions import FOLDERS, lines, questionnaire, whole

EXPORT = lines("coffee", 300)[:80]
Sums = dict[str, str]


def _published(place: str, out: Path) -> Sums:
    """Return the sums of all files of a release."""
    asked, folder = questionnaire("coffee"), FOLDERS["coffee"]
    publish(Order(place, out, asked.edition, (asked,), plan_of(asked, folder), "s" * 64, folder, checked=True))
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def from_export(tmp_path_factory: pytest.TempPathFactory) -> Sums:
    folder = tmp_path_factory.mktemp("export")
    (folder / "export.jsonl").write_bytes(b"".join(EXPORT))
    return _published(str(folder / "export.jsonl"), folder / "release")


def _arrival(body: bytes) -> Arrival:
    data = json.loads(body)
    return Arrival(sha256(body).digest(), data["id"], bytes.fromhex(data["withdrawal"]), data["edition"], body)


async def _fill(address: str) -> None:
    repository = await open_repository(address)
    bodies = (whole(line, number) for number, line in enumerate(EXPORT))
    await repository.write([_arrival(body) for body in bodies], "2026-11-01")
    await repository.close()


def test_a_database_gives_the_same_bytes_as_its_export(database: str, from_export: Sums, tmp_path: Path) -> None:
    asyncio.run(_fill(database))
    assert _published(database, tmp_path / "release") == from_export
