"""Two ways of suppressing that anybody would think of, to be beaten; and tables to do it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int64]
SUPPRESSED = -1


def unsafe(cells: Cells, k: int) -> NDArray[np.bool_]:
    """Which rows are in a class of fewer than k."""
    counts = Counter(map(tuple, cells.tolist()))
    return np.array([counts[row] < k for row in map(tuple, cells.tolist())], dtype=bool)


def by_column(cells: Cells, k: int) -> Cells:
    """Suppress the least important key (the first) of all unsafe rows, then the next, and all keys of what is left."""
    cells = cells.copy()
    for key in range(cells.shape[1]):
        cells[unsafe(cells, k), key] = SUPPRESSED
    return _rest(cells, k)


def by_row(cells: Cells, k: int) -> Cells:
    """Suppress in each unsafe row the one cell whose loss makes its class largest, and so on, row by row in rounds."""
    cells = cells.copy()
    for _ in range(cells.shape[1]):
        rows = [int(row) for row in np.flatnonzero(unsafe(cells, k))]
        choices = {}
        for row in rows:
            sizes = []
            for key in range(cells.shape[1]):
                if cells[row, key] != SUPPRESSED:
                    others = np.delete(np.arange(cells.shape[1]), key)
                    alike = (cells[rows][:, others] == cells[row, others]).all(axis=1).sum()
                    sizes.append((int(alike), -key))
            choices[int(row)] = -max(sizes)[1]
        for row, key in choices.items():
            cells[row, key] = SUPPRESSED
    return _rest(cells, k)


def _rest(cells: Cells, k: int) -> Cells:
    """Where rows without any cell are too few, take the smallest classes to them."""
    while unsafe(cells, k).any():
        bare = (cells == SUPPRESSED).all(axis=1)
        counts = Counter(row for row in map(tuple, cells.tolist()) if any(value != SUPPRESSED for value in row))
        smallest = min(counts, key=lambda row: (counts[row], row))
        cells[(cells == smallest).all(axis=1) | bare] = SUPPRESSED
    return cells


def tables() -> Iterator[tuple[str, Cells]]:
    """Yield a dozen tables: even, skewed, correlated, one like the census extract that is used everywhere (Adult)."""
    chance = np.random.default_rng(5)
    for rows, keys, values in ((150, 3, 5), (200, 4, 4), (300, 5, 3), (200, 6, 2)):
        yield f"even {rows}×{keys}", chance.integers(0, values, (rows, keys))
    for rows, keys, values in ((150, 4, 6), (200, 5, 4), (250, 6, 3), (400, 4, 8)):
        yield f"skewed {rows}×{keys}", np.minimum(chance.geometric(0.55, (rows, keys)) - 1, values - 1)
    for rows, keys in ((200, 4), (250, 5)):
        kind = chance.integers(0, 4, (rows, 1))
        yield (
            f"correlated {rows}×{keys}",
            np.where(chance.random((rows, keys)) < 0.75, kind, chance.integers(0, 4, (rows, keys))),
        )
    for rows in (250, 400):
        yield f"census {rows}", _census(chance, rows)


def _census(chance: np.random.Generator, rows: int) -> Cells:
    sex = chance.random(rows) < 0.67
    race = chance.choice(5, rows, p=[0.855, 0.096, 0.031, 0.010, 0.008])
    age = np.minimum(chance.gamma(4, 1.0, rows).astype(int), 6)
    married = np.where(age == 0, 0, chance.choice(3, rows, p=[0.33, 0.46, 0.21]))
    schooling = chance.choice(6, rows, p=[0.32, 0.29, 0.17, 0.12, 0.07, 0.03])
    return np.stack([race, schooling, married, age, sex.astype(np.int64)], axis=1).astype(np.int64)
