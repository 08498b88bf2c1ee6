"""Columns that several tables share."""

from __future__ import annotations

from ...output import Cell, Heading
from ..comparing import Difference

ENDS = (Heading("low", "low"), Heading("high", "high"))
"""Ends of the 95 % interval."""


def difference_headings(first: str, second: str, *more: Heading) -> tuple[Heading, ...]:
    return (
        Heading("first", first),
        Heading("second", second),
        *more,
        Heading("difference", "difference"),
        Heading("error", "error"),
        *ENDS,
        Heading("p", "p", 4),
        Heading("p_holm", "p by Holm", 4),
        Heading("differs", "differs"),
    )


def difference_row(one: Difference, *more: Cell) -> tuple[Cell, ...]:
    return (one.first, one.second, *more, one.value, one.error, *one.ends, one.p, one.adjusted, one.clear)
