"""A release is whole or not there, agrees with its codebook, and is the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mlops_survey_tui.publication.codebook.model import Codebook, Column, Value
from mlops_survey_tui.publication.release.contents import Contents, ReleaseError
from mlops_survey_tui.publication.release.documents import DOCUMENTS
from mlops_survey_tui.publication.release.formats import FORMATS
from mlops_survey_tui.publication.release.formats.parquet import parquet_files
from mlops_survey_tui.publication.release.sums import SUMS, read_sums
from mlops_survey_tui.publication.release.verifying import verify
from mlops_survey_tui.publication.release.writing import write_release
from mlops_survey_tui.questionnaire.model import Questionnaire

from .made import COFFEE, ROOT, made

WRITE = "import sys; from pathlib import Path; from tests.publication.release.made import made; from mlops_survey_tui.publication.release.writing import write_release; contents = made(40); contents.connection.execute(f'SET threads = {sys.argv[2]}'); write_release(contents, Path(sys.argv[1]))"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases") / "2026"
    write_release(made(40), folder)
    return folder


def _sql(query: str) -> list[tuple[Any, ...]]:
    return duckdb.execute(query).fetchall()


def test_everything_that_a_release_holds_is_there(release: Path) -> None:
    codebook = Codebook.of_release(release)
    expected = {format_.path(table) for format_ in FORMATS.values() for table in codebook.tables()}
    expected |= {"data/aggregates.csv", "data/aggregates.parquet", "questionnaire/source/survey.yaml", *DOCUMENTS}
    assert set(read_sums((release / SUMS).read_text("utf-8"))) == expected
    assert verify(release) == ()


def test_sha256sum_agrees(release: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", SUMS], cwd=release, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("threads", "environ"),
    [
        ("1", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}),
        ("2", {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}),
    ],
)
def test_the_same_contents_give_the_same_bytes(
    release: Path, threads: str, environ: dict[str, str], tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path / "again"), threads],
        cwd=ROOT,
        env={**os.environ, **environ},
        check=True,
    )
    assert (tmp_path / "again" / SUMS).read_bytes() == (release / SUMS).read_bytes()


def test_rows_are_in_the_order_of_their_random_ids(release: Path) -> None:
    for table in Codebook.of_release(release).tables():
        ids = [row[0] for row in _sql(f"SELECT row FROM '{release / table.file}.parquet'")]
        assert ids == sorted(ids)


def test_parquet_carries_the_labels_of_its_columns(release: Path) -> None:
    found = dict(_sql(f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{release}/data/profile.parquet')"))
    assert found["edition"] == "2026"
    assert '"region": "Where do you work?"' in str(found["labels"])


def test_csv_has_a_header_utf8_and_no_carriage_returns_of_its_own(release: Path) -> None:
    lines = (release / "data/profile.csv").read_bytes().split(b"\n")
    assert lines[0].decode().startswith("row,region,size,flagged,weight,weight.views,satisfaction")
    assert not any(line.endswith(b"\r") for line in lines)


def test_the_codebook_counts_rows_and_codes_and_hides_small_counts(tmp_path: Path) -> None:
    contents = made(0)
    contents.connection.execute(
        "INSERT INTO profile(row, region, size, flagged, satisfaction, \"models.status\", \"views.cost\", \"views.a_very_long_row_that_no_package_takes\", models) SELECT i, CASE WHEN i < 4 THEN 'africa' WHEN i < 10 THEN 'asia' ELSE 'suppressed' END, '11+', 'no', '1', 'answered', '2', 'skipped', i FROM range(20) t(i)"
    )
    table = next(write_release(contents, tmp_path / "r").tables())
    assert table.rows == 20
    region = table.by_name["region"]
    assert {value.code: value.count for value in region.values} == {
        "africa": 0,
        "asia": 6,
        "europe": 0,
        "suppressed": 10,
        "prefer_not": 0,
    }
    assert (region.filled, table.by_name["models"].filled, table.by_name["weight"].filled) == (10, 20, 0)
    assert (
        table.by_name["views.a_very_long_row_that_no_package_takes"].short
        == "views_a_very_long_row_tha_" + table.by_name["views.a_very_long_row_that_no_package_takes"].short[-6:]
    )


def test_the_questionnaire_comes_back_as_it_was_fielded(release: Path) -> None:
    text = (release / "questionnaire/questionnaire.json").read_text("utf-8")
    assert Questionnaire.from_json(text).id == "coffee"
    assert (release / "questionnaire/source/survey.yaml").read_bytes() == (COFFEE / "survey.yaml").read_bytes()


def test_a_long_table_is_a_folder_of_parts_that_reads_as_one(tmp_path: Path) -> None:
    contents = replace(made(100), part_rows=30, labelled_rows=99)
    codebook = write_release(contents, tmp_path / "r")
    table = next(codebook.tables())
    files = parquet_files(tmp_path / "r", table)
    assert [file.name for file in files] == [f"part-{n:05}.parquet" for n in range(4)]
    rows = _sql(f"SELECT row FROM read_parquet({[str(file) for file in files]!r})")
    assert rows == sorted(contents.connection.execute("SELECT row FROM profile").fetchall())
    assert not (tmp_path / "r/spss/profile.sav").exists()
    assert verify(tmp_path / "r") == ()


def _changed(contents: Contents, column: Column) -> Contents:
    """Return the contents with another first key in the first table."""
    block = contents.codebook.blocks[0]
    table = block.tables[0]
    columns = (table.columns[0], column, *table.columns[2:])
    blocks = (replace(block, tables=(replace(table, columns=columns),)), *contents.codebook.blocks[1:])
    return contents.told_by(replace(contents.codebook, blocks=blocks))


def test_nothing_is_written_where_tables_and_codebook_differ(tmp_path: Path) -> None:
    contents = made(40)
    region = next(contents.codebook.tables()).columns[1]
    wrong = {
        "no code": replace(region, values=(Value("africa", "Africa"),)),
        "columns are not": replace(region, name="regions"),
    }
    for message, column in wrong.items():
        with pytest.raises(ReleaseError, match=message):
            write_release(_changed(contents, column), tmp_path / "r")
    contents.connection.execute("DROP TABLE mix")
    with pytest.raises(ReleaseError, match="table mix of the codebook is not in the database"):
        write_release(contents, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_licence_stops_the_release(tmp_path: Path) -> None:
    contents = made(5)
    with pytest.raises(ReleaseError, match="no text of the licence MIT"):
        write_release(contents.told_by(replace(contents.codebook, licence="MIT")), tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r/thesis.txt").write_text("years of work")
    with pytest.raises(ReleaseError, match="no release"):
        write_release(made(5), tmp_path / "r", replacing=True)
    assert (tmp_path / "r/thesis.txt").read_text() == "years of work"


def test_a_release_makes_room_only_when_told(tmp_path: Path) -> None:
    write_release(made(5), tmp_path / "r")
    with pytest.raises(ReleaseError, match="holds a release already"):
        write_release(made(6), tmp_path / "r")
    write_release(made(6), tmp_path / "r", replacing=True)
    assert next(Codebook.of_release(tmp_path / "r").tables()).rows == 6
