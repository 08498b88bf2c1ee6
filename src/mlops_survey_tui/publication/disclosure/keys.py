"""Keys of a table and their ladders: from the finest codes up to one code for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .measures import Codes

SUPPRESSED = -1
"""What a removed cell holds, beside the places of codes."""
ANY = "any"


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a ladder: its codes, and for each of the finest codes the place of the one that it belongs to."""

    name: str
    codes: tuple[str, ...]
    of: tuple[int, ...]


@dataclass(frozen=True)
class Key:
    """A key with its ladder from fine to coarse; what is more important stays fine, and is suppressed last.

    Raises:
        ValueError: a level has another number of finest codes, or splits what a finer one holds together.
    """

    name: str
    levels: tuple[Level, ...]
    importance: float = 1.0

    def __post_init__(self) -> None:
        for finer, coarser in zip(self.levels, self.levels[1:], strict=False):
            pairs = set(zip(finer.of, coarser.of, strict=True))
            if len(pairs) != len({place for place, _ in pairs}):
                raise ValueError(f"{self.name}: level {coarser.name} splits codes of level {finer.name}")

    @cached_property
    def maps(self) -> tuple[Codes, ...]:
        """For each level the place of its code by finest code."""
        return tuple(np.asarray(level.of, dtype=np.int64) for level in self.levels)


def key_of(
    name: str, codes: Sequence[str], ladder: Sequence[tuple[str, Mapping[str, str]]] = (), importance: float = 1.0
) -> Key:
    """Return a key from its finest codes and, for each coarser level, a name and the coarser code of each finest one.

    A code that a level does not name stays as it is; the level where all are one is added.
    """
    levels = [Level("codes", tuple(codes), tuple(range(len(codes))))]
    for level, parents in ladder:
        named = [parents.get(code, code) for code in codes]
        kept = tuple(dict.fromkeys(named))
        levels.append(Level(level, kept, tuple(map(kept.index, named))))
    if len(levels[-1].codes) > 1:
        levels.append(Level(ANY, (ANY,), (0,) * len(codes)))
    return Key(name, tuple(levels), importance)


def recoded(cells: Codes, key: Key, level: int) -> Codes:
    """Return the column at a level; suppressed cells stay."""
    return np.where(cells == SUPPRESSED, SUPPRESSED, key.maps[level][cells])
