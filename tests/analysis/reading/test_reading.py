"""Tables are read the same from CSV, Parquet, many files and stores; cells that are wrong are named with their place."""

from __future__ import annotations

import uuid
from pathlib import Path

import duckdb
import fsspec  # type: ignore[import-untyped,unused-ignore]
import numpy as np
import pytest

from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.reading import CODE, ID, REAL, WHOLE, Rows, Wanted, open_source, read_rows

WANTED = [Wanted("who", ID), Wanted("code", CODE), Wanted("number", WHOLE), Wanted("value", REAL, empty=True)]
TEXT = "who,code,number,value\n10,b,1,1.5\n9,,-2,\n10,a,3,-1e3\n"


def _written(file: Path, text: str = TEXT) -> str:
    file.write_text(text)
    return str(file)


def _parquet(source: str, target: Path) -> str:
    duckdb.connect().execute(f"COPY (SELECT * FROM read_csv('{source}')) TO '{target}' (FORMAT parquet)")
    return str(target)


def _check(rows: Rows) -> None:
    assert rows.count == 3
    assert rows.ids("who").labels == ("9", "10"), "whole numbers stand in the order of numbers"
    assert rows.ids("who").codes.tolist() == [1, 0, 1]
    assert rows.ids("code").codes.tolist() == [1, -1, 0]
    assert rows.whole("number").tolist() == [1, -2, 3]
    assert rows.real("value")[[0, 2]].tolist() == [1.5, -1000.0]
    assert np.isnan(rows.real("value")[1])


def test_csv_and_parquet_hold_the_same(tmp_path: Path) -> None:
    csv = _written(tmp_path / "a.csv")
    _check(read_rows(csv, WANTED))
    _check(read_rows(_parquet(csv, tmp_path / "a.parquet"), WANTED))


def test_many_files_are_one_table_and_errors_name_the_right_one(tmp_path: Path) -> None:
    _written(tmp_path / "part1.csv", "who,code,number,value\n10,b,1,1.5\n")
    _written(tmp_path / "part2.csv", "who,code,number,value\n9,,-2,\n10,a,3,-1e3\n")
    _check(read_rows(str(tmp_path / "part*.csv"), WANTED))
    _written(tmp_path / "part2.csv", "who,code,number,value\n9,,-2,\n10,a,three,-1e3\n")
    with pytest.raises(AnalysisError, match=r"part2\.csv, column number, line 3: 'three' is not a whole number"):
        read_rows(str(tmp_path / "part*.csv"), WANTED)


def test_an_address_is_read_through_fsspec() -> None:
    name = f"{uuid.uuid4().hex}.csv"
    with fsspec.filesystem("memory").open(f"/{name}", "wb") as file:
        file.write(TEXT.encode())
    _check(read_rows(f"memory://{name}", WANTED))


def test_other_names_of_columns_are_told(tmp_path: Path) -> None:
    place = _written(tmp_path / "a.csv", TEXT.replace("who", "person id"))
    _check(read_rows(place, WANTED, {"who": "person id"}))
    with pytest.raises(AnalysisError, match="no column 'who'") as caught:
        read_rows(place, WANTED)
    assert "--column who=NAME" in caught.value.remedy
    assert "person id" in caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("9,,-2", ",,-2", "column who, line 3: the cell is empty"),
        ("9,,-2", "9,,", "column number, line 3: the cell is empty"),
        ("9,,-2", "9,,2.5", "column number, line 3: '2.5' is not a whole number"),
        ("9,,-2", "9,,inf", "column number, line 3: 'inf' is not a whole number"),
        ("1.5", "nan", "column value, line 2: 'nan' is not a number"),
        ("1.5", "1,5", "a.csv"),
    ],
)
def test_wrong_cells_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(AnalysisError, match=said):
        read_rows(_written(tmp_path / "a.csv", TEXT.replace(old, new, 1)), WANTED)


def test_a_table_without_rows_is_said(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="there are no rows"):
        read_rows(_written(tmp_path / "a.csv", "who,code,number,value\n"), WANTED)


def test_names_with_quotes_cannot_end_a_statement(tmp_path: Path) -> None:
    name = 'who"; DROP TABLE wanted; --'
    place = tmp_path / "it's.csv"
    place.write_text(TEXT.replace("who", '"' + name.replace('"', '""') + '"'))
    _check(read_rows(str(place), WANTED, {"who": name}))


def test_labels_with_quotes_stay_labels(tmp_path: Path) -> None:
    rows = read_rows(_written(tmp_path / "a.csv", 'who\nit\'s\n"a ""b"""\n'), [Wanted("who", ID)])
    assert rows.ids("who").labels == ('a "b"', "it's")


@pytest.mark.parametrize("values", [[5, 1, 5, -3], [10**15, 0, 10**15, 7]])
def test_whole_numbers_of_parquet_are_numbered_whatever_their_range(tmp_path: Path, values: list[int]) -> None:
    file = tmp_path / "a.parquet"
    duckdb.connect().execute(f"COPY (SELECT unnest({values}) AS who) TO '{file}' (FORMAT parquet)")
    ids = read_rows(str(file), [Wanted("who", ID)]).ids("who")
    assert ids.labels == tuple(map(str, sorted(set(values))))
    assert [int(ids.labels[code]) for code in ids.codes] == values


def test_a_source_tells_its_columns(tmp_path: Path) -> None:
    with open_source(_written(tmp_path / "a.csv")) as source:
        assert source.names == ("who", "code", "number", "value")
        assert source.connection.execute(f"SELECT count(*) FROM {source.sql}").fetchone() == (3,)


def test_a_name_among_numbers_makes_all_of_them_names(tmp_path: Path) -> None:
    ids = read_rows(_written(tmp_path / "a.csv", "who\n10\n9\nx\n010\n"), [Wanted("who", ID)]).ids("who")
    assert ids.labels == ("010", "10", "9", "x")
    assert ids.codes.tolist() == [1, 2, 3, 0]


@pytest.mark.parametrize("cell", ["1e308", "-1e200", "1e-320", "inf", "nan"])
def test_numbers_whose_squares_cannot_be_computed_are_named_with_their_line(tmp_path: Path, cell: str) -> None:
    text = TEXT.replace("1.5", cell)
    with pytest.raises(AnalysisError, match=f"line 2: '{cell}' is not a number that can be computed with"):
        read_rows(_written(tmp_path / "a.csv", text), WANTED)


@pytest.mark.parametrize(("line", "wrong"), [("10,b,1,1.5", "10,b,1,1.5,7,7"), ("9,,-2,", "9")])
def test_lines_with_more_or_fewer_cells_than_the_header_are_named(tmp_path: Path, line: str, wrong: str) -> None:
    text = TEXT.replace(line, wrong) + "11,a,1,2\n" * 30
    with pytest.raises(AnalysisError, match=r"line \d: lines have different numbers of cells|line \d"):
        read_rows(_written(tmp_path / "a.csv", text), WANTED)


def test_empty_files_folders_and_other_encodings_are_told_from_missing_files(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "other.csv").write_bytes(TEXT.replace("b", "é").encode("latin-1"))
    for name, text in {"folder.csv": "It is a folder", "other.csv": "as UTF-8", "none.csv": "Check the path"}.items():
        with pytest.raises(AnalysisError, match=text):
            read_rows(str(tmp_path / name), WANTED)
    with pytest.raises(AnalysisError, match="the file is empty"):
        read_rows(_written(tmp_path / "empty.csv", ""), WANTED)


def test_names_and_numbers_of_any_size_in_parquet_come_back_as_they_are(tmp_path: Path) -> None:
    target = tmp_path / "a.parquet"
    duckdb.connect().execute(
        "COPY (SELECT 9000000000000000 - range * 70000000000 AS who, CASE WHEN range % 3 > 0 THEN 'c' || range % 300 END"
        " AS code, range - 40000 AS number, NULL::DOUBLE AS value FROM range(80000)) TO '" + str(target) + "'"
    )
    rows = read_rows(str(target), WANTED)
    who, code, places = rows.ids("who"), rows.ids("code"), np.arange(80000)
    assert [int(who.labels[at]) for at in who.codes[:3]] == [9000000000000000 - at * 70000000000 for at in range(3)]
    assert [code.labels[at] if at >= 0 else None for at in code.codes[:4]] == [None, "c1", "c2", None]
    assert (rows.whole("number") == places - 40000).all()
    assert (rows.narrow("number") == places - 40000).all()
    assert rows.narrow("code").dtype.itemsize < 8
