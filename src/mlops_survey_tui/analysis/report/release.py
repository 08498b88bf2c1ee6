"""A release as it was published: its codebook, its tables as columns to query, its aggregates and its counts.

Everything a report says is read through this, so that anybody who has the folder gets the same report.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from ...plain_json import plain_json
from ...publication.codebook.model import FILE, Codebook, Table
from ...publication.sql import literal
from ...questionnaire.plain_file import read_plain_text
from ..failure import AnalysisError
from .reweighted import Reweighted

if TYPE_CHECKING:
    import duckdb

METHOD, QUESTIONNAIRE, AGGREGATES = "method.json", "questionnaire/questionnaire.json", "data/aggregates.csv"
_MEMORY = "512MB"
_CHUNK = 1 << 20
_SUMS = "Compare the files with SHA256SUMS."
_WHOLE = "Take the whole folder of the release."


class ReleaseError(AnalysisError):
    """A folder is no release, or a file of it is missing or broken."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One published cell; ``count`` and ``base`` are None where it was suppressed."""

    question: str
    part: str
    code: str
    group_question: str
    group: str
    base: int | None
    count: int | None
    share: float | None
    note: str = ""


@dataclass(frozen=True)
class Release:
    """An open release. ``connection`` is an in-memory DuckDB that reads its files; ``reweighted`` is by table."""

    folder: Path
    codebook: Codebook
    connection: duckdb.DuckDBPyConnection
    method: Mapping[str, Any]
    aggregates: tuple[Aggregate, ...]
    questionnaire: Mapping[str, Any] = field(default_factory=dict)
    reweighted: dict[str, Reweighted] = field(default_factory=dict)

    def relation(self, table: Table) -> str:
        """Return the SQL by which a table is read."""
        return f"read_parquet({literal(str(self.path(table)))})"

    def path(self, table: Table) -> Path:
        """Return where a table is.

        Raises:
            ReleaseError: the file that the codebook names is not there.
        """
        path = self.folder / f"{table.file}.parquet"
        if not path.is_file():
            raise ReleaseError(f"it is missing, although {FILE} names it.", _WHOLE, place=str(path))
        return path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query gives."""
        return self.connection.execute(query).fetchall()

    @cached_property
    def digest(self) -> str:
        """A digest of the files that the report is made from, in order of their names."""
        whole = hashlib.sha256()
        for path in self._files():
            whole.update(f"{path.relative_to(self.folder).as_posix()}\0{_digest(path)}\n".encode())
        return whole.hexdigest()

    def _files(self) -> Iterator[Path]:
        tables = {f"{table.file}.parquet" for table in self.codebook.tables()}
        for name in sorted({FILE, METHOD, QUESTIONNAIRE, AGGREGATES, *tables}):
            if (self.folder / name).is_file():
                yield self.folder / name


@contextmanager
def opened(folder: Path) -> Iterator[Release]:
    """Open a release.

    Raises:
        ReleaseError: the folder holds no release that can be read.
        ModuleNotFoundError: DuckDB is not installed.
    """
    import duckdb

    connection = duckdb.connect()
    try:
        # One thread sums in one order: the same release gives the same last digit everywhere.
        connection.execute(f"SET threads = 1; SET memory_limit = '{_MEMORY}'")
        connection.execute(f"SET temp_directory = {literal(str(Path(gettempdir()) / 'mlops-survey-report'))}")
        yield Release(
            folder, _codebook(folder), connection, _json(folder / METHOD), _aggregates(folder), _questionnaire(folder)
        )
    except duckdb.Error as error:
        raise ReleaseError(f"it cannot be read: {error}.", _SUMS, place=str(folder)) from None
    except UnicodeDecodeError:
        raise ReleaseError("it holds text that is not UTF-8.", _SUMS, place=str(folder)) from None
    except OSError as error:
        raise ReleaseError(f"it cannot be read: {error.strerror}.", _WHOLE, place=str(error.filename)) from None
    finally:
        connection.close()


def _codebook(folder: Path) -> Codebook:
    try:
        return Codebook.of_release(folder)
    except FileNotFoundError:
        why = f"{FILE} is not there, so this is no release."
        raise ReleaseError(why, "Give the folder that mlops-survey publish wrote.", place=str(folder)) from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReleaseError(f"{error}.", _SUMS, place=str(folder / FILE)) from None


def _json(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        data = plain_json(read_plain_text(path))
    except ValueError as error:
        raise ReleaseError(f"{error}.", _SUMS, place=str(path)) from None
    return data if isinstance(data, dict) else {}


def _questionnaire(folder: Path) -> Mapping[str, Any]:
    return _json(folder / QUESTIONNAIRE)


def _aggregates(folder: Path) -> tuple[Aggregate, ...]:
    path = folder / AGGREGATES
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        try:
            return tuple(_aggregate(line) for line in reader)
        except (KeyError, ValueError, csv.Error) as error:
            raise ReleaseError(f"{error}.", _SUMS, place=str(path), line=reader.line_num) from None


def _aggregate(line: Mapping[str, str]) -> Aggregate:
    return Aggregate(
        line["question"],
        line["part"],
        line["code"],
        line["group_question"],
        line["group"],
        int(line["base"]) if line["base"] else None,
        int(line["count"]) if line["count"] else None,
        float(line["share"]) if line["share"] else None,
        line.get("note") or "",
    )


def _digest(path: Path) -> str:
    whole = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            whole.update(chunk)
    return whole.hexdigest()
