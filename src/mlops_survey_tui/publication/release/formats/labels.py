"""Tables as numbers with labels, the form that statistics packages read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ....faces.visible import visible
from ...codebook.model import CODE, TEXT, TICK, Codebook, Column, Table
from ...codebook.names import short_names
from ...codebook.numbers import numbers, reasons
from ...sql import literal, quoted
from .query import ROWS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TICKS = {0: "Not ticked", 1: "Ticked"}
_NUL = "\N{SYMBOL FOR NULL}"


@dataclass(frozen=True, slots=True)
class Variable:
    """A column as a statistics package knows it: ``codes`` as numbers, ``labels`` that say what numbers stand for."""

    column: Column
    name: str
    codes: Mapping[str, int]
    labels: Mapping[int, str]

    @property
    def is_text(self) -> bool:
        """Whether it holds words."""
        return self.column.type == TEXT


def variables(codebook: Codebook, table: Table) -> tuple[Variable, ...]:
    """Return the columns of a table with their short names, numbers and labels."""
    reason = reasons(codebook)
    short = short_names([column.name for column in table.columns])
    return tuple(_variable(column, name, reason) for column, name in zip(table.columns, short, strict=True))


def read(
    connection: DuckDBPyConnection, chosen: Sequence[Variable], start: int = 0, stop: int | None = None
) -> Iterator[tuple[Variable, np.ma.MaskedArray[Any, Any]]]:
    """Yield each variable with the values of the arranged rows from ``start`` to ``stop``, masked where there is none.

    Codes come as their numbers, words as str.
    """
    columns = ", ".join(f"{expression(variable)} AS c{place}" for place, variable in enumerate(chosen))
    condition = "" if stop is None else f" WHERE rowid >= {start} AND rowid < {stop}"
    found = connection.execute(f"SELECT {columns} FROM {ROWS}{condition}").fetchnumpy()
    for place, variable in enumerate(chosen):
        values = np.ma.asarray(found[f"c{place}"])
        yield variable, _numbered(values, variable) if variable.column.type == CODE else values


def fitting(text: str, most: int, unit: int = 1) -> str:
    """Return a label on one line, cut to so many bytes (``unit`` 1) or characters (``unit`` 0).

    What draws nothing is made visible; NUL would end the label.
    """
    line = visible(" ".join(text.split()))
    if _length(line, unit) <= most:
        return line
    cut = line.encode()[: most - 3].decode("utf-8", "ignore") if unit else line[: most - 1]
    return f"{cut.rstrip()}…"


def _length(text: str, unit: int) -> int:
    return len(text.encode()) if unit else len(text)


def _variable(column: Column, name: str, reason: Mapping[str, int]) -> Variable:
    codes = numbers(column, reason) if column.type == CODE else {}
    labels = {codes[value.code]: value.label for value in column.values} if codes else {}
    return Variable(column, name, codes, dict(_TICKS) if column.type == TICK else labels)


def expression(variable: Variable) -> str:
    """Return what reads a variable in SQL: a code as its place among the codes, words without NUL, plain numbers."""
    name = quoted(variable.column.name)
    if variable.column.type == TEXT:
        return f"replace({name}, chr(0), {literal(_NUL)})"
    if variable.column.type != CODE:
        return name
    if not variable.codes:
        return "CAST(NULL AS UTINYINT)"
    return f"enum_code(CAST({name} AS ENUM({', '.join(map(literal, variable.codes))})))"


def _numbered(places: np.ma.MaskedArray[Any, Any], variable: Variable) -> np.ma.MaskedArray[Any, Any]:
    table = np.array(list(variable.codes.values()) or [0], dtype=np.int32)
    filled = np.ma.filled(places, 0).astype(np.int64)
    return np.ma.MaskedArray(table[filled], mask=np.ma.getmaskarray(places))
