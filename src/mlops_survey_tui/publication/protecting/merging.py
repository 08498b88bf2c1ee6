"""Values of a weight put together, rarest first, until enough have each."""

from __future__ import annotations

from ..limits import CELL_MINIMUM

Run = list[tuple[float, int]]
"""Values that become one, rising, each with how many have it."""


def merged(runs: list[Run]) -> list[Run]:
    """Return rising values merged, the rarest with the nearest one, until each is had by enough, or one is left."""
    while len(runs) > 1 and min(map(size_of, runs)) < CELL_MINIMUM:
        at = min(range(len(runs)), key=lambda place: size_of(runs[place]))
        around = [place for place in (at - 1, at + 1) if 0 <= place < len(runs)]
        low, high = sorted((at, min(around, key=lambda place: abs(mean_of(runs[place]) - mean_of(runs[at])))))
        runs[low : high + 1] = [runs[low] + runs[high]]
    return runs


def size_of(run: Run) -> int:
    """Return how many have one of the values."""
    return sum(count for _, count in run)


def mean_of(run: Run) -> float:
    """Return the mean of the values over those who have them."""
    return sum(value * count for value, count in run) / size_of(run)
