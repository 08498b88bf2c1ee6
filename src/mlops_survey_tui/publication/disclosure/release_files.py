"""Reading the finished files of a release as anybody would: columns as whole numbers, straight from Parquet and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..codebook.model import REAL, WHOLE, Column
from ..sql import literal, quoted
from .measures import Codes

if TYPE_CHECKING:
    import duckdb

_CSV = "all_varchar=true, header=true, skip=0, delim=',', quote='\"', escape='\"', strict_mode=true"
EMPTY, UNKNOWN = -1, -2
"""A cell that is empty, and one whose code the codebook does not declare."""
_AT_ONCE = 2_000_000
"""So many cells of neighbouring columns are read together: most of the time goes by query, not by cell."""


class Unreadable(ValueError):  # noqa: N818
    """A file of a release is missing or cannot be read."""


class DataFile:
    """One file with a table; nothing in it is believed but what it says."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        import duckdb

        if not path.is_file():
            raise Unreadable(f"{path.name} is missing")
        self.connection, self.path = connection, path
        file = literal(str(path))
        self.source = f"read_parquet({file})" if path.suffix == ".parquet" else f"read_csv({file}, {_CSV})"
        try:
            described = connection.execute(f"DESCRIBE SELECT * FROM {self.source}").fetchall()
            self.rows = int(self._one(f"SELECT count(*) FROM {self.source}"))
        except duckdb.Error as error:
            raise Unreadable(f"{path.name} cannot be read: {error}") from error
        self.names = [row[0] for row in described]
        self._types = {row[0]: row[1] for row in described}
        self._numbers: dict[str, NDArray[np.float64]] = {}

    def _one(self, query: str) -> float:
        row = self.connection.execute(query).fetchone()
        return row[0] if row and row[0] is not None else 0

    def _columns(self, expressions: Sequence[str]) -> list[NDArray[np.float64]]:
        import duckdb

        asked = ", ".join(f"{expression} AS x{place}" for place, expression in enumerate(expressions))
        try:
            found = self.connection.execute(f"SELECT {asked} FROM {self.source}").fetchnumpy()
        except duckdb.Error as error:
            raise Unreadable(f"{self.path.name} cannot be read: {error}") from error
        return [np.asarray(np.ma.filled(found[f"x{place}"], EMPTY)) for place in range(len(expressions))]

    def codes(self, name: str, declared: Sequence[str]) -> Codes:
        """Return each row's place among the declared codes."""
        return next(self.coded({name: declared}))[1].astype(np.int64)

    def coded(self, declared: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, NDArray[np.int32]]]:
        """Yield for each of these columns the place of every row among its declared codes."""
        found = self._columns([_place(name, codes) for name, codes in declared.items()])
        return ((name, column.astype(np.int32)) for name, column in zip(declared, found, strict=True))

    def numbers(self, name: str) -> NDArray[np.float64]:
        """Return a column of numbers; an empty cell is not a number (NaN), a word infinite.

        The columns behind it are read with it and kept until others are.
        """
        if name not in self._numbers:
            after = self.names[self.names.index(name) + 1 :] if name in self.names else []
            beside = [one for one in after if self._types[one] == self._types[name]]
            names = [name, *beside[: self.at_once() - 1]]
            self._numbers = dict(zip(names, self._columns(list(map(_number, names))), strict=True))
        return self._numbers[name]

    def at_once(self) -> int:
        """How many columns are best read together."""
        return max(1, _AT_ONCE // max(self.rows, 1))

    def numbered(self, name: str) -> Codes:
        """Return a column with its different values, whatever they are, as whole numbers in their order."""
        values = self.connection.execute(
            f"SELECT DISTINCT CAST({quoted(name)} AS VARCHAR) AS x FROM {self.source} WHERE x IS NOT NULL ORDER BY x"
        ).fetchall()
        return self.codes(name, [row[0] for row in values])

    def texts(self, name: str) -> list[str]:
        """Return a column of texts."""
        found = self.connection.execute(f"SELECT CAST({quoted(name)} AS VARCHAR) FROM {self.source}").fetchall()
        return ["" if row[0] is None else row[0] for row in found]


def _place(name: str, declared: Sequence[str]) -> str:
    column = f"CAST({quoted(name)} AS VARCHAR)"
    listed = "[" + ", ".join(map(literal, declared)) + "]::VARCHAR[]"
    found = f"coalesce(list_position({listed}, {column}), 0) - 1"
    return f"CAST(CASE WHEN {column} IS NULL THEN {EMPTY} WHEN {found} < 0 THEN {UNKNOWN} ELSE {found} END AS INTEGER)"


def _number(name: str) -> str:
    column = quoted(name)
    number = f"coalesce(TRY_CAST({column} AS DOUBLE), 'inf'::DOUBLE)"
    return f"CASE WHEN {column} IS NULL THEN 'nan'::DOUBLE ELSE {number} END"


def differing(one: DataFile, other: DataFile, columns: Sequence[Column]) -> list[str]:
    """Return the columns in which two files of the same table do not say the same, row by row."""
    import duckdb

    wanted = [
        f"count(*) FILTER (WHERE {_said('a', column)} IS DISTINCT FROM {_said('b', column)})" for column in columns
    ]
    query = f"SELECT {', '.join(wanted)} FROM {one.source} a POSITIONAL JOIN {other.source} b"
    try:
        counts = one.connection.execute(query).fetchone() or ()
    except duckdb.Error as error:
        raise Unreadable(f"{other.path.name} cannot be read: {error}") from error
    return [column.name for column, count in zip(columns, counts, strict=True) if count]


def _said(table: str, column: Column) -> str:
    name = f"{table}.{quoted(column.name)}"
    if column.type in (WHOLE, REAL):
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE coalesce(TRY_CAST({name} AS DOUBLE), 'inf'::DOUBLE) END"
    return f"CAST({name} AS VARCHAR)"


def differing_texts(one: DataFile, other: DataFile, names: Sequence[str]) -> bool:
    """Whether two files do not say the same in these columns, numbers compared as numbers."""
    return any(
        _plain(a) != _plain(b) for name in names for a, b in zip(one.texts(name), other.texts(name), strict=True)
    )


def _plain(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text
