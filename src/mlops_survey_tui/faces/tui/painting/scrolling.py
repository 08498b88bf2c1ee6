"""Rows that have moved up or down together: the terminal moves them by itself, with a scrolling region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..frame import Row

_FURTHEST = 3
"""So many rows at a time; what moves further is painted."""
_FEWEST = 3
"""Rows that must be saved from being painted."""


class Moved(NamedTuple):
    """The rows from ``top`` to ``bottom``, which move up by so many (down, if it is less than nothing)."""

    top: int
    bottom: int
    by: int

    def written(self) -> str:
        """Return what makes the terminal move them: DECSTBM, then IND at the bottom or RI at the top (VT100)."""
        line, move = (self.bottom, "\x1bD") if self.by > 0 else (self.top, "\x1bM")
        return f"\x1b[{self.top + 1};{self.bottom + 1}r\x1b[{line + 1};1H{move * abs(self.by)}\x1b[r"

    def left(self, rows: Sequence[Row]) -> list[Row | None]:
        """Return what the terminal shows afterwards; rows that came in are None."""
        new: list[Row | None] = [None] * abs(self.by)
        inside = [*rows[self.top : self.bottom + 1], *new] if self.by > 0 else [*new, *rows[self.top : self.bottom + 1]]
        start = max(self.by, 0)
        inside = inside[start : start + self.bottom + 1 - self.top]
        return [*rows[: self.top], *inside, *rows[self.bottom + 1 :]]


def moved(before: Sequence[Row], after: Sequence[Row]) -> Moved | None:
    """Return which rows have moved together, if moving them saves painting some."""
    if sum(old != new for old, new in zip(before, after, strict=True)) <= _FEWEST:
        return None
    found = [(saved, run) for by in _steps() for saved, run in _runs(before, after, by)]
    saved, best = max(found, key=lambda one: one[0], default=(0, None))
    return best if saved >= _FEWEST else None


def _steps() -> Iterator[int]:
    for step in range(1, _FURTHEST + 1):
        yield step
        yield -step


def _runs(before: Sequence[Row], after: Sequence[Row], by: int) -> Iterator[tuple[int, Moved]]:
    """Yield the runs of rows that have moved by so many, each with how many of them need no painting then."""
    places = range(max(0, -by), len(after) - max(0, by))
    for same, group in groupby(places, lambda y: after[y].line == before[y + by].line):
        if same:
            run = list(group)
            saved = sum(after[y].line != before[y].line for y in run)
            yield saved, Moved(min(run[0], run[0] + by), max(run[-1], run[-1] + by), by)
