"""Rows of a respondent and a thing (an item, a part), from tables that have them one a row, or one a column.

Published tables have a column for each option, ``<question>.<option>``, and one row a respondent; tables of parts have
one row a respondent, item of a loop and part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Booleans, Floats, Integers
from .failure import AnalysisError
from .reading import CODE, ID, REAL, WHOLE, Rows, Wanted, open_source, read_rows

STATUS = "status"
"""The column of a question that says why there is no answer."""
ROW = "row"
"""What published tables call a respondent."""


@dataclass(frozen=True)
class Cells:
    """Cells by respondent and thing: ``values`` by role (cells), NaN where empty; weights and clusters (cells) if any.

    ``who`` numbers respondents who answered without gaps, ``what`` points into ``things``, of which each has a cell;
    ``row`` is the row of the table. ``unanswered`` respondents have nothing in the first role and are left out.
    """

    rows: Rows
    row: Integers
    who: Integers
    what: Integers
    things: tuple[str, ...]
    values: Mapping[str, Floats]
    weight: Floats | None
    cluster: Integers | None
    unanswered: int

    def failure(self, why: str, remedy: str, role: str, cell: int) -> AnalysisError:
        """Return an error that says where: file, line, and the column if it is one of a role."""
        return self.rows.failure(why, remedy, role=role, row=int(self.row[cell]))


def columns_with(place: str, prefix: str) -> list[str]:
    """Return the columns that begin with a prefix, but for the status of the question.

    Raises:
        AnalysisError: there are none.
    """
    with open_source(place) as source:
        found = [name for name in source.names if name.startswith(prefix) and name != f"{prefix}{STATUS}"]
    if not found:
        raise AnalysisError(f"no column begins with {prefix!r}.", "Published columns are question.option.", place=place)
    return found


def long_cells(
    place: str, thing: str, roles: Sequence[Wanted], names: Mapping[str, str], only: tuple[str, str] | None = None
) -> Cells:
    """Read one cell a row. ``only`` names a column and the code that its rows must have.

    Raises:
        AnalysisError: a column is missing, or a cell is not what it should be; file, column and line are said.
    """
    given = _named(place, names)
    wanted = [Wanted("respondent", ID), Wanted(thing, ID), *roles, *_OF_PEOPLE]
    wanted += [Wanted("only", CODE)] if only else []
    rows = read_rows(place, wanted, given | ({"only": only[0]} if only else {}))
    kept = np.ones(rows.count, dtype=np.bool_) if only is None else _only(rows, only[1])
    values = {one.role: rows.real(one.role) for one in roles if rows.has(one.role)}
    ids = rows.ids(thing)
    return _cells(rows, np.arange(rows.count), rows.ids("respondent").codes, ids.codes, ids.labels, values, kept)


def wide_cells(place: str, prefixes: Mapping[str, str], names: Mapping[str, str], whole: bool) -> Cells:
    """Read one respondent a row: for each role the columns that begin with its prefix, as cells of the same things.

    Raises:
        AnalysisError: a column is missing, or a cell is no number; file, column and line are said.
    """
    columns = {role: columns_with(place, prefix) for role, prefix in prefixes.items()}
    kind = WHOLE if whole else REAL
    wanted = [Wanted(name, kind, empty=True) for found in columns.values() for name in found]
    rows = read_rows(place, [*wanted, *_OF_PEOPLE], names)
    named = {role: [one.removeprefix(prefixes[role]) for one in found] for role, found in columns.items()}
    things = tuple(dict.fromkeys(name for found in named.values() for name in found))
    values = {}
    for role, found in columns.items():
        table = np.full((rows.count, len(things)), np.nan)
        for name, column in zip(named[role], found, strict=True):
            table[:, things.index(name)] = rows.real(column)
        values[role] = table.ravel()
    row = np.repeat(np.arange(rows.count), len(things))
    what = np.tile(np.arange(len(things)), rows.count)
    return _cells(rows, row, row, what, things, values, np.ones(len(row), dtype=np.bool_))


_OF_PEOPLE = (Wanted("weight", REAL, needed=False, empty=True), Wanted("cluster", ID, needed=False))


def _named(place: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return names by role, with ``row`` for the respondent where a table has that column and no other for it."""
    with open_source(place) as source:
        published = "respondent" not in names and "respondent" not in source.names and ROW in source.names
    return {**names, **({"respondent": ROW} if published else {})}


def _only(rows: Rows, code: str) -> Booleans:
    ids = rows.ids("only")
    if code not in ids.labels:
        raise rows.failure(f"no row has {code!r}.", f"Codes: {', '.join(ids.labels[:20])}.", role="only")
    return np.asarray(ids.codes == ids.labels.index(code), dtype=np.bool_)


def _cells(
    rows: Rows,
    row: Integers,
    who: Integers,
    what: Integers,
    things: tuple[str, ...],
    values: Mapping[str, Floats],
    kept: Booleans,
) -> Cells:
    """Leave out respondents who gave nothing in the first role or weigh nothing, and number the others."""
    first = next(iter(values.values()))
    people = int(who.max(initial=-1)) + 1
    answered = np.bincount(who[kept & ~np.isnan(first)], minlength=people) > 0
    asked = np.bincount(who[kept], minlength=people) > 0
    weight = rows.real("weight")[row] if rows.has("weight") else None
    used = kept & answered[who] & (np.ones(len(who), dtype=np.bool_) if weight is None else ~np.isnan(weight))
    numbers, renumbered = np.unique(who[used], return_inverse=True)
    if not len(numbers):
        raise AnalysisError("nobody answered.", "Check the columns.", place=rows.place)
    present, numbered = np.unique(what[used], return_inverse=True)
    return Cells(
        rows,
        row[used],
        renumbered,
        numbered,
        tuple(things[at] for at in present),
        {role: column[used] for role, column in values.items()},
        None if weight is None else weight[used],
        rows.ids("cluster").codes[row[used]] if rows.has("cluster") else None,
        int((asked & ~answered).sum()),
    )
