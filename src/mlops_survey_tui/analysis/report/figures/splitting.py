"""One result for everybody and for each group that its table knows, with what may not be told left out.

A builder says what is counted (strands) and how a tally becomes lines; counting, protecting and splitting are here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ....publication.codebook.model import Column, Value
from ....publication.limits import SMALL_BASE, SUPPRESSED
from ..results import Filter, Group, Line
from .counting import EVERYBODY, Groups, Tally
from .counting import Group as Part
from .limits import BASE, CELL
from .protecting import hidden_codes, protected

Folded = frozenset[str]
"""The classes of codes that may not be told."""


@dataclass(frozen=True)
class Strand:
    """What one or more lines are made from: tallies of codes that exclude each other, for everybody and by group.

    ``classes`` maps codes to the counts that a reader learns, so that these are protected: the code itself for shares,
    one class for all codes where only a quantile is told.
    """

    id: str
    label: str
    groups: Groups
    codes: tuple[Value, ...] = ()
    classes: Callable[[str], str] = str
    note: str = ""

    def tally(self, group: Part = EVERYBODY) -> Tally:
        """Return the sums of those of a group who gave a substantive answer."""
        return self.groups.tally(group, {value.code for value in self.codes} if self.codes else None)


Make = Callable[[Strand, Tally, Folded, int], Iterable[Line]]
"""How a tally becomes lines: the strand, its tally, the classes to leave out, the least base."""


@dataclass(frozen=True)
class Splitter:
    """The rules for one result: the keys to split by, the least cell and the least base."""

    keys: tuple[Column, ...]
    make: Make
    cell: int = CELL
    base: int = BASE
    banned: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def everybody(self, strands: Sequence[Strand]) -> tuple[Line, ...]:
        """Return the lines of everybody."""
        return tuple(
            line
            for strand in strands
            for line in self.make(strand, strand.tally(EVERYBODY), self._of_everybody(strand), self.base)
        )

    def filters(self, strands: Sequence[Strand], order: Sequence[str]) -> tuple[Filter, ...]:
        """Return the same for the groups of each key, lines in the order given; a key without groups is left out."""
        found = (self._filter(key, strands, order) for key in self.keys)
        return tuple(one for one in found if sum(not group.hidden for group in one.groups) > 1)

    def _filter(self, key: Column, strands: Sequence[Strand], order: Sequence[str]) -> Filter:
        shown = [value for value in key.values if not value.missing]
        sizes = {
            value.code: max((_size(strand, (key.name, value.code)) for strand in strands), default=0)
            for value in key.values
        }
        closed = self._closed(key, sizes)
        concealed = [self._concealed(key, strand, closed) for strand in strands]
        groups = tuple(
            self._group(key, value, sizes, closed, strands, concealed, order) for value in shown if sizes[value.code]
        )
        return Filter(key.name, key.label, groups)

    def _closed(self, key: Column, sizes: Mapping[str, int]) -> set[str]:
        """Return the groups of which nothing is told: no base, no fact, or so near another group that it tells it."""
        banned = {code for variable, code in self.banned if variable == key.name}
        closed = {value.code for value in key.values if value.missing or sizes[value.code] < self.base} | banned
        left = sorted((n, code) for code, n in sizes.items() if code not in closed)
        if banned and len([code for code in closed if sizes[code]]) < 2 and left:
            closed.add(left[0][1])
        return closed

    def _concealed(self, key: Column, strand: Strand, closed: set[str]) -> dict[str, Folded]:
        """Return by group the classes of a strand that may not be told there."""
        rows = [value.code for value in key.values]
        everybody = _classes(strand, EVERYBODY)
        names = sorted(everybody)
        counts = [[_classes(strand, (key.name, code)).get(name, 0) for name in names] for code in rows]
        gone = self._of_everybody(strand)
        start = {
            (r, c) for r, code in enumerate(rows) for c, name in enumerate(names) if code in closed or name in gone
        }
        hidden = protected(counts, self.cell, start, [name not in gone for name in names])
        return {code: frozenset(names[c] for c in range(len(names)) if (r, c) in hidden) for r, code in enumerate(rows)}

    def _group(
        self,
        key: Column,
        value: Value,
        sizes: Mapping[str, int],
        closed: set[str],
        strands: Sequence[Strand],
        concealed: Sequence[Mapping[str, Folded]],
        order: Sequence[str],
    ) -> Group:
        told = _sizes_told(key, sizes, self.cell)
        if value.code in closed:
            small = sizes[value.code] < self.base
            reason = SMALL_BASE if small and value.code in told else SUPPRESSED
            return Group(value.code, value.label, sizes[value.code] if value.code in told else 0, (), reason)
        lines: dict[str, Line] = {}
        for strand, gone in zip(strands, concealed, strict=True):
            tally = strand.tally((key.name, value.code))
            for line in self.make(strand, tally, gone[value.code], self.base):
                lines[line.id] = replace(line, note="")
        return Group(value.code, value.label, sizes[value.code], tuple(lines[id] for id in order if id in lines))

    def _of_everybody(self, strand: Strand) -> Folded:
        counts = _classes(strand, EVERYBODY)
        names = sorted(counts)
        return frozenset(names[index] for index in hidden_codes([counts[name] for name in names], self.cell))


def _size(strand: Strand, group: Part) -> int:
    return strand.tally(group).n


def _sizes_told(key: Column, sizes: Mapping[str, int], minimum: int) -> set[str]:
    """Return the groups whose size can be told; those without the fact are told by nobody and hide others."""
    codes = [value.code for value in key.values]
    start = {(0, index) for index, value in enumerate(key.values) if value.missing}
    gone = protected([[sizes[code] for code in codes]], minimum, start, [False] * len(codes))
    return {code for index, code in enumerate(codes) if (0, index) not in gone}


def _classes(strand: Strand, group: Part) -> dict[str, int]:
    """Count by class, classes that nobody in the group is in among them where everybody has them."""
    counts = {strand.classes(code): 0 for code in strand.tally().sums}
    for code, sums in strand.tally(group).sums.items():
        counts[strand.classes(code)] = counts.get(strand.classes(code), 0) + sums.n
    return counts


RESIDUAL = ("other", "none", "all_others")
"""Options that stand for all that was not listed, or for nothing; they come last."""


def ordered(lines: Iterable[Line], series: str) -> Iterator[Line]:
    """Yield lines by the value of a series, the highest first; then those without a value, and what was not listed."""
    return iter(
        sorted(
            lines,
            key=lambda line: (
                line.id in RESIDUAL,
                line.estimates[series].value is None,
                -(line.estimates[series].value or 0.0),
                line.label,
                line.id,
            ),
        )
    )
