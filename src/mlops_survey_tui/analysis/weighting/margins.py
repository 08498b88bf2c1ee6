"""Margins: how the population is divided by one fact, or by a crossing of facts, and how rows of data map onto it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Floats, Integers
from ..failure import AnalysisError

CROSSED = "*"
"""What joins the names of crossed columns, and those of their levels."""
LISTED = 10
"""How many values a message lists."""
SHARES_SUM = 0.005
"""How far the shares of one margin may be from 1 (rounded percentages) before they count as a mistake."""


@dataclass(frozen=True)
class Margin:
    """What is known of the population by one fact: ``targets`` are shares or totals by level, shape (levels,)."""

    name: str
    levels: tuple[str, ...]
    targets: Floats

    @classmethod
    def of(cls, name: str, targets: Mapping[str, float]) -> Margin:
        """Build a margin from level to share or total.

        Raises:
            AnalysisError: a target is negative or no number, or all are zero.
        """
        values = np.array([float(value) for value in targets.values()], dtype=np.float64)
        for level, value in zip(targets, values, strict=True):
            if not np.isfinite(value) or value < 0:
                raise AnalysisError(
                    f"margin {name}, level {level}: {value} is neither a share nor a total.",
                    "Give a number of at least 0.",
                )
        if not len(values) or values.sum() <= 0:
            raise AnalysisError(f"margin {name}: no level has a share above 0.", "Give the shares of its levels.")
        return cls(name, tuple(map(str, targets)), values)

    @cached_property
    def total(self) -> float:
        """The sum of the targets."""
        return float(self.targets.sum())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is about; ``role*size`` is a crossing of two."""
        return tuple(self.name.split(CROSSED))

    def crossed(self, columns: Sequence[tuple[Integers, Sequence[str]]]) -> tuple[Integers, tuple[str, ...]]:
        """Cross codes (rows,) and labels of its columns: codes into joined labels, −1 where one is empty."""
        codes, labels = columns[0][0], tuple(columns[0][1])
        for more, names in columns[1:]:
            empty = (codes < 0) | (more < 0)
            codes = np.where(empty, -1, codes * len(names) + more)
            labels = tuple(f"{label}{CROSSED}{name}" for label in labels for name in names)
        return codes, labels

    def scaled(self, total: float) -> Margin:
        """Return the margin with targets that add up to ``total``."""
        return Margin(self.name, self.levels, self.targets * (total / self.total))


@dataclass(frozen=True)
class Coded:
    """A margin and the level of each row: ``codes`` has shape (rows,), indexes into ``margin.levels``."""

    margin: Margin
    codes: Integers


def common_total(margins: Sequence[Margin], rows: float) -> float:
    """Return what all margins add up to: their total, or the number of rows where they are shares or per cent.

    Raises:
        AnalysisError: margins have different totals, or shares that do not add up to 1.
    """
    if not margins:
        raise AnalysisError("there are no margins.", "Name at least one fact with the shares of its levels.")
    for unit in (1.0, 100.0):
        if all(abs(margin.total / unit - 1) <= SHARES_SUM for margin in margins):
            return rows
    first = margins[0]
    for margin in margins[1:]:
        if abs(margin.total / first.total - 1) > SHARES_SUM:
            raise AnalysisError(
                f"margin {first.name} adds up to {first.total:g}, margin {margin.name} to {margin.total:g}.",
                "All must be shares that add up to 1 (or 100), or totals of the same population.",
            )
    return first.total


def coded(margin: Margin, codes: Integers, labels: Sequence[str], times: Floats | None = None) -> Coded:
    """Map a column onto the levels of a margin; ``codes`` (rows,) point into ``labels``, −1 is an empty cell.

    ``times`` (rows,) says how many equal rows each row stands for.

    Raises:
        AnalysisError: a value is no level of the margin, or a level with a target has no row.
    """
    counts = np.bincount(codes + 1, weights=times, minlength=len(labels) + 1).astype(np.int64)
    known = {level: index for index, level in enumerate(margin.levels)}
    names = ["", *labels]
    strange = [
        f"{name or '(empty)'} ({count} rows)"
        for name, count in zip(names, counts, strict=True)
        if count and name not in known
    ]
    if strange:
        raise AnalysisError(
            f"the margin does not name these values: {', '.join(strange[:LISTED])}.",
            "Give them a share, merge them with another level, or leave these rows out before weighting.",
            column=margin.name,
        )
    table = np.array([known.get(name, -1) for name in names], dtype=np.int64)
    return checked(Coded(margin, table[codes + 1]), times)


def checked(one: Coded, times: Floats | None = None) -> Coded:
    """Return it if every level with a target has rows, and every row a level with a target.

    Raises:
        AnalysisError: no weight can give a level without rows its target, or rows would need the weight 0.
    """
    counts = np.bincount(one.codes, weights=times, minlength=len(one.margin.levels)).astype(np.int64)
    for level, target, count in zip(one.margin.levels, one.margin.targets, counts, strict=True):
        if target > 0 and count == 0:
            raise AnalysisError(
                f"level {level} has the target {target:g} and no row in the data.",
                "Merge it with a neighbouring level, in the margins and in the data.",
                column=one.margin.name,
            )
        if target == 0 and count > 0:
            raise AnalysisError(
                f"level {level} has the target 0 and {count} rows in the data.",
                "Give it a share, or leave these rows out before weighting.",
                column=one.margin.name,
            )
    return one
