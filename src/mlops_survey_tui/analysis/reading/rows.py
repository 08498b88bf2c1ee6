"""The columns that an analysis wants, as arrays of numpy; names of things as numbers with a list of labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..failure import AnalysisError
from .columns import CODE, ID, REAL, WHOLE, Wanted, located
from .source import Source, open_source, quoted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GOOD = {
    WHOLE: "isfinite(TRY_CAST({0} AS DOUBLE)) AND TRY_CAST({0} AS DOUBLE) = floor(TRY_CAST({0} AS DOUBLE))",
    REAL: "isfinite(TRY_CAST({0} AS DOUBLE))",
}
"""When a cell is what its column should hold."""
_VALUE = {WHOLE: "CAST(CAST({0} AS DOUBLE) AS BIGINT)", REAL: "CAST({0} AS DOUBLE)"}
_SAID = {WHOLE: "is not a whole number", REAL: "is not a number"}
_WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")


@dataclass(frozen=True)
class Ids:
    """Names of things as numbers: ``codes[row]`` points into ``labels``; −1 where the cell is empty.

    Labels are sorted, as numbers if all of them are whole numbers.
    """

    codes: NDArray[np.int64]
    labels: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many different ones there are."""
        return len(self.labels)


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
        column = self._columns[role]
        assert isinstance(column, Ids), f"{role} holds numbers"
        return column

    def whole(self, role: str) -> NDArray[np.int64]:
        """Return a column of whole numbers that has no empty cells."""
        column: NDArray[np.int64] = self._columns[role]
        return column

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
    """Read the columns wanted; ``names`` gives other names than the roles to columns. The file is read once.

    Raises:
        AnalysisError: a column is missing, or a cell is empty or not what it should be; file, column and line are said.
    """
    with open_source(place) as source:
        found = located(wanted, names or {}, source.names, place)
        here = [one for one in wanted if one.role in found]
        cells = ", ".join(f"{_cell(source, one, found[one.role])} AS {quoted(one.role)}" for one in here)
        source.connection.execute(f"CREATE TEMP TABLE wanted AS SELECT {cells} FROM {source.sql}")
        count = _checked(source, here, found)
        columns = {one.role: _column(source, one) for one in here}
    return Rows(place, count, found, columns)


def _cell(source: Source, one: Wanted, name: str) -> str:
    """Return a cell as it is kept: names of things that are no whole numbers as text."""
    whole = source.types[source.names.index(name)] in _WHOLE_TYPES
    return f"CAST({quoted(name)} AS VARCHAR)" if one.type in (ID, CODE) and not whole else quoted(name)


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


def _column(source: Source, one: Wanted) -> Any:
    cell = quoted(one.role)
    if one.type in (ID, CODE):
        return _ids(source, cell)
    return _fetched(source, f"SELECT {_VALUE[one.type].format(cell)} AS cell FROM wanted")


def _fetched(source: Source, query: str) -> Any:
    """Return the only column of a query; empty cells of numbers are NaN."""
    import numpy as np

    column = source.connection.execute(query).fetchnumpy()["cell"]
    if isinstance(column, np.ma.MaskedArray):
        return np.where(np.ma.getmaskarray(column), np.nan, column.data) if column.mask.any() else column.data
    return column


def _ids(source: Source, cell: str) -> Ids:
    """Number the different names: by the database, since text in arrays of numpy would be a Python object a row."""
    import numpy as np

    connection = source.connection
    kept = connection.execute(f"SELECT typeof({cell}) FROM wanted LIMIT 1").fetchone()
    same = f"coalesce(CAST(TRY_CAST({cell} AS BIGINT) AS VARCHAR) = {cell}, false)"
    whole = "true" if kept != ("VARCHAR",) else f"coalesce(bool_and({same}) FILTER ({cell} IS NOT NULL), false)"
    known = connection.execute(f"SELECT count({cell}), {whole} FROM wanted").fetchone()
    assert known is not None
    if not known[0]:
        return Ids(_fetched(source, "SELECT -1::BIGINT AS cell FROM wanted"), ())
    kind = "BIGINT" if known[1] else "VARCHAR"
    different = f"SELECT DISTINCT CAST({cell} AS {kind}) AS cell FROM wanted WHERE {cell} IS NOT NULL ORDER BY 1"
    labels = connection.execute(different).fetchall()
    if known[1]:
        numbers = np.array(labels, dtype=np.int64)[:, 0]
        none = int(numbers[0]) - 1
        values = _fetched(source, f"SELECT coalesce(CAST({cell} AS BIGINT), {none}) AS cell FROM wanted")
        return Ids(_lookup(values, numbers), tuple(map(str, numbers.tolist())))
    connection.execute("DROP TYPE IF EXISTS names")
    connection.execute(f"CREATE TYPE names AS ENUM ({different})")
    codes = _fetched(source, f"SELECT coalesce(CAST(enum_code({cell}::names) AS BIGINT), -1) AS cell FROM wanted")
    return Ids(codes, tuple(row[0] for row in labels))


def _lookup(values: NDArray[np.int64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each value among sorted labels, −1 where it is none; by a table where the range is small."""
    import numpy as np

    low, span = int(labels[0]), int(labels[-1] - labels[0]) + 1
    if span <= 4 * len(values) + 1024:
        table = np.full(span + 1, -1, dtype=np.int64)
        table[labels - low] = np.arange(len(labels))
        return table[np.where(values < low, span, values - low)]
    places = np.searchsorted(labels, values)
    return np.where(values < low, -1, places)
