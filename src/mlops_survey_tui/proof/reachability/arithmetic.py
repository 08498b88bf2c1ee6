"""Comparisons and arithmetic on values of which some are intervals: sound, so what is not certain is left open.

Numbers are exact; of intervals the ends are computed (interval arithmetic, Moore 1966).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from .values import ANY, Interval, Words

_EXACT: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_REVERSED = {">": "<", ">=": "<="}
_OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "negative": operator.neg,
    "min": min,
    "max": max,
    "round": round,
}
_LARGEST = 1e150
"""Beyond this an end counts as open: its square is no number any more that an interview computes with."""
_BY_ENDS = frozenset(("+", "-", "*", "negative", "min", "max", "round"))


def ends(value: Any) -> tuple[float, float]:
    """Return the least and the largest number that a value can be."""
    return (value.low, value.high) if isinstance(value, Interval) else (value, value)


def compared(symbol: str, left: Any, right: Any) -> bool | None:
    """Return whether a comparison holds; None where that is open."""
    if isinstance(left, Words) or isinstance(right, Words):
        both = isinstance(left, Words) and isinstance(right, Words)
        return None if both else symbol == "!="
    if not (isinstance(left, Interval) or isinstance(right, Interval)):
        return _EXACT[symbol](left, right)
    if symbol in _REVERSED:
        return compared(_REVERSED[symbol], right, left)
    (low, high), (least, most) = ends(left), ends(right)
    if symbol == "<":
        return True if high < least else False if low >= most else None
    if symbol == "<=":
        return True if high <= least else False if low > most else None
    apart = high < least or low > most
    return (symbol == "!=") if apart else None


def computed(operation: str, *values: Any) -> Any:
    """Return the result of an operation, None where it has none, an interval where it is not certain."""
    function = _OPERATIONS[operation]
    if not any(isinstance(value, Interval) for value in values):
        try:
            result = function(*values)
            return result if math.isfinite(result) else None
        except (ZeroDivisionError, OverflowError):
            return None
    if operation not in _BY_ENDS:
        return ANY
    corners: list[tuple[float, ...]] = [()]
    for value in values:
        corners = [(*corner, end) for corner in corners for end in ends(value)]
    if any(abs(end) > _LARGEST for corner in corners for end in corner):
        return ANY
    results = [function(*corner) for corner in corners]
    return interval(min(results), max(results))


def interval(low: float, high: float) -> Any:
    """Return the interval between two numbers, or the number where they are the same."""
    return low if low == high else Interval(low, high)


def hull(*values: Any) -> Any:
    """Return the smallest interval around numbers and intervals."""
    return interval(min(ends(value)[0] for value in values), max(ends(value)[1] for value in values))
