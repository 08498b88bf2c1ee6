"""How balanced a design is: each figure beside the bound that no design of its size can pass."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from .design import Design, Version


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of balance; smaller is better, and ``bound`` is the least that any design of this size can have."""

    name: str
    value: float
    bound: float
    about: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The size of a design and its figures."""

    items: int
    per_set: tuple[int, ...]
    sets: tuple[int, ...]
    versions: int
    figures: tuple[Figure, ...]

    def figure(self, name: str) -> Figure:
        """Return a figure by its name."""
        return next(figure for figure in self.figures if figure.name == name)


def balance_of(design: Design) -> Balance:
    """Return what there is to say of a design, balanced or not."""
    everything = [block for version in design.versions for block in version]
    figures = [
        *_worst("within a version", [_counts(design, version) for version in design.versions]),
        *_counts(design, everything, "overall"),
        _components(design),
        _neighbours(design),
    ]
    return Balance(
        items=len(design.items),
        per_set=_range(map(len, everything)),
        sets=_range(map(len, design.versions)),
        versions=len(design.versions),
        figures=tuple(figures),
    )


def _range(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return the one number, or the smallest and the largest."""
    found = sorted(set(numbers))
    return tuple(found) if len(found) <= 2 else (found[0], found[-1])


def _worst(where: str, versions: list[list[Figure]]) -> list[Figure]:
    """Return each figure of the version that is farthest from its bound."""
    worst = [max(same, key=lambda figure: figure.value - figure.bound) for same in zip(*versions, strict=True)]
    return [Figure(f"{f.name} {where}", f.value, f.bound, f.about) for f in worst]


def _counts(design: Design, blocks: Sequence[tuple[str, ...]], where: str = "") -> list[Figure]:
    """Return the figures of items, pairs and positions over some sets."""
    found = [_item_spread(design, blocks), *_pairs(design, blocks), _position_spread(design, blocks)]
    return [Figure(f"{f.name} {where}".strip(), f.value, f.bound, f.about) for f in found]


def _item_spread(design: Design, blocks: Sequence[tuple[str, ...]]) -> Figure:
    shown = Counter(item for block in blocks for item in block)
    counts = [shown[item] for item in design.items]
    total = sum(counts)
    about = f"times an item is shown: {_from_to(counts)}, mean {total / len(counts):.2f}"
    return Figure("item spread", max(counts) - min(counts), 1 if total % len(counts) else 0, about)


def _pairs(design: Design, blocks: Sequence[tuple[str, ...]]) -> list[Figure]:
    met = Counter(frozenset(pair) for block in blocks for pair in combinations(block, 2))
    counts = [met[frozenset(pair)] for pair in combinations(design.items, 2)]
    mean = sum(counts) / len(counts)
    deviation = math.sqrt(sum((count - mean) ** 2 for count in counts) / len(counts))
    part = sum(counts) % len(counts) / len(counts)
    about = f"times a pair meets: {_from_to(counts)}, mean {mean:.2f}"
    return [
        Figure("pair deviation", deviation, math.sqrt(part * (1 - part)), about),
        Figure("pair spread", max(counts) - min(counts), 1 if part else 0, about),
    ]


def _position_spread(design: Design, blocks: Sequence[tuple[str, ...]]) -> Figure:
    """Return the spread over all items and positions; the bound follows from how many sets have each position."""
    stands = Counter((item, position) for block in blocks for position, item in enumerate(block))
    places = Counter(position for block in blocks for position in range(len(block)))
    counts = [stands[item, position] for item in design.items for position in places]
    items = len(design.items)
    bound = math.ceil(max(places.values()) / items) - min(places.values()) // items
    about = f"times an item stands in a position: {_from_to(counts)}"
    return Figure("position spread", max(counts) - min(counts), bound, about)


def _from_to(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return str(low) if low == high else f"{low} to {high}"


def _components(design: Design) -> Figure:
    """Return into how many unconnected groups a version's sets divide the items, at worst."""
    parts = [_parts(design, version) for version in design.versions]
    least = [max(1, len(design.items) - sum(len(block) - 1 for block in version)) for version in design.versions]
    value, bound = max(zip(parts, least, strict=True), key=lambda pair: pair[0] - pair[1])
    joined = sum(count == 1 for count in parts)
    return Figure("groups of connected items", value, bound, f"{joined} of {len(parts)} versions connect all items")


def _parts(design: Design, version: Version) -> int:
    """Count the groups of items that the sets of a version connect."""
    groups: list[set[str]] = [{item} for item in design.items]
    for block in version:
        touched = [group for group in groups if not group.isdisjoint(block)]
        groups = [group for group in groups if group.isdisjoint(block)]
        groups.append(set().union(*touched))
    return len(groups)


def _neighbours(design: Design) -> Figure:
    """Return how many items return in the very next set, over all versions."""
    pairs = [pair for version in design.versions for pair in pairwise(version)]
    again = sum(len(set(one) & set(other)) for one, other in pairs)
    forced = sum(max(0, len(one) + len(other) - len(design.items)) for one, other in pairs)
    return Figure("items in neighbouring sets", again, forced, f"{len(pairs)} pairs of neighbouring sets")
