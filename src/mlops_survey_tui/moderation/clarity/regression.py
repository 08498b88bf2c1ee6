"""Non-negative least squares that outliers cannot pull away, for a few dozen constants at most.

Huber's weights (1964) with k = 1.345 keep 95 % of the efficiency on clean data; they are found by reweighting until
nothing moves. The residuals' scale is the median absolute deviation. A constant that would become negative is held at
zero. With so few constants the normal equations are solved as they are, without a library.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

K = 1.345
_NORMAL = 1.4826
_ROUNDS = 50
_TOLERANCE = 1e-6
_ALIKE = 1e-9
Row = Sequence[float]
Matrix = list[list[float]]


def fit(rows: Sequence[Row], targets: Sequence[float]) -> tuple[float | None, ...]:
    """Fit targets as sums of columns times constants that are not negative.

    Returns:
        The constant of each column; None where it is held at zero or cannot be told apart.
    """
    count = len(rows[0]) if rows else 0
    active = independent(rows, list(range(count)))
    while active:
        estimates = _robust(rows, targets, active)
        negative = [at for at, estimate in enumerate(estimates) if estimate < 0]
        if not negative:
            found = dict(zip(active, estimates, strict=True))
            return tuple(found.get(column) for column in range(count))
        active.pop(min(negative, key=lambda at: estimates[at]))
    return (None,) * count


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


def _robust(rows: Sequence[Row], targets: Sequence[float], active: Sequence[int]) -> list[float]:
    """Return estimates, reweighted until nothing moves."""
    weights = [1.0] * len(rows)
    estimates: list[float] = []
    for _round in range(_ROUNDS):
        before, estimates = estimates, _weighted(rows, targets, weights, active)
        residuals = [
            target - sum(row[column] * estimate for column, estimate in zip(active, estimates, strict=True))
            for row, target in zip(rows, targets, strict=True)
        ]
        scale = _NORMAL * median(abs(residual) for residual in residuals)
        if scale == 0 or (before and _still(before, estimates)):
            break
        weights = [min(1.0, K * scale / abs(residual)) if residual else 1.0 for residual in residuals]
    return estimates


def _weighted(
    rows: Sequence[Row], targets: Sequence[float], weights: Sequence[float], active: Sequence[int]
) -> list[float]:
    size = len(active)
    normal = [[0.0] * size for _ in range(size)]
    right = [0.0] * size
    for row, target, weight in zip(rows, targets, weights, strict=True):
        chosen = [(at, row[column]) for at, column in enumerate(active) if row[column]]
        for at, value in chosen:
            right[at] += weight * value * target
            for other, factor in chosen:
                normal[at][other] += weight * value * factor
    return [sum(part * value for part, value in zip(line, right, strict=True)) for line in inverted(normal)]


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
