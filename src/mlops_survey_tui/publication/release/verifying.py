"""Checking a release: the checksums, and that every file agrees with the codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from ..codebook.model import CODE, FILE, Codebook, Column, Table
from ..codebook.names import short_names
from ..engine import reading_engine
from ..sql import literal, quoted
from .documents import DOCUMENTS
from .formats import FORMATS
from .formats.parquet import parquet_files
from .formats.query import TYPES
from .sums import SUMS, digest, files_of, read_sums

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a release that is not as it should be: which file, and what is wrong."""

    file: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}"


def verify(folder: Path, progress: Callable[[str], None] = lambda step: None) -> tuple[Doubt, ...]:
    """Return what is wrong with a release; nothing is what one wants.

    Raises:
        FileNotFoundError: the folder holds no release.
    """
    if not (folder / FILE).is_file():
        raise FileNotFoundError(f"{folder} holds no release: there is no {FILE} in it")
    progress("checksums")
    doubts = [*_sums(folder), *_documents(folder)]
    try:
        codebook = Codebook.of_release(folder)
    except (ValueError, TypeError, KeyError) as error:
        return (*doubts, Doubt(FILE, f"cannot be read: {error}"))
    import duckdb

    with reading_engine() as connection:
        for table in codebook.tables():
            progress(table.id)
            try:
                doubts += _table(connection, folder, table)
            except duckdb.Error as error:
                doubts.append(Doubt(table.file, f"cannot be read: {str(error).splitlines()[0]}"))
    return tuple(doubts)


def _sums(folder: Path) -> Iterator[Doubt]:
    if not (folder / SUMS).is_file():
        yield Doubt(SUMS, "is missing")
        return
    try:
        told = read_sums((folder / SUMS).read_text("utf-8"))
    except ValueError as error:
        yield Doubt(SUMS, str(error))
        return
    found = files_of(folder)
    yield from (Doubt(name, f"is missing, though {SUMS} names it") for name in sorted(set(told) - set(found)))
    yield from (Doubt(name, f"is not in {SUMS}") for name in found if name not in told)
    for name in found:
        if name in told and digest(folder / name) != told[name]:
            yield Doubt(name, f"was changed: its checksum is not that of {SUMS}")


def _documents(folder: Path) -> Iterator[Doubt]:
    yield from (Doubt(name, "is missing") for name in DOCUMENTS if not (folder / name).is_file())
    xml = folder / "codebook/codebook.xml"
    if xml.is_file():
        try:
            ElementTree.parse(xml)
        except ElementTree.ParseError as error:
            yield Doubt("codebook/codebook.xml", f"is no XML: {error}")


def _table(connection: DuckDBPyConnection, folder: Path, table: Table) -> Iterator[Doubt]:
    files = parquet_files(folder, table)
    if not files or not all(file.is_file() for file in files):
        yield Doubt(f"{table.file}.parquet", "is missing, or is no file")
        return
    listed = ", ".join(literal(str(file)) for file in files)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW rows_parquet AS SELECT * FROM read_parquet([{listed}])")
    doubts = [*_shape(connection, f"{table.file}.parquet", "rows_parquet", table)]
    yield from doubts
    if not doubts:
        yield from _codes(connection, table)
        yield from _csv(connection, folder, table)
    yield from _labelled(folder, table)


def _shape(connection: DuckDBPyConnection, file: str, view: str, table: Table) -> Iterator[Doubt]:
    names = [str(row[0]) for row in connection.execute(f"DESCRIBE {view}").fetchall()]
    expected = [column.name for column in table.columns]
    if names != expected:
        odd = sorted(set(names) ^ set(expected)) or ["their order"]
        yield Doubt(file, f"has other columns than the codebook says; differing: {', '.join(odd)}")
    row = connection.execute(f"SELECT count(*) FROM {view}").fetchone()
    if row and row[0] != table.rows:
        yield Doubt(file, f"has {row[0]} rows; the codebook says {table.rows}")


def _codes(connection: DuckDBPyConnection, table: Table) -> Iterator[Doubt]:
    """Find codes that the codebook does not list, some columns at a time."""
    columns = [column for column in table.columns if column.type == CODE]
    for start in range(0, len(columns), _TOGETHER):
        some = columns[start : start + _TOGETHER]
        found = connection.execute(f"SELECT {', '.join(map(_unknown, some))} FROM rows_parquet").fetchone() or ()
        for column, code in zip(some, found, strict=True):
            if code is not None:
                yield Doubt(
                    f"{table.file}.parquet", f"column {column.name} holds {code!r}, a code that the codebook lacks"
                )


def _unknown(column: Column) -> str:
    known = ", ".join(literal(value.code) for value in column.values)
    condition = f" FILTER ({quoted(column.name)} NOT IN ({known}))" if known else ""
    return f"min({quoted(column.name)}){condition}"


def _csv(connection: DuckDBPyConnection, folder: Path, table: Table) -> Iterator[Doubt]:
    """Compare every cell of the CSV file with Parquet."""
    file = f"{table.file}.csv"
    if not (folder / file).is_file():
        yield Doubt(file, "is missing")
        return
    types = ", ".join(f"{literal(column.name)}: {literal(TYPES[column.type])}" for column in table.columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW rows_csv AS SELECT * FROM read_csv({literal(str(folder / file))}, header = true, "
        f"columns = {{{types}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, "
        "auto_detect = false, parallel = false, max_line_size = 10000000)"
    )
    doubts = [*_shape(connection, file, "rows_csv", table)]
    yield from doubts
    if not doubts and not _same(connection, table):
        yield Doubt(file, f"holds other cells than {table.file}.parquet")


def _same(connection: DuckDBPyConnection, table: Table) -> bool:
    """Return whether both views hold the same rows, by the sum of the rows' hashes (order is not compared)."""
    cells = ", ".join(quoted(column.name) for column in table.columns)
    sums = [
        connection.execute(f"SELECT sum(hash(ROW({cells}))::HUGEINT) FROM {view}").fetchone()
        for view in ("rows_parquet", "rows_csv")
    ]
    return sums[0] == sums[1]


def _labelled(folder: Path, table: Table) -> Iterator[Doubt]:
    """Check names and number of rows of the files for statistics packages, where their reader is installed."""
    if find_spec("pyreadstat") is None:
        return
    import pyreadstat

    readers = {"spss": pyreadstat.read_sav, "stata": pyreadstat.read_dta}
    expected = list(short_names([column.name for column in table.columns]))
    for name, read in readers.items():
        path = FORMATS[name].path(table)
        if (folder / path).is_file():
            yield from _labelled_file(folder, path, read, expected, table.rows)


def _labelled_file(
    folder: Path, path: str, read: Callable[..., tuple[Any, Any]], expected: Sequence[str], rows: int
) -> Iterator[Doubt]:
    from pyreadstat import PyreadstatError, ReadstatError

    try:
        found = read(str(folder / path), metadataonly=True)[1]
    except (PyreadstatError, ReadstatError) as error:
        yield Doubt(path, f"cannot be read: {error}")
        return
    if list(found.column_names) != expected:
        yield Doubt(path, "has other columns than the codebook says")
    if found.number_rows != rows:
        yield Doubt(path, f"has {found.number_rows} rows; the codebook says {rows}")
