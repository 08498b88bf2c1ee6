"""Counts by code and weight, for everybody and for each group: all that shares and means are made from.

They are made where the data is, so that a million respondents cost hardly more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ....publication.codebook.model import Column
from ....publication.sql import literal, quoted
from ..release import Release
from ..reweighted import PLAIN, Reweighted
from ..sums import Part, Sums

_AT_ONCE = 256
"""How many codes are counted in one pass over the rows."""
EVERYBODY = ("", "")
Group = tuple[str, str]
"""A key and one of its codes; ``EVERYBODY`` is no group."""


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

    def each(self, coded: Mapping[str, Sequence[str]]) -> list[Groups]:
        """Return the same for several expressions whose codes are known, many of them in one pass over the rows."""
        pairs = [(expression, code) for expression, codes in coded.items() for code in codes]
        found: dict[str, dict[Group, dict[str, list[Part]]]] = {expression: {} for expression in coded}
        for start in range(0, len(pairs), _AT_ONCE):
            self._pass(pairs[start : start + _AT_ONCE], found)
        return [self._groups({at: dict(sorted(codes.items())) for at, codes in found[one].items()}) for one in coded]

    def _pass(self, pairs: Sequence[tuple[str, str]], found: Mapping[str, dict[Group, dict[str, list[Part]]]]) -> None:
        keys = len(self.keys)
        for mask, *rest in self.release.rows(self._wide_query(pairs)):
            weight, before, cell = rest[keys : keys + 3]
            group = self._group(mask, rest[:keys])
            if group is None:
                continue
            for (expression, code), n in zip(pairs, rest[keys + 3 :], strict=True):
                if n:
                    part = Part(int(n), float(weight), float(before), int(cell))
                    found[expression].setdefault(group, {}).setdefault(code, []).append(part)

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
        by = "_line, _code, _weight, _before, _cell"
        return (
            f"SELECT _line, {self._mask} AS _mask{self._chosen}, CAST(_code AS VARCHAR), _weight, _before, _cell, "
            f"count(*) FROM ({self._rows(f'{line} AS _line, {expression} AS _code')}) "
            f"GROUP BY GROUPING SETS ({self._sets(by)}) ORDER BY ALL"
        )

    def _wide_query(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Return the query whose last columns count the rows with a code each, by weight and group."""
        expressions = {expression: f"_code{number}" for number, (expression, _) in enumerate(pairs)}
        codes = ", ".join(f"CAST({one} AS VARCHAR) AS {name}" for one, name in expressions.items())
        counts = ", ".join(
            f"count(*) FILTER ({expressions[one]} = {literal(code)}) AS _n{number}"
            for number, (one, code) in enumerate(pairs)
        )
        sums = ", ".join(f"CAST(sum(_n{number}) AS BIGINT)" for number in range(len(pairs)))
        by = "_weight, _before, _cell"
        inner = f"SELECT {by}{self._chosen}, {counts} FROM ({self._rows(codes)}) GROUP BY {by}{self._chosen}"
        order = ", ".join(map(str, range(1, 5 + len(self.keys))))
        return (
            f"SELECT {self._mask} AS _mask{self._chosen}, {by}, {sums} FROM ({inner}) "
            f"GROUP BY GROUPING SETS ({self._sets(by)}) ORDER BY {order}"
        )

    @property
    def _names(self) -> list[str]:
        return [quoted(key.name) for key in self.keys]

    @property
    def _chosen(self) -> str:
        return "".join(f", {name}" for name in self._names)

    @property
    def _mask(self) -> str:
        return f"GROUPING({', '.join(self._names)})" if self.keys else "0"

    def _sets(self, by: str) -> str:
        return ", ".join([f"({by})", *(f"({by}, {name})" for name in self._names)])

    def _rows(self, codes: str) -> str:
        """Return the query of all rows with their codes, weights and keys."""
        again = self.reweighted
        return (
            f"SELECT {codes}, round({again.weight(self.weight)}, 9) AS _weight, {again.before} AS _before, "
            f"{again.cell} AS _cell{self._chosen} FROM {self.relation}"
        )
