"""Rows that were counted, by code and weight: what all shares and means are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
