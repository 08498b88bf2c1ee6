"""The columns that an analysis wants, as arrays of numpy; names of things as numbers with a list of labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...publication.sql import quoted
from ..failure import AnalysisError
from .columns import CODE, ID, REAL, WHOLE, Wanted, located
from .numbering import Ids, fetched, ids
from .source import Source, number, open_source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GOOD = {
    WHOLE: "isfinite(TRY_CAST({0} AS DOUBLE)) AND TRY_CAST({0} AS DOUBLE) = floor(TRY_CAST({0} AS DOUBLE)) "
    "AND abs(TRY_CAST({0} AS DOUBLE)) < 9e15",
    REAL: number("{0}"),
}
"""When a cell is what its column should hold."""
_SAID = {WHOLE: "is not a whole number", REAL: "is not a number that can be computed with"}
_WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_NARROW = {"TINYINT": 1 << 7, "SMALLINT": 1 << 15, "INTEGER": 1 << 31}


@dataclass(frozen=True)
class Rows:
    """Columns by role, each with one entry a row of the table."""

    place: str
    count: int
    names: Mapping[str, str]
    _columns: Mapping[str, Any] = field(repr=False)

    def has(self, role: str) -> bool:
        """Tell whether there is such a column."""
        return role in self._columns

    def ids(self, role: str) -> Ids:
        """Return a column of ids or codes."""
        import numpy as np

        column = self._columns[role]
        assert isinstance(column, Ids), f"{role} holds numbers"
        return Ids(column.codes.astype(np.int64), column.labels)

    def whole(self, role: str) -> NDArray[np.int64]:
        """Return a column of whole numbers that has no empty cells."""
        import numpy as np

        return np.asarray(self._columns[role], dtype=np.int64)

    def narrow(self, role: str) -> NDArray[np.integer[Any]]:
        """Return whole numbers, or the codes of ids, in as few bytes as hold them: sums and products may not fit."""
        column = self._columns[role]
        found: NDArray[np.integer[Any]] = column.codes if isinstance(column, Ids) else column
        return found

    def labels(self, role: str) -> tuple[str, ...]:
        """Return the labels of a column of ids or codes."""
        column = self._columns[role]
        assert isinstance(column, Ids), f"{role} holds numbers"
        return column.labels

    def real(self, role: str) -> NDArray[np.float64]:
        """Return a column of numbers, NaN where a cell is empty."""
        import numpy as np

        return np.asarray(self._columns[role], dtype=np.float64)

    def failure(self, why: str, remedy: str = "", *, role: str = "", row: int = -1) -> AnalysisError:
        """Return an error that says where: the column of a role, and the file and line of a row."""
        place, line = self.place, 0
        if row >= 0:
            with open_source(self.place) as source:
                place, line = source.line(row)
        return AnalysisError(why, remedy, place=place, column=self.names.get(role, ""), line=line)


def read_rows(place: str, wanted: Sequence[Wanted], names: Mapping[str, str] | None = None) -> Rows:
    """Read the columns wanted; ``names`` gives other names than the roles to columns. CSV is read once.

    Raises:
        AnalysisError: a column is missing, or a cell is empty or not what it should be; file, column and line are said.
    """
    with open_source(place) as source:
        found = located(wanted, names or {}, source.names, place)
        here = [one for one in wanted if one.role in found]
        cells = ", ".join(f"{cell} AS {quoted(role)}" for role, cell in _cells(source, here, found).items())
        source.connection.execute(f"CREATE TEMP TABLE wanted AS SELECT {cells} FROM {source.sql}")
        count = _checked(source, here, found)
        columns = {one.role: _column(source, one, count) for one in here}
    return Rows(place, count, found, columns)


def _cells(source: Source, wanted: Sequence[Wanted], names: Mapping[str, str]) -> dict[str, str]:
    """Return cells by role as they are kept, in few bytes: small numbers, and in Parquet names as numbers of a type."""
    types = dict(zip(source.names, source.types, strict=True))
    found = {one.role: quoted(names[one.role]) for one in wanted}
    whole = [one.role for one in wanted if types[names[one.role]] in _WHOLE_TYPES]
    for role, kept in _narrowed(source, {role: found[role] for role in whole}).items():
        found[role] = f"CAST({found[role]} AS {kept})"
    for place, one in enumerate(wanted):
        if one.type in (ID, CODE) and one.role not in whole:
            text = f"CAST({found[one.role]} AS VARCHAR)"
            listed = source.format == "parquet" and _listed(source, f"names_{place}", text)
            found[one.role] = f"CAST({text} AS names_{place})" if listed else text
    return found


def _narrowed(source: Source, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the shortest type that holds the whole numbers of each column."""
    if not cells:
        return {}
    ends = ", ".join(f"min({cell}), max({cell})" for cell in cells.values())
    row = source.connection.execute(f"SELECT {ends} FROM {source.sql}").fetchone()
    assert row is not None
    found = {}
    for role, low, high in zip(cells, row[::2], row[1::2], strict=True):
        most = max(-(low or 0), (high or 0) + 1)
        found[role] = next((kept for kept, size in _NARROW.items() if most <= size), "BIGINT")
    return found


def _listed(source: Source, type_: str, cell: str) -> bool:
    """Make a type of the different names of a column, if there are any."""
    connection = source.connection
    different = f"SELECT DISTINCT {cell} AS name FROM {source.sql} WHERE {cell} IS NOT NULL"
    connection.execute(f"CREATE TEMP TABLE listed AS {different}")
    some = connection.execute("SELECT count(*) FROM listed").fetchone() != (0,)
    if some:
        connection.execute(f"CREATE TYPE {type_} AS ENUM (SELECT name FROM listed ORDER BY 1)")
    connection.execute("DROP TABLE listed")
    return some


def _checked(source: Source, wanted: Sequence[Wanted], names: Mapping[str, str]) -> int:
    """Return the number of rows, after a look at all cells.

    Raises:
        AnalysisError: there are none, or a cell is wrong; the first one is named.
    """
    bad = {one.role: _bad(one) for one in wanted}
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in bad.values())
    row = source.connection.execute(f"SELECT count(*), {counts} FROM wanted").fetchone()
    assert row is not None
    if not row[0]:
        raise AnalysisError("there are no rows.", place=source.place)
    for one, wrong in zip(wanted, row[1:], strict=True):
        if wrong:
            raise _first_fault(source, one, bad[one.role], names[one.role])
    return int(row[0])


def _bad(one: Wanted) -> str:
    """Return the condition under which a cell is not what it should be."""
    cell = quoted(one.role)
    empty = "false" if one.may_be_empty else f"{cell} IS NULL"
    wrong = f"NOT coalesce({_GOOD[one.type].format(cell)}, false)" if one.type in _GOOD else "false"
    return f"{empty} OR ({cell} IS NOT NULL AND {wrong})"


def _first_fault(source: Source, one: Wanted, bad: str, name: str) -> AnalysisError:
    query = f"SELECT {quoted(one.role)} AS cell, row_number() OVER () - 1 AS row, {bad} AS bad FROM wanted"
    first = source.connection.execute(f"SELECT cell, row FROM ({query}) WHERE bad ORDER BY row LIMIT 1").fetchone()
    assert first is not None
    place, line = source.line(first[1])
    why = "the cell is empty." if first[0] is None else f"{str(first[0])!r} {_SAID[one.type]}."
    return AnalysisError(why, "Mend the cell, or leave the row out.", place=place, column=name, line=line)


def _column(source: Source, one: Wanted, count: int) -> Any:
    cell = quoted(one.role)
    if one.type in (ID, CODE):
        return ids(source, cell, count)
    import numpy as np

    if one.type == REAL or one.may_be_empty:
        return fetched(source, f"coalesce(CAST({cell} AS DOUBLE), 'NaN'::DOUBLE)", count, np.dtype(np.float64))
    kept = source.connection.execute(f"SELECT typeof({cell}) FROM wanted LIMIT 1").fetchone()
    if kept and kept[0] in _NARROW:
        return fetched(source, cell, count, np.dtype(f"i{(_NARROW[kept[0]].bit_length()) // 8}"))
    return fetched(source, f"CAST(CAST({cell} AS DOUBLE) AS BIGINT)", count, np.dtype(np.int64))
