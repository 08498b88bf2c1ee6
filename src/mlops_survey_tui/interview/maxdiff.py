"""Sets for MaxDiff questions: taken from a design that was made beforehand, or drawn for one interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from .randomness import below, key, shuffled

Sets = tuple[tuple[str, ...], ...]


def design_version(design: Mapping[str, Any], seed: str, purpose: str) -> int:
    """Return which version of a design an interview plays, from 1; all have the same chance."""
    return 1 + below(len(design["versions"]), seed, "maxdiff-version", purpose)


def sets_of(design: Mapping[str, Any], version: int) -> Sets:
    """Return the sets of a design's version, as they are: order and positions are balanced over the versions."""
    items = design["items"]
    return tuple(tuple(items[number - 1] for number in members) for members in design["versions"][version - 1])


def draw_sets(ids: Sequence[str], sets: int, per_set: int, seed: str, purpose: str) -> Sets:
    """Return ``sets`` sets of ``per_set`` option ids, in random order within each set.

    Each set takes the options shown least so far, then those met least by its members, then by chance; so every
    option is shown equally often (spread at most one), and with ``sets * per_set == len(ids)`` the sets are a
    random partition.
    """
    shown: Counter[str] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    drawn = []
    for number in range(sets):
        members: list[str] = []
        luck = {id_: key(seed, "maxdiff", purpose, str(number), id_) for id_ in ids}
        while len(members) < min(per_set, len(ids)):
            members.append(
                min(
                    (id_ for id_ in ids if id_ not in members),
                    key=lambda id_: (shown[id_], sum(met[_pair(id_, other)] for other in members), luck[id_]),
                )
            )
        shown.update(members)
        met.update(_pair(*pair) for pair in combinations(members, 2))
        drawn.append(tuple(shuffled(members, seed, "maxdiff-position", purpose, str(number))))
    return tuple(drawn)


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)
