"""Seeded chance for designs: only what every version of Python draws alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

Draw = Callable[[int], int]
"""From a count to a whole number below it."""


def drawing(seed: int) -> tuple[random.Random, Draw]:
    """Return a source of chance, and a function that draws whole numbers below a count from it."""
    source = random.Random(seed)
    uniform = source.random
    return source, lambda count: int(uniform() * count)


def shuffled(items: Iterable[Item], draw: Draw) -> list[Item]:
    """Return the items in random order (Fisher and Yates)."""
    mixed = list(items)
    for last in range(len(mixed) - 1, 0, -1):
        other = draw(last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed
