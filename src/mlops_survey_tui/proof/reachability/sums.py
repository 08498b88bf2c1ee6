"""Counts and sums of literals: how many hold, and what the numbers of rows add up to."""

from __future__ import annotations

from itertools import product
from typing import Any

from .arithmetic import computed, ends, hull
from .formula import FALSE, Formula
from .values import ANY, Interval, Single, single

FINEST = 60
"""Sums that are told apart; beyond, neighbours become intervals."""
LEAST_STEP = 1e-6
"""Numbers have at most six digits after the point."""


def counted_of(formula: Formula, counted: list[int], present: int, none: int, limit: int) -> Single:
    """Return how many of the literals hold, where ``present`` does; 0 where ``none`` does."""
    possible = [literal for literal in counted if literal != FALSE]
    last = min(len(possible), limit)
    cells: dict[Any, int] = {
        number: formula.both(present, formula.exactly(possible, number)) for number in range(last + 1)
    }
    cells[0] = formula.either(cells[0], none)
    if len(possible) > last:
        more = Interval(last + 1, len(possible)) if len(possible) > last + 1 else last + 1
        cells[more] = formula.both(present, formula.at_least(possible, last + 1))
    return single(formula, cells)


def total_of(formula: Formula, cells: list[Single], present: int, limit: float) -> Single:
    """Return the sum over rows; a row without a number counts nothing.

    Where no number is negative, all sums above the limit stay together. Sums that are too many become intervals.
    """
    sums: dict[Any, int] = {0: present}
    rising = all(ends(number)[0] >= 0 for cell in cells for number in cell.cells)
    for cell in cells:
        options = {**cell.cells, 0: formula.either(cell.of(0), -cell.present)}
        found: dict[Any, list[int]] = {}
        for (sum_, literal), (number, chosen) in product(sums.items(), options.items()):
            result = computed("+", sum_, number)
            above = rising and ends(result)[0] > limit
            found.setdefault(Interval(limit + LEAST_STEP, ANY.high) if above else result, []).append(
                formula.both(literal, chosen)
            )
        sums = _coarse({key: formula.any_of(literals) for key, literals in found.items()}, formula)
    return single(formula, sums)


def _coarse(cells: dict[Any, int], formula: Formula) -> dict[Any, int]:
    """Return no more cells than are told apart, neighbours joined to intervals."""
    cells = {key: literal for key, literal in cells.items() if literal != FALSE}
    if len(cells) <= FINEST:
        return cells
    ordered = sorted(cells, key=lambda key: (key.low, key.high) if isinstance(key, Interval) else (key, key))
    step = -(-len(ordered) // FINEST)
    groups = [ordered[start : start + step] for start in range(0, len(ordered), step)]
    merged: dict[Any, list[int]] = {}
    for group in groups:
        merged.setdefault(hull(*group), []).extend(cells[key] for key in group)
    return {key: formula.any_of(literals) for key, literals in merged.items()}
