"""Values of expressions as literals: for each value that is possible, the literal under which it is that one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .formula import FALSE, TRUE, Formula


@dataclass(frozen=True, slots=True)
class Interval:
    """Some number between two, both included; which one is not said."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Words:
    """Some text that no condition names; two of them may or may not be the same."""


Number = int | float | Interval
OTHER = Words()
ANY = Interval(float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class Single:
    """One of several values, at most one at a time; missing where none is."""

    cells: Mapping[Any, int]
    present: int

    def of(self, value: Any) -> int:
        """Return the literal under which it is this value."""
        return self.cells.get(value, FALSE)


@dataclass(frozen=True, slots=True)
class Several:
    """A set of ids."""

    members: Mapping[str, int]
    present: int


@dataclass(frozen=True, slots=True)
class Table:
    """A value for each row; a row that was not filled in has a value that is missing."""

    rows: Mapping[str, Value]
    present: int


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that can only be there or not."""

    present: int


Value = Single | Several | Table | Opaque


@dataclass(frozen=True, slots=True)
class Given:
    """What is said to one page: a value, or one of the special answers in its place.

    ``ranks`` are literals by (option, rank), where ranks are asked for; ``marks`` by (most or least, option).
    """

    value: Value
    specials: Mapping[str, int] = field(default_factory=dict)
    ranks: Mapping[tuple[str, int], int] = field(default_factory=dict)
    marks: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def done(self, formula: Formula) -> int:
        """Return the literal under which the page is not skipped."""
        return formula.any_of([self.value.present, *self.specials.values()])


MISSING = Opaque(FALSE)
NOTHING = Given(MISSING)


def constant(value: Any) -> Value:
    """Return a value that is always the same; None is missing."""
    if value is None:
        return MISSING
    if isinstance(value, list | tuple | frozenset):
        return Several(dict.fromkeys(value, TRUE), TRUE)
    return Single({value: TRUE}, TRUE)


def single(formula: Formula, cells: Mapping[Any, int]) -> Single:
    """Return a value from its possible values; those that are impossible are left out."""
    kept = {value: literal for value, literal in cells.items() if literal != FALSE}
    return Single(kept, formula.any_of(kept.values()))


def truth(formula: Formula, holds: int, fails: int) -> Single:
    """Return a truth value: unknown where neither literal holds."""
    return single(formula, {True: holds, False: fails})


def holds(value: Value) -> int:
    """Return the literal under which a truth value is true."""
    return value.of(True) if isinstance(value, Single) else FALSE


def fails(value: Value) -> int:
    """Return the literal under which a truth value is false."""
    return value.of(False) if isinstance(value, Single) else FALSE
