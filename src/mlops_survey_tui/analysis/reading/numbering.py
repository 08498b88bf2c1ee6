"""Names of things as numbers with a list of labels, and columns fetched from the database a part at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .source import Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PART = 1 << 21
_WHOLE = re.compile("-?[1-9][0-9]{0,17}|0")


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


def fetched(source: Source, expression: str, count: int, kind: np.dtype[Any]) -> NDArray[Any]:
    """Return an expression of all rows of the table ``wanted``; no cell may be empty."""
    import numpy as np

    found = np.empty(count, dtype=kind)
    for start in range(0, count, _PART):
        query = f"SELECT {expression} AS cell FROM wanted WHERE rowid >= {start} AND rowid < {start + _PART}"
        found[start : start + _PART] = source.connection.execute(query).fetchnumpy()["cell"]
    return found


def shortest(high: int) -> np.dtype[Any]:
    """Return the shortest type of whole numbers from −1 to ``high``."""
    import numpy as np

    return np.dtype(next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if high <= np.iinfo(kind).max))


def ids(source: Source, cell: str, count: int) -> Ids:
    """Number the names in a column of the table ``wanted``.

    The database does it where they are text, which in numpy would be a Python object a row.
    """
    kept = source.connection.execute(f"SELECT typeof({cell}), count({cell}) OVER () FROM wanted LIMIT 1").fetchone()
    assert kept is not None
    if not kept[1]:
        return Ids(fetched(source, "-1", count, shortest(1)), ())
    if kept[0].startswith("ENUM"):
        return _of_type(source, cell, count)
    same = f"coalesce(CAST(TRY_CAST({cell} AS BIGINT) AS VARCHAR) = {cell}, false)"
    asked = f"SELECT coalesce(bool_and({same}) FILTER ({cell} IS NOT NULL), false) FROM wanted"
    if kept[0] != "VARCHAR" or source.connection.execute(asked).fetchone() == (True,):
        return _of_numbers(source, cell, count)
    different = f"SELECT DISTINCT {cell} FROM wanted WHERE {cell} IS NOT NULL ORDER BY 1"
    source.connection.execute("DROP TYPE IF EXISTS names")
    source.connection.execute(f"CREATE TYPE names AS ENUM ({different})")
    return _of_type(source, f"CAST({cell} AS names)", count)


def _of_type(source: Source, cell: str, count: int) -> Ids:
    """Return names that are of a type with numbers; sorted anew where all names are whole numbers."""
    import numpy as np

    listed = source.connection.execute(f"SELECT enum_range(({cell})) FROM wanted LIMIT 1").fetchone()
    assert listed is not None
    labels = list(listed[0])
    codes = fetched(source, f"coalesce(CAST(enum_code({cell}) AS BIGINT), -1)", count, shortest(len(labels)))
    if not all(_WHOLE.fullmatch(label) for label in labels):
        return Ids(codes, tuple(labels))
    order = sorted(range(len(labels)), key=lambda place: int(labels[place]))
    places = np.full(len(labels) + 1, -1, dtype=codes.dtype)
    places[order] = np.arange(len(labels))
    return Ids(places[codes], tuple(labels[place] for place in order))


def _of_numbers(source: Source, cell: str, count: int) -> Ids:
    """Return names that are whole numbers: by a table where their range is small, by the database otherwise."""
    import numpy as np

    whole = f"CAST({cell} AS BIGINT)"
    ends = source.connection.execute(f"SELECT min({whole}), max({whole}) FROM wanted").fetchone()
    assert ends is not None
    low, span = int(ends[0]), int(ends[1]) - int(ends[0]) + 1
    if span > 4 * count + 1024:
        return _spread_out(source, whole, count)
    values = fetched(source, f"coalesce({whole} - ({low}), -1)", count, shortest(span))
    there = np.zeros(span, dtype=np.bool_)
    for start in range(0, count, _PART):
        part = values[start : start + _PART]
        there[part[part >= 0]] = True
    table = np.full(span + 1, -1, dtype=values.dtype)
    table[:-1] = np.cumsum(there) - 1
    for start in range(0, count, _PART):
        values[start : start + _PART] = table[values[start : start + _PART]]
    return Ids(values, tuple(map(str, (np.flatnonzero(there) + low).tolist())))


def _spread_out(source: Source, whole: str, count: int) -> Ids:
    import numpy as np

    different = f"SELECT DISTINCT {whole} AS cell FROM wanted WHERE {whole} IS NOT NULL ORDER BY 1"
    labels = source.connection.execute(different).fetchnumpy()["cell"]
    values = fetched(source, f"coalesce({whole}, 0)", count, np.dtype(np.int64))
    empty = fetched(source, f"{whole} IS NULL", count, np.dtype(np.bool_))
    return Ids(np.where(empty, -1, np.searchsorted(labels, values)), tuple(map(str, labels.tolist())))
