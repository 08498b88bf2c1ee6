"""SPSS and Stata read back what Parquet holds: every cell, every label, and why there is no answer."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyreadstat
import pytest

from mlops_survey_tui.publication.codebook.model import ANSWER, CODE, TEXT, TICK, Block, Column, Table, Value
from mlops_survey_tui.publication.codebook.names import short_names
from mlops_survey_tui.publication.codebook.numbers import numbers, reasons
from mlops_survey_tui.publication.release.contents import Contents, ReleaseError
from mlops_survey_tui.publication.release.formats import FORMATS
from mlops_survey_tui.publication.release.formats.labels import fitting
from mlops_survey_tui.publication.release.formats.query import arranged, one_thread

from .made import HOSTILE, ROW_COLUMN, made

TABLES = ("profile", "tools", "challenges", "challenges_sets", "ratings", "mix", "comments", "empty")


@pytest.fixture(scope="module")
def contents() -> Contents:
    return made(60)


def _written(contents: Contents, table: Table, name: str, folder: Path) -> Path:
    target = folder / f"{table.id}{FORMATS[name].ending}"
    with one_thread(contents.connection), arranged(contents.connection, table):
        FORMATS[name].write(contents, table, target)
    return target


def _expected(contents: Contents, table: Table, file: Path) -> Iterator[tuple[Column, list[Any]]]:
    """Yield each column with its cells as Parquet holds them, codes as numbers."""
    reason = reasons(contents.codebook)
    for column in table.columns:
        cells = [row[0] for row in duckdb.execute(f"SELECT \"{column.name}\" FROM '{file}'").fetchall()]
        if column.type == CODE:
            number = numbers(column, reason)
            yield column, [None if cell is None else number[cell] for cell in cells]
        elif column.type == TEXT:
            yield column, [(cell or "").replace("\0", "\N{SYMBOL FOR NULL}") for cell in cells]
        else:
            yield column, cells


def _plain(cell: Any) -> Any:
    """Return a cell of a statistics package as the number it stands for: .a is -1, an empty cell None."""
    if isinstance(cell, str) and len(cell) == 1 and "a" <= cell <= "z":
        return ord("a") - ord(cell) - 1
    return None if isinstance(cell, float) and math.isnan(cell) else cell


@pytest.mark.parametrize("id_", TABLES)
@pytest.mark.parametrize(("name", "read"), [("spss", pyreadstat.read_sav), ("stata", pyreadstat.read_dta)])
def test_every_cell_comes_back(contents: Contents, id_: str, name: str, read: Any, tmp_path: Path) -> None:
    table = next(table for table in contents.codebook.tables() if table.id == id_)
    parquet = _written(contents, table, "parquet", tmp_path)
    frame, _ = read(str(_written(contents, table, name, tmp_path)), user_missing=True)
    short = short_names([column.name for column in table.columns])
    assert list(frame.columns) == list(short)
    for (column, cells), one in zip(_expected(contents, table, parquet), short, strict=True):
        found = list(frame[one]) if column.type == TEXT else [_plain(cell) for cell in frame[one]]
        assert found == cells, column.name


def test_labels_and_missing_ranges_of_spss(contents: Contents, tmp_path: Path) -> None:
    table = next(contents.codebook.tables())
    _, found = pyreadstat.read_sav(str(_written(contents, table, "spss", tmp_path)), user_missing=True)
    satisfaction = found.variable_value_labels["satisfaction"]
    assert satisfaction == {1: "Point 1", 2: "Point 2", 3: "Point 3", 4: "Point 4", 5: "Point 5", -3: "Seen and skipped", -2: "Left out by chance or to keep the promised time", -5: "Don't know"}  # fmt: skip
    assert found.missing_ranges["satisfaction"] == [{"lo": -99.0, "hi": -1.0}]
    assert "models" not in found.missing_ranges
    assert found.variable_measure["satisfaction"] == "ordinal"
    assert found.variable_measure["region"] == "nominal"
    assert found.variable_measure["models"] == "scale"
    assert found.column_names_to_labels["region"] == "Where do you work?"
    assert found.column_names_to_labels["satisfaction"] == "nul \N{SYMBOL FOR NULL} and bell \N{SYMBOL FOR BELL}"
    assert found.variable_value_labels["region"][2] == HOSTILE[0]


def test_labels_and_missing_values_of_stata(contents: Contents, tmp_path: Path) -> None:
    table = next(contents.codebook.tables())
    _, found = pyreadstat.read_dta(str(_written(contents, table, "stata", tmp_path)), user_missing=True)
    labels = found.variable_value_labels["satisfaction"]
    assert labels == {1: "Point 1", 2: "Point 2", 3: "Point 3", 4: "Point 4", 5: "Point 5", "c": "Seen and skipped", "b": "Left out by chance or to keep the promised time", "e": "Don't know"}  # fmt: skip
    assert found.missing_user_values["satisfaction"] == ["b", "c", "e"]
    assert found.variable_value_labels["region"][3] == HOSTILE[3]
    assert found.column_names_to_labels["region"] == "Where do you work?"


def test_without_user_missing_a_reason_is_no_answer(contents: Contents, tmp_path: Path) -> None:
    table = next(contents.codebook.tables())
    for name, read in (("spss", pyreadstat.read_sav), ("stata", pyreadstat.read_dta)):
        frame, _ = read(str(_written(contents, table, name, tmp_path)))
        assert set(frame["satisfaction"].dropna()) <= {1, 2, 3, 4, 5}


def test_pandas_reads_the_file_for_stata_as_well(contents: Contents, tmp_path: Path) -> None:
    import pandas

    for table in contents.codebook.tables():
        frame = pandas.read_stata(_written(contents, table, "stata", tmp_path), convert_categoricals=False)
        assert frame.shape == (table.rows, len(table.columns))


@pytest.mark.parametrize("name", ["spss", "stata"])
def test_no_date_gets_into_a_file(contents: Contents, name: str, tmp_path: Path) -> None:
    table = next(contents.codebook.tables())
    _, found = (pyreadstat.read_sav if name == "spss" else pyreadstat.read_dta)(
        str(_written(contents, table, name, tmp_path)), metadataonly=True
    )
    assert found.creation_time is None or found.creation_time.year == 1970


def _wide(columns: int) -> Contents:
    """Return a release of one table with so many ticks, one row."""
    contents = made(0)
    names = [f"question.option_{place}" for place in range(columns - 1)]
    table = Table("wide", "data/wide", "respondents", 1, (ROW_COLUMN, *(Column(n, ANSWER, TICK, n) for n in names)))
    ticks = ", ".join(f'1::TINYINT AS "{name}"' for name in names)
    contents.connection.execute(f"CREATE TABLE wide AS SELECT 1::BIGINT AS row, {ticks}")
    return contents.told_by(replace(contents.codebook, blocks=(Block("wide", "Wide", (table,)),)))


def test_two_thousand_columns(tmp_path: Path) -> None:
    contents = _wide(2_000)
    table = next(contents.codebook.tables())
    for name, read in (("spss", pyreadstat.read_sav), ("stata", pyreadstat.read_dta)):
        frame, _ = read(str(_written(contents, table, name, tmp_path)))
        assert frame.shape == (1, 2_000)
        assert frame.iloc[0, 1:].eq(1).all()


def test_stata_refuses_more_columns_than_it_takes(contents: Contents, tmp_path: Path) -> None:
    table = replace(next(contents.codebook.tables()), columns=(ROW_COLUMN,) * 32_768)
    with pytest.raises(ReleaseError, match="32767"):
        FORMATS["stata"].write(contents, table, tmp_path / "x.dta")


def test_many_codes_need_wider_numbers(tmp_path: Path) -> None:
    contents = made(0)
    values = tuple(Value(f"code{place}", f"Label {place}") for place in range(40_000))
    columns = (ROW_COLUMN, *(Column(f"c{n}", ANSWER, CODE, "c", values=values[:n]) for n in (100, 101, 40_000)))
    table = Table("codes", "data/codes", "respondents", 1, columns)
    contents.connection.execute(
        "CREATE TABLE codes AS SELECT 1::BIGINT AS row, 'code99' AS c100, 'code100' AS c101, 'code39999' AS c40000"
    )
    contents = contents.told_by(replace(contents.codebook, blocks=(Block("codes", "Codes", (table,)),)))
    for name, read in (("spss", pyreadstat.read_sav), ("stata", pyreadstat.read_dta)):
        frame, found = read(str(_written(contents, table, name, tmp_path)))
        assert list(frame.iloc[0]) == [1, 100, 101, 40_000]
        assert found.variable_value_labels["c40000"][40_000] == "Label 39999"


def test_labels_are_cut_at_a_letter_and_say_so() -> None:
    assert fitting("é" * 100, 120) == "é" * 58 + "…"
    assert len(fitting("é" * 100, 120).encode()) <= 120
    assert fitting("a\0b\nc", 80) == "a\N{SYMBOL FOR NULL}b c"
    assert fitting("é" * 100, 80, 0) == "é" * 79 + "…"
