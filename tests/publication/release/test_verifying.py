"""Whatever is changed in a release is found: by its checksum, and by what the codebook says even if that was mended."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from mlops_survey_tui.publication.codebook.model import FILE
from mlops_survey_tui.publication.release.sums import SUMS, sums_of
from mlops_survey_tui.publication.release.verifying import verify
from mlops_survey_tui.publication.release.writing import write_release

from .made import made


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases") / "2026"
    write_release(made(30), folder)
    return folder


@pytest.fixture
def release(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "2026"))


def _found(folder: Path) -> str:
    return "\n".join(map(str, verify(folder)))


def test_a_changed_file_is_found(release: Path) -> None:
    with (release / "README.md").open("a") as file:
        file.write("and more\n")
    assert _found(release) == f"README.md: was changed: its checksum is not that of {SUMS}"


def test_a_missing_and_an_added_file_are_found(release: Path) -> None:
    (release / "LICENSE").unlink()
    (release / "extra.txt").write_text("hello")
    assert _found(release).splitlines() == [
        f"LICENSE: is missing, though {SUMS} names it",
        f"extra.txt: is not in {SUMS}",
        "LICENSE: is missing",
    ]


def test_a_release_without_checksums_is_doubted(release: Path) -> None:
    (release / SUMS).unlink()
    assert _found(release) == f"{SUMS}: is missing"
    (release / SUMS).write_text("nonsense\n")
    assert _found(release) == f"{SUMS}: {SUMS}, line 1: this is no checksum and name"


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no release"):
        verify(tmp_path)


def _csv_cell(folder: Path) -> None:
    file = folder / "data/mix.csv"
    file.write_text(file.read_text("utf-8").replace("batch", "online", 1), "utf-8")


def _empty_for_null(folder: Path) -> None:
    file = folder / "data/comments.csv"
    file.write_text(file.read_text("utf-8").replace(',""\n', ",\n", 1), "utf-8")


def _fewer_rows(folder: Path) -> None:
    file = folder / "data/ratings.csv"
    file.write_text("\n".join(file.read_text("utf-8").split("\n")[:-3]) + "\n", "utf-8")


def _parquet(change: str) -> Callable[[Path], None]:
    def rewrite(folder: Path) -> None:
        file = folder / "data/ratings.parquet"
        duckdb.execute(
            f"CREATE OR REPLACE TABLE r AS SELECT {change} FROM '{file}'; COPY r TO '{file}' (FORMAT parquet)"
        )

    return rewrite


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_csv_cell, "data/mix.csv: holds other cells than data/mix.parquet"),
        (_empty_for_null, "data/comments.csv: holds other cells than data/comments.parquet"),
        (_fewer_rows, "data/ratings.csv: has 28 rows; the codebook says 30"),
        (_parquet("* REPLACE (CASE WHEN row = 3 THEN 'z' ELSE item END AS item)"), "data/ratings.parquet: column item holds 'z', a code that the codebook lacks"),
        (_parquet("* EXCLUDE weight"), "data/ratings.parquet: has other columns than the codebook says; differing: weight"),
        (lambda folder: shutil.copy(folder / "spss/mix.sav", folder / "spss/ratings.sav"), "spss/ratings.sav: has other columns than the codebook says\nspss/ratings.sav: has 120 rows; the codebook says 30"),
        (lambda folder: (folder / "stata/mix.dta").write_bytes(b"no data"), "stata/mix.dta: cannot be read"),
        (lambda folder: (folder / "data/mix.parquet").write_bytes(b"no data"), "data/mix: cannot be read"),
        (lambda folder: (folder / "codebook/codebook.xml").write_text("<a>"), "codebook/codebook.xml: is no XML"),
        (lambda folder: (folder / FILE).write_text("{}"), f"{FILE}: cannot be read"),
        (lambda folder: (folder / "data/mix.csv").unlink(), "data/mix.csv: is missing"),
    ],
)  # fmt: skip
def test_what_disagrees_with_the_codebook_is_found_though_the_checksums_were_mended(
    release: Path, change: Callable[[Path], object], told: str
) -> None:
    change(release)
    (release / SUMS).write_text(sums_of(release))
    assert told in _found(release)
