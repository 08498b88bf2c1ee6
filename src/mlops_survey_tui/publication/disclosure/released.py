"""A release as the gate sees it: its codebook, its classes of questions, its files opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..codebook.model import CODE, KEY, ROW, Codebook, Column, Table
from .measures import Codes, densified
from .release_files import DataFile, Unreadable

if TYPE_CHECKING:
    import duckdb

QUASI_IDENTIFIER, SENSITIVE = "quasi_identifier", "sensitive"
SUPPRESSED_CODE = "suppressed"


@dataclass(frozen=True, eq=False)
class Released:
    """``classes`` is the class of each question as the questionnaire in the release declares it."""

    folder: Path
    codebook: Codebook
    classes: Mapping[str, str]
    connection: duckdb.DuckDBPyConnection

    def file(self, table: Table, ending: str = "parquet") -> DataFile:
        """Open a file of a table.

        Raises:
            Unreadable: it is missing or broken.
        """
        return _opened(self.connection, self.folder / f"{table.file}.{ending}")

    def codes(self, table: Table, column: Column) -> Codes:
        """Return a column as whole numbers, equal where its cells are equal."""
        return _codes(self, table.id, column.name)

    def people(self, table: Table) -> Codes:
        """Return who each line is about: equal row ids are one person."""
        row = next((column for column in table.columns if column.role == ROW), None)
        if row is None:
            raise Unreadable(f"table {table.id} has no column of row ids")
        return self.file(table).numbers(row.name).astype(np.int64)

    def keys(self, table: Table) -> list[Column]:
        """Return the columns that say something about the person: keys, and every column of a quasi-identifier."""
        return [column for column in table.columns if column.role == KEY or self.is_key(column)]

    def is_key(self, column: Column) -> bool:
        """Whether a column belongs to a question that is a quasi-identifier."""
        return self.classes.get(column.question) == QUASI_IDENTIFIER

    def json(self, name: str) -> Any:
        """Return a file of JSON, or nothing if it is not there."""
        file = self.folder / name
        return json.loads(file.read_text("utf-8")) if file.is_file() else None

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Yield each table with the id of its block."""
        return ((block.id, table) for block in self.codebook.blocks for table in block.tables)


@cache
def _opened(connection: duckdb.DuckDBPyConnection, path: Path) -> DataFile:
    return DataFile(connection, path)


@cache
def _codes(release: Released, table_id: str, name: str) -> Codes:
    table = next(table for _, table in release.tables() if table.id == table_id)
    column = table.by_name[name]
    if column.type == CODE:
        return release.file(table).codes(name, [value.code for value in column.values])
    numbers = np.nan_to_num(release.file(table).numbers(name), nan=-1e15)
    return densified(np.unique(numbers, return_inverse=True)[1].astype(np.int64))[0]
