"""A file, a pattern of files or an object store as a table of DuckDB, so that large ones are read out of core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..failure import AnalysisError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


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
    with duckdb.connect() as connection:
        if "://" in place:
            import fsspec  # type: ignore[import-untyped,unused-ignore]

            connection.register_filesystem(fsspec.filesystem(place.partition("://")[0]))
        try:
            described = connection.execute(f"DESCRIBE SELECT * FROM {reader(place, format)}").fetchall()
        except duckdb.Error as error:
            raise AnalysisError(_first_line(error), _remedy(place), place=place) from None
        yield Source(connection, place, format, *zip(*((row[0], row[1]) for row in described), strict=True))


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


def _remedy(place: str) -> str:
    if any(sign in place for sign in "*?[") or "://" in place or Path(place).exists():
        return ""
    return "Check the path."
