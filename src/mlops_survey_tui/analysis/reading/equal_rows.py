"""Columns with equal rows as one and their count: a million answers become some hundred rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np

from ...publication.codebook.model import MISSING
from ...publication.sql import literal, quoted
from ..arrays import Booleans, Floats, Integers
from ..failure import AnalysisError
from .order import orders_of
from .source import Source, number

MOST_EQUAL = 20_000
"""Numbers with more different values are not counted, since hardly two rows would be equal."""
ANSWERED = ("answered", "none")
"""Statuses of a question with ticks that has an answer; a tick without a value was then not shown."""
EMPTY, NOT_SHOWN = "empty", "not_assigned"


@dataclass(frozen=True)
class Codes:
    """A column of codes: ``of_row`` (rows,) points into ``labels``, −1 where the cell is empty."""

    of_row: Integers
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Variable:
    """A column and why cells are empty. ``missing`` (rows,) points into ``reasons``, −1 where there is an answer.

    ``numbers`` (rows,) are there if all answers are numbers, ``codes`` always but for numbers with many values.
    """

    name: str
    missing: Integers
    reasons: tuple[str, ...]
    numbers: Floats | None
    codes: Codes | None

    @property
    def told(self) -> Booleans:
        """Which rows have an answer."""
        return self.missing < 0


class Columns:
    """Columns of a file as arrays with one entry for each set of equal rows, or for each row where that is asked for.

    Codes of a table of a release are in the order of the questionnaire, others are sorted. A column of weights that is
    ``averaged`` does not keep rows apart: among rows of one cluster only its sum matters.

    Raises:
        AnalysisError: a column is missing, or weights to average are no numbers of at least 0.
    """

    def __init__(
        self, source: Source, variables: Sequence[str], others: Sequence[str], one_by_one: bool, averaged: str = ""
    ) -> None:
        self._source = source
        self.names = source.names
        self._orders = orders_of(source.place)
        for name in (*variables, *others):
            self._located(name)
        self.numeric = {name: self._holds_numbers(name) for name in variables}
        self.chosen = tuple(dict.fromkeys((*variables, *others)))
        count = ', count(*) AS "\u0001times" ' if not one_by_one and self._repeats(variables) else ""
        chosen = [
            self._average(name) if count and name == averaged and name not in variables else quoted(name)
            for name in self.chosen
        ]
        for name in variables:
            why = self._reason(name, NOT_AVAILABLE if self.numeric[name] else ())
            chosen.append(f"{why} AS {quoted(_reason(name))}")
        group = "GROUP BY ALL" if count else ""
        source.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE columns AS SELECT {', '.join(chosen)} {count} FROM {source.sql} {group}"
        )
        self.times = self._fetched('"\u0001times"::DOUBLE') if count else None
        self.rows = int(self._one("SELECT count(*) FROM columns"))
        if not self.rows:
            raise AnalysisError("there are no rows.", place=source.place)

    def variable(self, name: str) -> Variable:
        """Return a column with why cells are empty."""
        missing = self.codes(_reason(name))
        cell = f"CASE WHEN {quoted(_reason(name))} IS NULL THEN {quoted(name)} END"
        numbers = self._fetched(f"TRY_CAST({cell} AS DOUBLE)") if self.numeric[name] else None
        few = numbers is None or len(np.unique(numbers[~np.isnan(numbers)])) <= MOST_EQUAL
        codes = self._coded(f"CAST({cell} AS VARCHAR)", self._orders.get(name, ())) if few else None
        return Variable(name, missing.of_row, missing.labels, numbers, codes)

    def codes(self, name: str) -> Codes:
        """Return a column of codes."""
        return self._coded(f"CAST({quoted(name)} AS VARCHAR)", self._orders.get(name, ()))

    def real(self, name: str, empty: bool = False) -> Floats:
        """Return a column of numbers, NaN where it is empty.

        Raises:
            AnalysisError: a cell is no number, or is empty and may not be.
        """
        wrong = _no_number(name) if empty else f"({quoted(name)} IS NULL OR {_no_number(name)})"
        if self._one(f"SELECT count(*) FROM columns WHERE {wrong}"):
            raise self._failure(name, wrong)
        return self._fetched(f"TRY_CAST({quoted(name)} AS DOUBLE)")

    def matching(self, pattern: str) -> list[str]:
        """Return the names of columns that a pattern such as ``rep*`` fits, in the order of the file."""
        return matching(self._source, pattern)

    def spread(self, name: str) -> tuple[float, float, float]:
        """Return how many numbers of a column are above 0, their sum, and that of their squares."""
        cell = f"TRY_CAST({quoted(name)} AS DOUBLE)"
        found = self._source.connection.execute(
            f"SELECT count(*), sum({cell}), sum({cell} * {cell}) FROM {self._source.sql} WHERE {cell} > 0"
        ).fetchone()
        return tuple(float(one or 0) for one in found or (0, 0, 0))  # type: ignore[return-value]

    def _average(self, name: str) -> str:
        """Return expressions that average weights and keep those of 0 apart."""
        cell = f"TRY_CAST({quoted(name)} AS DOUBLE)"
        wrong = f"({_no_number(name)} OR coalesce({cell} < 0, false))"
        if self._one(f"SELECT count(*) FROM {self._source.sql} WHERE {wrong}"):
            raise self._failure(name, wrong)
        return f'avg({cell}) AS {quoted(name)}, coalesce({cell} > 0, false) AS "\u0001used"'

    def _located(self, name: str) -> None:
        if name not in self._source.names:
            listed = ", ".join(self._source.names[:40])
            raise AnalysisError(f"there is no column {name!r}.", f"Columns: {listed}.", place=self._source.place)

    def _failure(self, name: str, wrong: str) -> AnalysisError:
        numbered = (
            f"SELECT {quoted(name)} AS cell, row_number() OVER () - 1 AS row, {wrong} AS bad FROM {self._source.sql}"
        )
        first = self._source.connection.execute(
            f"SELECT cell, row FROM ({numbered}) WHERE bad ORDER BY row LIMIT 1"
        ).fetchone()
        assert first is not None
        place, line = self._source.line(first[1])
        why = "the cell is empty." if first[0] is None else f"{str(first[0])!r} is not a number that can stand here."
        return AnalysisError(why, "Mend the cell, or leave the row out.", place=place, column=name, line=line)

    def not_numbers(self, name: str) -> AnalysisError:
        """Return an error that says where a column first holds something else than numbers and reasons."""
        why = self._reason(name, NOT_AVAILABLE)
        return self._failure(name, f"{why} IS NULL AND NOT {number(quoted(name))}")

    def _holds_numbers(self, name: str) -> bool:
        why = self._reason(name, NOT_AVAILABLE)
        strange = f"{why} IS NULL AND NOT {number(quoted(name))}"
        return not self._one(f"SELECT count(*) FROM (SELECT 1 FROM {self._source.sql} WHERE {strange} LIMIT 1)")

    def _repeats(self, variables: Sequence[str]) -> bool:
        if not variables:
            return True
        counts = ", ".join(f"approx_count_distinct({quoted(name)})" for name in variables)
        found = self._source.connection.execute(f"SELECT greatest({counts}, 0) FROM {self._source.sql}").fetchone()
        return bool(found and found[0] <= MOST_EQUAL)

    def _reason(self, name: str, more: Sequence[str] = ()) -> str:
        """Return an expression for why a cell holds no answer, NULL where it does; ``more`` are further codes."""
        cell = f"CAST({quoted(name)} AS VARCHAR)"
        listed = ", ".join(map(literal, (*MISSING, *more)))
        status = f"{name.rpartition('.')[0]}.status"
        why = literal(EMPTY)
        if name != status and status in self._source.names:
            answered = ", ".join(map(literal, ANSWERED))
            told = quoted(status)
            why = f"CASE WHEN {told} IN ({answered}) THEN {literal(NOT_SHOWN)} ELSE coalesce({told}, {why}) END"
        return f"CASE WHEN {cell} IS NULL OR {cell} = '' THEN {why} WHEN {cell} IN ({listed}) THEN {cell} END"

    def _coded(self, expression: str, order: Sequence[str]) -> Codes:
        """Number the values of an expression in their order, by the database: text in numpy is an object a row."""
        places = {code: place for place, code in enumerate(order)}
        listed = self._source.connection.execute(
            f"SELECT DISTINCT {expression} AS value FROM columns WHERE {expression} IS NOT NULL"
        ).fetchall()
        labels = sorted(
            (str(row[0]) for row in listed), key=lambda one: (places.get(one, len(places)), _by_number(one))
        )
        if not labels:
            return Codes(np.full(self.rows, -1, dtype=np.int64), ())
        self._source.connection.execute("DROP TYPE IF EXISTS labels")
        self._source.connection.execute(f"CREATE TYPE labels AS ENUM ({', '.join(map(literal, labels))})")
        codes = self._fetched(f"coalesce(enum_code(({expression})::labels)::BIGINT, -1)")
        return Codes(codes.astype(np.int64), tuple(labels))

    def _fetched(self, expression: str) -> Floats:
        column = self._source.connection.execute(f"SELECT {expression} AS cell FROM columns").fetchnumpy()["cell"]
        if isinstance(column, np.ma.MaskedArray):
            return np.where(np.ma.getmaskarray(column), np.nan, column.data).astype(np.float64)
        return np.asarray(column)

    def _one(self, query: str) -> int:
        found = self._source.connection.execute(query).fetchone()
        assert found is not None
        return int(found[0])


def matching(source: Source, pattern: str) -> list[str]:
    """Return the names of columns that a pattern such as ``rep*`` fits.

    Raises:
        AnalysisError: there is none.
    """
    found = [name for name in source.names if fnmatchcase(name, pattern)]
    if not found:
        raise AnalysisError(f"no column has a name like {pattern!r}.", "Check the pattern.", place=source.place)
    return found


def _no_number(name: str) -> str:
    """Return an expression for a cell that is neither empty nor a finite number."""
    cell = quoted(name)
    return f"({cell} IS NOT NULL AND NOT {number(cell)})"


def _reason(name: str) -> str:
    return f"\u0001{name}"


def _by_number(label: str) -> tuple[int, float, str]:
    """Sort whole numbers by size and before words."""
    whole = label.lstrip("-").isdecimal()
    return (0, float(label), label) if whole else (1, 0.0, label)


NOT_AVAILABLE = ("NA", "NaN", "nan")
"""How R, pandas and others write that a number is missing. Among codes they may be codes."""
ORDER: Mapping[str, int] = {reason: place for place, reason in enumerate((*MISSING, EMPTY))}
"""Reasons in the order in which they are listed."""
