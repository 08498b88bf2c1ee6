"""Counts by code and weight, for everybody and for each group: all that shares and means are made from.

They are made where the data is, so that a million respondents cost hardly more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ....publication.codebook.model import Column
from ..release import Release, quoted
from .reweighting import PLAIN, Reweighted

EVERYBODY = ("", "")
Group = tuple[str, str]
"""A key and one of its codes; ``EVERYBODY`` is no group."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows with one code and one weight: how many, their weight; in reweighted tables also that before and the cell."""

    n: int
    weight: float
    before: float = 0.0
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """The rows with one code: how many they are, and the sum of their weights."""

    parts: tuple[Part, ...] = ()
    n: int = 0
    weight: float = 0.0

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Sums:
        """Return the sums of parts."""
        kept = tuple(parts)
        return cls(kept, sum(part.n for part in kept), sum(part.n * part.weight for part in kept))

    def __add__(self, other: Sums) -> Sums:
        """Return both together."""
        return Sums((*self.parts, *other.parts), self.n + other.n, self.weight + other.weight)


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums by code of those who answered, out of ``rows`` rows; ``reweighted`` says how these were weighted anew."""

    sums: Mapping[str, Sums]
    rows: int = 0
    reweighted: Reweighted = PLAIN

    @property
    def n(self) -> int:
        """How many rows answered."""
        return sum(sums.n for sums in self.sums.values())

    @property
    def weight(self) -> float:
        """The sum of their weights."""
        return sum(sums.weight for sums in self.sums.values())

    def count(self, codes: Iterable[str]) -> int:
        """Return how many gave one of the codes."""
        return sum(self.sums[code].n for code in codes if code in self.sums)

    def only(self, codes: Iterable[str]) -> Tally:
        """Return the tally of some codes."""
        return Tally({code: self.sums[code] for code in codes if code in self.sums}, self.rows, self.reweighted)


class Groups(dict[Group, dict[str, Sums]]):
    """Sums by code for everybody and by group; rows without a code (NULL) are left out.

    ``rows`` counts all rows of the table, ``reweighted`` says how they were weighted anew.
    """

    rows: int = 0
    reweighted: Reweighted = PLAIN

    def tally(self, group: Group = EVERYBODY, codes: Container[str] | None = None) -> Tally:
        """Return the sums of those of a group who gave one of the codes, by default any code."""
        sums = {code: one for code, one in self.get(group, {}).items() if codes is None or code in codes}
        return Tally(sums, self.rows, self.reweighted)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the rows, their weight, and the keys by which they are split too; ``rows`` counts the table."""

    release: Release
    relation: str
    weight: str
    keys: tuple[Column, ...] = ()
    reweighted: Reweighted = field(default=PLAIN)
    rows: int = 0

    def of(self, expression: str) -> Groups:
        """Return the sums of a code for everybody and by group."""
        return self.by("''", expression).get("") or self._groups({})

    def by(self, line: str, expression: str) -> dict[str, Groups]:
        """Return the sums of a code by line (an item, say), for everybody and by group."""
        found: dict[str, dict[Group, dict[str, list[Part]]]] = {}
        for of, mask, *rest in self.release.rows(self._query(line, expression)):
            *values, code, weight, before, cell, n = rest
            group = self._group(mask, values)
            if code is not None and group is not None and of is not None:
                parts = found.setdefault(str(of), {}).setdefault(group, {}).setdefault(str(code), [])
                parts.append(Part(int(n), float(weight), float(before), int(cell)))
        return {of: self._groups(groups) for of, groups in found.items()}

    def _groups(self, found: Mapping[Group, Mapping[str, Iterable[Part]]]) -> Groups:
        groups = Groups({at: {code: Sums.of(parts) for code, parts in codes.items()} for at, codes in found.items()})
        groups.rows, groups.reweighted = self.rows, self.reweighted
        return groups

    def _group(self, mask: int, values: Sequence[str | None]) -> Group | None:
        """Return the group of a row; bits of the mask say which keys were left out, the first key has the highest."""
        last = len(self.keys) - 1
        for index, key in enumerate(self.keys):
            if not mask >> (last - index) & 1:
                value = values[index]
                return None if value is None else (key.name, str(value))
        return EVERYBODY

    def _query(self, line: str, expression: str) -> str:
        names = [quoted(key.name) for key in self.keys]
        by = "_line, _code, _weight, _before, _cell"
        sets = ", ".join([f"({by})", *(f"({by}, {name})" for name in names)])
        chosen = "".join(f", {name}" for name in names)
        mask = f"GROUPING({', '.join(names)})" if names else "0"
        weight = self.reweighted.weight(self.weight)
        inner = (
            f"SELECT {line} AS _line, {expression} AS _code, round({weight}, 9) AS _weight, "
            f"{self.reweighted.before} AS _before, {self.reweighted.cell} AS _cell{chosen} FROM {self.relation}"
        )
        return (
            f"SELECT _line, {mask} AS _mask{chosen}, CAST(_code AS VARCHAR), _weight, _before, _cell, count(*) "
            f"FROM ({inner}) GROUP BY GROUPING SETS ({sets}) ORDER BY ALL"
        )
