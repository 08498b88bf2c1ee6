"""Counts and sums of weights by code, for everybody and for each group: all that shares and means are made from.

They are made where the data is, so that a million respondents cost no more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ....publication.codebook.model import Column
from ..release import Release, quoted

EVERYBODY = ("", "")
Group = tuple[str, str]
"""A key and one of its codes; ``EVERYBODY`` is no group."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the rows with one code: how many they are, the sum of their weights, and that of the weights squared."""

    n: int = 0
    weight: float = 0.0
    square: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        """Return both together."""
        return Sums(self.n + other.n, self.weight + other.weight, self.square + other.square)


Tally = Mapping[str, Sums]
"""Sums by code; rows without a code (NULL) are left out."""
Groups = dict[Group, dict[str, Sums]]


def total(tally: Tally) -> Sums:
    """Return the sums over all codes."""
    return sum(tally.values(), Sums())


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the rows, their weight, and the keys by which they are split too."""

    release: Release
    relation: str
    weight: str
    keys: tuple[Column, ...] = ()

    def of(self, expression: str) -> Groups:
        """Return the tallies of a code for everybody and by group."""
        return self.by("''", expression).get("", {})

    def by(self, line: str, expression: str) -> dict[str, Groups]:
        """Return the tallies of a code by line (an item, say), for everybody and by group."""
        found: dict[str, Groups] = {}
        for of, mask, *rest in self.release.rows(self._query(line, expression)):
            *values, code, n, weight, square = rest
            group = self._group(mask, values)
            if code is not None and group is not None and of is not None:
                sums = found.setdefault(str(of), {}).setdefault(group, {})
                sums[str(code)] = Sums(int(n), float(weight), float(square))
        return found

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
        sets = ", ".join(["(_line, _code)", *(f"(_line, _code, {name})" for name in names)])
        chosen = "".join(f", {name}" for name in names)
        mask = f"GROUPING({', '.join(names)})" if names else "0"
        inner = f"SELECT {line} AS _line, {expression} AS _code, {self.weight} AS _w{chosen} FROM {self.relation}"
        return (
            f"SELECT _line, {mask} AS _mask{chosen}, CAST(_code AS VARCHAR), count(*), sum(_w), sum(_w * _w) "
            f"FROM ({inner}) GROUP BY GROUPING SETS ({sets}) ORDER BY ALL"
        )
