"""A file, a pattern of files or an object store as a table of DuckDB, so that large ones are read out of core."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from ...publication.sql import literal
from ..failure import AnalysisError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST_COLUMNS, _LONGEST_HEADER = 10_000, 4_000_000
_LINES_OF_HEADER = {"csv": 1, "parquet": 0}
_READERS = {
    "csv": "read_csv({places}, all_varchar=true, header=true, skip=0, union_by_name=true{more})",
    "parquet": "read_parquet({places}, union_by_name=true{more})",
}


@dataclass(frozen=True)
class Source:
    """A table to query: ``SELECT … FROM {source.sql}``. CSV columns are text, Parquet columns have their types."""

    connection: DuckDBPyConnection
    place: str
    format: str
    names: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def sql(self) -> str:
        """What stands after FROM."""
        return reader(self.place, self.format)

    def line(self, row: int) -> tuple[str, int]:
        """Return the file and the line of a row (rows count from 0; lines of a Parquet file are its rows from 1)."""
        table = reader(self.place, self.format, ", filename=true")
        counts = self.connection.execute(f"SELECT filename, count(*) FROM {table} GROUP BY 1 ORDER BY 1").fetchall()
        for name, count in counts:
            if row < count:
                return str(name), row + 1 + _LINES_OF_HEADER[self.format]
            row -= count
        return self.place, 0


def number(cell: str) -> str:
    """Return the condition that a cell is a finite number whose square is finite, too, and not lost in rounding."""
    value = f"TRY_CAST({cell} AS DOUBLE)"
    return f"coalesce(isfinite({value}) AND (abs({value}) BETWEEN 1e-100 AND 1e100 OR {value} = 0), false)"


def reader(place: str, format: str, more: str = "") -> str:
    """Return the table function of DuckDB that reads a place."""
    return _READERS[format].format(places=literal(place), more=more)


@contextmanager
def open_source(place: str) -> Iterator[Source]:
    """Open a file, a pattern such as ``data/*.parquet``, or an address such as ``s3://bucket/*.parquet`` (by fsspec).

    Raises:
        AnalysisError: nothing is there, or it is no table.
    """
    import duckdb

    format = _format(place)
    _refuse_odd(place)
    with duckdb.connect() as connection:
        if "://" in place:
            import fsspec  # type: ignore[import-untyped,unused-ignore]

            connection.register_filesystem(fsspec.filesystem(place.partition("://")[0]))
        spoilt = AnalysisError("it holds text that is not UTF-8.", "Write it again as UTF-8.", place=place)
        try:
            described = connection.execute(f"DESCRIBE SELECT * FROM {reader(place, format)}").fetchall()
        except duckdb.Error as error:
            raise AnalysisError(_first_line(error), _remedy(place, str(error)), place=place) from None
        except UnicodeDecodeError:
            raise spoilt from None
        if format == "csv" and len(described) == 1:
            _refuse_ragged(place, str(described[0][0]))
        source = Source(connection, place, format, *zip(*((row[0], row[1]) for row in described), strict=True))
        try:
            yield source
        except UnicodeDecodeError:
            raise spoilt from None
        except duckdb.Error as error:
            if isinstance(error, duckdb.ProgrammingError) and not isinstance(error, duckdb.InvalidInputException):
                raise
            raise AnalysisError(_first_line(error), _remedy(place, str(error)), place=place) from None


def _refuse_odd(place: str) -> None:
    """Refuse what is there and cannot be read as a table: an empty file, and a pipe, which would be waited for.

    Raises:
        AnalysisError: says what it is.
    """
    try:
        found = Path(place).stat()
    except (OSError, ValueError):
        return
    if S_ISREG(found.st_mode) and place.endswith((".csv", ".tsv", ".txt")):
        _refuse_wide(place)
    if S_ISREG(found.st_mode) and not found.st_size:
        raise AnalysisError("the file is empty.", "Check how it was written.", place=place)
    if not S_ISREG(found.st_mode) and not S_ISDIR(found.st_mode):
        raise AnalysisError("this is no plain file.", "Write what comes through it to a file first.", place=place)


def _refuse_wide(place: str) -> None:
    """Refuse a file with more columns than any survey has: the database takes minutes and gigabytes for them.

    Raises:
        AnalysisError: says so.
    """
    with Path(place).open("rb") as file:
        header = file.readline(_LONGEST_HEADER)
    columns = 1 + max(map(header.count, (b",", b";", b"\t", b"|")))
    if columns > _MOST_COLUMNS:
        remedy = "Keep the columns that you need, or one row for each answer."
        raise AnalysisError(f"there are {columns:,} columns; {_MOST_COLUMNS:,} are the most.", remedy, place=place)


def _refuse_ragged(place: str, name: str) -> None:
    """Refuse a file whose header has several cells and was read as one, since other lines have more or fewer.

    Raises:
        AnalysisError: says which line is the first, where the file can be looked into.
    """
    separator = next((sign for sign in ",;\t|" if sign in name), "")
    if not separator:
        return
    line = 0
    if Path(place).is_file() and not place.endswith(".gz"):
        with Path(place).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            cells = name.count(separator) + 1
            rows = csv.reader(file, delimiter=separator)
            line = next((rows.line_num for row in rows if row and len(row) != cells), 0)
    remedy = "Give each line as many cells as the header, and put cells that hold the separator into quotes."
    raise AnalysisError("lines have different numbers of cells.", remedy, place=place, line=line)


def _format(place: str) -> str:
    ending = place.rstrip("*").lower()
    if ending.endswith((".parquet", ".pq")):
        return "parquet"
    if ending.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")):
        return "csv"
    raise AnalysisError(
        "this is neither CSV nor Parquet by its name.", "Names end in .csv, .csv.gz, .tsv or .parquet.", place=place
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _remedy(place: str, said: str) -> str:
    """Return what helps against an error of the database."""
    if "utf-8" in said.lower():
        return "Save the file as UTF-8."
    if any(sign in place for sign in "*?[") or "://" in place or Path(place).is_file():
        return ""
    return "It is a folder: name its files, such as FOLDER/*.parquet." if Path(place).is_dir() else "Check the path."
