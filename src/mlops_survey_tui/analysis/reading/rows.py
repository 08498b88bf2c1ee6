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
_VALUE = {WHOLE: "TRY_CAST(TRY_CAST({0} AS DOUBLE) AS BIGINT)", REAL: "TRY_CAST({0} AS DOUBLE)"}
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
    """Read the columns wanted; ``names`` gives other names than the roles to columns.

    Raises:
        AnalysisError: a column is missing, or a cell is empty or not what it should be; file, column and line are said.
    """
    with open_source(place) as source:
        found = located(wanted, names or {}, source.names, place)
        here = [one for one in wanted if one.role in found]
        cells = {one.role: quoted(found[one.role]) for one in here}
        for one in here:
            _check(source, one, cells[one.role])
        values = ", ".join(f"{_value(source, one, found[one.role])} AS {quoted(one.role)}" for one in here)
        source.connection.execute(f"CREATE TEMP TABLE wanted AS SELECT {values} FROM {source.sql}")
        columns = {one.role: _column(source, one) for one in here}
        count = source.connection.execute("SELECT count(*) FROM wanted").fetchone()
    assert count is not None
    if not count[0]:
        raise AnalysisError("there are no rows.", place=place)
    return Rows(place, count[0], found, columns)


def _value(source: Source, one: Wanted, name: str) -> str:
    cell = quoted(name)
    if one.type in _VALUE:
        return _VALUE[one.type].format(cell)
    kind = source.types[source.names.index(name)]
    return cell if kind in _WHOLE_TYPES else f"CAST({cell} AS VARCHAR)"


def _check(source: Source, one: Wanted, cell: str) -> None:
    """Find the first cell that is not what it should be, and say where it is."""
    bad = [f"{cell} IS NULL"] if not one.may_be_empty else []
    if one.type in _GOOD:
        bad.append(f"{cell} IS NOT NULL AND NOT coalesce({_GOOD[one.type].format(cell)}, false)")
    if not bad:
        return
    query = f"SELECT {cell} AS cell, row_number() OVER () - 1 AS row, {' OR '.join(bad)} AS bad FROM {source.sql}"
    if not source.connection.execute(f"SELECT 1 FROM {source.sql} WHERE {' OR '.join(bad)} LIMIT 1").fetchone():
        return
    first = source.connection.execute(f"SELECT cell, row FROM ({query}) WHERE bad ORDER BY row LIMIT 1").fetchone()
    assert first is not None
    place, line = source.line(first[1])
    why = "the cell is empty." if first[0] is None else f"{str(first[0])!r} {_SAID[one.type]}."
    raise AnalysisError(why, "Mend the cell, or leave the row out.", place=place, column=cell.strip('"'), line=line)


def _column(source: Source, one: Wanted) -> Any:
    if one.type in (ID, CODE):
        return _ids(source, quoted(one.role))
    return _fetched(source, f"SELECT {quoted(one.role)} AS cell FROM wanted")


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

    query = f"SELECT DISTINCT {cell} FROM wanted WHERE {cell} IS NOT NULL"
    labels = sorted(row[0] for row in source.connection.execute(query).fetchall())
    connection = source.connection
    if labels and isinstance(labels[0], int):
        values = np.asarray(_fetched(source, f"SELECT coalesce({cell}, {labels[0] - 1}) AS cell FROM wanted"), np.int64)
        codes = _lookup(values, np.asarray(labels, dtype=np.int64))
        return Ids(codes, tuple(map(str, labels)))
    if all(map(_is_whole, labels)):
        labels.sort(key=int)
    if not labels:
        return Ids(_fetched(source, "SELECT -1::BIGINT AS cell FROM wanted"), ())
    connection.execute("DROP TYPE IF EXISTS names")
    listed = ", ".join("'" + label.replace("'", "''") + "'" for label in labels)
    connection.execute(f"CREATE TYPE names AS ENUM ({listed})")
    codes = _fetched(source, f"SELECT coalesce(enum_code({cell}::names)::BIGINT, -1) AS cell FROM wanted")
    return Ids(np.asarray(codes, dtype=np.int64), tuple(labels))


def _is_whole(label: Any) -> bool:
    return isinstance(label, str) and label.lstrip("-").isdecimal() and str(int(label)) == label


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
