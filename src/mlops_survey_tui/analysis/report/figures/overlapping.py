"""Groups of different facts that are nearly the same people: shown both, the few others could be told."""

from __future__ import annotations

from itertools import combinations

from ....publication.codebook.model import Column
from ....publication.sql import quoted
from .limits import CELL
from .protecting import nested
from .subjects import Subject


def overlapping(subject: Subject, counting: str = "count(*)", where: str = "true") -> frozenset[tuple[str, str]]:
    """Return the groups (key, code) of a table to leave out, the smaller of each nearly equal pair.

    ``counting`` and ``where`` are SQL: what counts respondents, and which rows a result is about.
    """
    found: set[tuple[str, str]] = set()
    for one, other in combinations(subject.keys, 2):
        found |= _of_pair(subject, one, other, counting, where)
    return frozenset(found)


def _of_pair(subject: Subject, one: Column, other: Column, counting: str, where: str) -> set[tuple[str, str]]:
    rows = {value.code: index for index, value in enumerate(one.values)}
    columns = {value.code: index for index, value in enumerate(other.values)}
    names = f"{quoted(one.name)}, {quoted(other.name)}"
    counts = {
        (rows[row], columns[column]): int(n)
        for row, column, n in subject.release.rows(
            f"SELECT {names}, {counting} FROM {subject.relation} WHERE ({answered(subject)}) AND {where} "
            f"GROUP BY ALL ORDER BY ALL"
        )
        if row in rows and column in columns
    }
    missing = {index for index, value in enumerate(one.values) if value.missing}
    others = {index for index, value in enumerate(other.values) if value.missing}
    pairs = {pair for pair in nested(counts, CELL) if pair[0] not in missing and pair[1] not in others}
    return {(other.name, other.values[column].code) for _, column in pairs}


def answered(subject: Subject) -> str:
    """Return the SQL condition of a respondent who answered the question, whole or in part."""
    if subject.status is not None:
        return f"{quoted(subject.status.name)} IN ('answered', 'none')"
    conditions = [_substantive(column) for column in subject.columns]
    return " OR ".join(conditions) if conditions else "true"


def _substantive(column: Column) -> str:
    missing = [value.code for value in column.values if value.missing]
    name = quoted(column.name)
    listed = ", ".join(f"'{code}'" for code in missing)
    return f"({name} IS NOT NULL AND CAST({name} AS VARCHAR) NOT IN ({listed}))" if missing else f"{name} IS NOT NULL"
