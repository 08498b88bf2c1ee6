"""From bundles to a release: the same bytes from the same secret, nothing where anything is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mlops_survey_tui.publication import publishing
from mlops_survey_tui.publication.codebook.model import CODE, KEY, TICK, Codebook
from mlops_survey_tui.publication.disclosure.findings import Failure, Refused
from mlops_survey_tui.publication.disclosure.gate import Passed
from mlops_survey_tui.publication.intake.sources import NoBundles
from mlops_survey_tui.publication.plan.reading import plan_of
from mlops_survey_tui.publication.publishing import NothingLeft, Order, Published, publish
from mlops_survey_tui.publication.release.contents import ReleaseError
from tests.publication.editions import FOLDERS, file, lines, questionnaire, whole

COUNTS = {"coffee": 300, "2026": 120}


def _order(name: str, out: Path, **changed: Any) -> Order:
    asked = questionnaire(name)
    place = changed.pop("place", "") or str(file(name, COUNTS[name], out.parent))
    plan = plan_of(asked, FOLDERS[name])
    order = Order(place, out, asked.edition, (asked,), plan, "s" * 64, FOLDERS[name], checked=True, simulated=True)
    return replace(order, **changed)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published]:
    out = tmp_path_factory.mktemp("release") / "2026"
    return out, publish(_order("2026", out))


def _bytes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _rows(query: str) -> list[Any]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def test_a_release_is_complete(release: tuple[Path, Published]) -> None:
    folder, published = release
    codebook = Codebook.of_release(folder)
    assert codebook.simulated
    assert {question.id for question in codebook.questions} == {
        one.id for one in questionnaire("2026").questions if one.kind != "info"
    }
    for table in codebook.tables():
        assert (folder / f"{table.file}.parquet").is_file()
    method = json.loads((folder / "method.json").read_text("utf-8"))
    assert (method["received"], method["kept"]) == (120, 120)
    assert published.looked.taken == 120
    assert (folder / "questionnaire/source/survey.yaml").read_bytes() == (FOLDERS["2026"] / "survey.yaml").read_bytes()


def test_every_published_key_is_shared_by_five_and_every_tick_too(release: tuple[Path, Published]) -> None:
    folder, _ = release
    for table in Codebook.of_release(folder).tables():
        source = f"'{folder / table.file}.parquet'"
        keys = [f'"{column.name}"' for column in table.columns if column.role == KEY]
        if keys:
            query = f'SELECT min(n) FROM (SELECT count(DISTINCT "row") AS n FROM {source} GROUP BY {", ".join(keys)})'
            assert _rows(query)[0][0] >= 5, table.id
        ticks = [column.name for column in table.columns if column.type == TICK]
        held = ", ".join(f'count(*) FILTER ("{tick}" = 1)' for tick in ticks)
        for tick, count in zip(ticks, _rows(f"SELECT {held} FROM {source}")[0] if ticks else (), strict=True):
            assert count == 0 or count >= 5, tick


def test_aggregates_hold_no_count_of_one_to_four(release: tuple[Path, Published]) -> None:
    folder, _ = release
    source = f"'{folder}/data/aggregates.parquet'"
    rows = _rows(f'SELECT base, "count", note FROM {source}')
    assert rows
    for base, count, note in rows:
        assert (count is None) == (base is None) == (note == "suppressed")
        if count is not None:
            assert not 0 < count < 5
            assert not 0 < base - count < 5
            assert not 0 < base < 5


def test_the_codebook_counts_nobody_who_could_be_found(release: tuple[Path, Published]) -> None:
    for table in Codebook.of_release(release[0]).tables():
        for column in table.columns:
            assert column.type != CODE or all(not 0 < value.count < 5 for value in column.values)


def test_the_same_secret_gives_the_same_bytes_whatever_the_order_of_the_bundles(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    publish(_order("coffee", tmp_path / "one/release"))
    turned = tmp_path / "turned.jsonl"
    turned.write_bytes(b"".join(reversed(lines("coffee", COUNTS["coffee"]))))
    publish(_order("coffee", tmp_path / "two", place=str(turned)))
    assert _bytes(tmp_path / "one/release") == _bytes(tmp_path / "two")


def test_another_secret_gives_another_order_of_rows(tmp_path: Path) -> None:
    for secret in ("a", "b"):
        publish(_order("coffee", tmp_path / secret, secret=secret * 64))
    one, other = (_bytes(tmp_path / secret) for secret in ("a", "b"))
    assert one["data/profile.csv"] != other["data/profile.csv"]
    assert one["codebook/codebook.json"] == other["codebook/codebook.json"]


def test_whole_bundles_in_a_folder_give_what_their_export_gives_without_those_taken_back(tmp_path: Path) -> None:
    folder = tmp_path / "handed in"
    folder.mkdir()
    bodies = [whole(line, number) for number, line in enumerate(lines("coffee", COUNTS["coffee"]))]
    for number, body in enumerate(bodies):
        (folder / f"{number}.json").write_bytes(body)
    gone = frozenset(json.loads(body)["id"] for body in bodies[:6])
    found = publish(_order("coffee", tmp_path / "release", place=str(folder), withdrawn=gone))
    assert (found.looked.received, found.looked.taken, found.looked.removed["withdrawn"]) == (300, 294, 6)
    assert found.method["withdrawn"] == 6
    export = tmp_path / "rest.jsonl"
    export.write_bytes(b"".join(lines("coffee", COUNTS["coffee"])[6:]))
    publish(_order("coffee", tmp_path / "other", place=str(export)))
    assert _bytes(tmp_path / "release/data") == _bytes(tmp_path / "other/data")


def test_what_the_gate_refuses_appears_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(folder: Path) -> Passed:
        raise Refused([Failure("anonymity", "profile", "k is 4")])

    monkeypatch.setattr(publishing, "gate", shut)
    with pytest.raises(Refused):
        publish(_order("coffee", tmp_path / "release"))
    assert [path.name for path in tmp_path.iterdir()] == ["coffee.jsonl"]


def test_a_release_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    publish(_order("coffee", tmp_path / "release"))
    before = _bytes(tmp_path / "release")
    with pytest.raises(ReleaseError, match="holds a release already"):
        publish(_order("coffee", tmp_path / "release", secret="t" * 64))
    assert _bytes(tmp_path / "release") == before
    publish(_order("coffee", tmp_path / "release", secret="t" * 64, replacing=True))
    assert _bytes(tmp_path / "release") != before


def test_a_folder_of_something_else_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/diary.txt").write_text("mine")
    with pytest.raises(ReleaseError, match="no release"):
        publish(_order("coffee", tmp_path / "home", replacing=True))
    assert (tmp_path / "home/diary.txt").read_text() == "mine"


def test_too_few_people_are_not_published(tmp_path: Path) -> None:
    small = tmp_path / "small.jsonl"
    small.write_bytes(b"".join(lines("coffee", COUNTS["coffee"])[:4]))
    with pytest.raises((NothingLeft, Refused)):
        publish(_order("coffee", tmp_path / "release", place=str(small)))
    assert not (tmp_path / "release").exists()


def test_an_edition_without_bundles_says_what_became_of_those_received(tmp_path: Path) -> None:
    with pytest.raises(NothingLeft, match="other_edition: 300"):
        publish(_order("coffee", tmp_path / "release", edition="1999"))
    with pytest.raises(NoBundles):
        publish(_order("coffee", tmp_path / "release", place="nowhere"))


def test_what_a_killed_run_left_of_people_is_removed_by_the_next_and_that_of_a_living_one_is_not(
    tmp_path: Path,
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, living = tmp_path / f".publish-{dead.pid}-ab", tmp_path / f".publish-{os.getppid()}-ab"
    for folder in (left, living):
        folder.mkdir()
        (folder / "staging.duckdb").write_text("answers")
    with pytest.raises(NoBundles):
        publish(_order("coffee", tmp_path / "release", place=str(tmp_path / "nowhere")))
    assert not left.exists()
    assert living.exists()
