"""A release as the gate sees it: its codebook, its classes of questions, its files opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..codebook.model import CODE, KEY, ROW, Codebook, Column, Table
from .measures import Codes, densified
from .release_files import DataFile, Unreadable

if TYPE_CHECKING:
    import duckdb

QUASI_IDENTIFIER, SENSITIVE = "quasi_identifier", "sensitive"
SUPPRESSED_CODE = "suppressed"
_KEPT = 40_000_000
"""Cells that are kept because other checks will want them too."""


@dataclass(frozen=True, eq=False)
class Released:
    """``classes`` is the class of each question as the questionnaire in the release declares it.

    Columns that were read lately are kept, by table and name.
    """

    folder: Path
    codebook: Codebook
    classes: Mapping[str, str]
    connection: duckdb.DuckDBPyConnection
    _files: dict[Path, DataFile] = field(init=False, default_factory=dict)
    _lately: dict[tuple[str, str], NDArray[np.int32]] = field(init=False, default_factory=dict)

    def file(self, table: Table, ending: str = "parquet") -> DataFile:
        """Open a file of a table.

        Raises:
            Unreadable: it is missing or broken.
        """
        path = self.folder / f"{table.file}.{ending}"
        if path not in self._files:
            self._files[path] = DataFile(self.connection, path)
        return self._files[path]

    def codes(self, table: Table, column: Column) -> Codes:
        """Return a column as whole numbers, equal where its cells are equal."""
        if (table.id, column.name) not in self._lately:
            self._read(table, column)
        return self._lately[table.id, column.name].astype(np.int64)

    def _read(self, table: Table, column: Column) -> None:
        """Read a column, one of codes together with others behind it, and forget what was read long ago."""
        file = self.file(table)
        if column.type == CODE:
            behind = table.columns[table.columns.index(column) :]
            together = [one for one in behind if one.type == CODE][: file.at_once()]
            declared = {one.name: [value.code for value in one.values] for one in together}
            self._lately.update(((table.id, name), codes) for name, codes in file.coded(declared))
        else:
            numbers = np.nan_to_num(file.numbers(column.name), nan=-1e15)
            dense = np.unique(numbers, return_inverse=True)[1]
            self._lately[table.id, column.name] = densified(dense.astype(np.int64))[0].astype(np.int32)
        cells = sum(map(len, self._lately.values()))
        while cells > _KEPT and len(self._lately) > 1:
            cells -= len(self._lately.pop(next(iter(self._lately))))

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
