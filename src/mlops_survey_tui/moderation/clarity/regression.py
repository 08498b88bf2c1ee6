"""Non-negative least squares that outliers cannot pull away, for a few dozen constants at most.

Huber's weights (1964) with k = 1.345 keep 95 % of the efficiency on clean data; they are found by reweighting until
nothing moves. The residuals' scale is the median absolute deviation. A constant that would become negative is held at
zero. With so few constants the normal equations are solved as they are, without a library.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

K = 1.345
_NORMAL = 1.4826
_ROUNDS = 50
_TOLERANCE = 1e-8
_ALIKE = 1e-9
Row = Sequence[float]
Matrix = list[list[float]]


@dataclass(frozen=True, slots=True)
class Fit:
    """Estimates and standard errors by column; None where a column is held at zero or cannot be told apart."""

    estimates: tuple[float | None, ...]
    errors: tuple[float | None, ...]
    scale: float


def fit(rows: Sequence[Row], targets: Sequence[float]) -> Fit:
    """Fit targets as sums of columns times constants that are not negative."""
    count = len(rows[0]) if rows else 0
    active = independent(rows, list(range(count)))
    while active:
        estimates, inverse, scale = _robust(rows, targets, active)
        negative = [at for at, estimate in enumerate(estimates) if estimate < 0]
        if not negative:
            errors = [math.sqrt(max(0.0, inverse[at][at])) * scale for at in range(len(active))]
            return Fit(_spread(active, estimates, count), _spread(active, errors, count), scale)
        active.pop(min(negative, key=lambda at: estimates[at]))
    return Fit((None,) * count, (None,) * count, 0.0)


def independent(rows: Sequence[Row], columns: Sequence[int]) -> list[int]:
    """Return the columns that are no sum of those before them."""
    kept: list[int] = []
    basis: list[list[float]] = []
    for column in columns:
        vector = [row[column] for row in rows]
        length = math.sqrt(sum(value * value for value in vector))
        for other in basis:
            along = sum(value * part for value, part in zip(vector, other, strict=True))
            vector = [value - along * part for value, part in zip(vector, other, strict=True)]
        rest = math.sqrt(sum(value * value for value in vector))
        if rest > max(_ALIKE, 1e-6 * length):
            kept.append(column)
            basis.append([value / rest for value in vector])
    return kept


def _robust(rows: Sequence[Row], targets: Sequence[float], active: Sequence[int]) -> tuple[list[float], Matrix, float]:
    """Return estimates, the inverse of the normal matrix, and the scale of the residuals."""
    weights = [1.0] * len(rows)
    estimates: list[float] = []
    inverse: Matrix = []
    scale = 0.0
    for _round in range(_ROUNDS):
        before = estimates
        estimates, inverse = _weighted(rows, targets, weights, active)
        residuals = [
            target - sum(row[column] * estimate for column, estimate in zip(active, estimates, strict=True))
            for row, target in zip(rows, targets, strict=True)
        ]
        scale = _NORMAL * median(abs(residual) for residual in residuals)
        if scale == 0 or (before and _still(before, estimates)):
            break
        weights = [min(1.0, K * scale / abs(residual)) if residual else 1.0 for residual in residuals]
    return estimates, inverse, scale


def _weighted(
    rows: Sequence[Row], targets: Sequence[float], weights: Sequence[float], active: Sequence[int]
) -> tuple[list[float], Matrix]:
    size = len(active)
    normal = [[0.0] * size for _ in range(size)]
    right = [0.0] * size
    for row, target, weight in zip(rows, targets, weights, strict=True):
        chosen = [row[column] for column in active]
        for at, value in enumerate(chosen):
            if value:
                right[at] += weight * value * target
                for other in range(size):
                    normal[at][other] += weight * value * chosen[other]
    inverse = inverted(normal)
    return [sum(part * value for part, value in zip(line, right, strict=True)) for line in inverse], inverse


def inverted(matrix: Matrix) -> Matrix:
    """Return the inverse, by elimination with the largest pivot of each column."""
    size = len(matrix)
    work = [[*line, *(1.0 if at == row else 0.0 for at in range(size))] for row, line in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(work[row][column]))
        work[column], work[pivot] = work[pivot], work[column]
        divisor = work[column][column]
        work[column] = [value / divisor for value in work[column]]
        for row in range(size):
            factor = work[row][column]
            if row != column and factor:
                work[row] = [value - factor * other for value, other in zip(work[row], work[column], strict=True)]
    return [line[size:] for line in work]


def _still(before: Sequence[float], after: Sequence[float]) -> bool:
    return all(abs(one - other) <= _TOLERANCE * (1 + abs(other)) for one, other in zip(before, after, strict=True))


def _spread(active: Sequence[int], values: Sequence[float], count: int) -> tuple[float | None, ...]:
    found: dict[int, float] = dict(zip(active, values, strict=True))
    return tuple(found.get(column) for column in range(count))
