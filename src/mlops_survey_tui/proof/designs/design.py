"""A MaxDiff design, and how one is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .positions import place
from .template import make_template
from .versions import make_versions

Version = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Design:
    """Items by id, and for each version its sets in order, each with its items in the order of their positions."""

    items: tuple[str, ...]
    versions: tuple[Version, ...]


MOST_SETS, MOST_SETS_IN_ALL = 1000, 200_000
"""A questionnaire asks at most 60 sets; what is far above takes all time and memory."""


def make_design(items: Sequence[str], per_set: int, sets: int, versions: int, seed: int) -> Design:
    """Return a balanced design; the same arguments always give the same.

    Raises:
        ValueError: the numbers do not fit together, or an item is named twice.
    """
    _check(items, per_set, sets, versions)
    template = make_template(len(items), per_set, sets, seed)
    numbered = place(make_versions(template, len(items), versions, seed), len(items), seed)
    return Design(
        tuple(items),
        tuple(tuple(tuple(items[number] for number in block) for block in version) for version in numbered),
    )


def _check(items: Sequence[str], per_set: int, sets: int, versions: int) -> None:
    if len(set(items)) < len(items):
        raise ValueError("an item is named twice")
    if not 2 <= per_set <= len(items):
        raise ValueError(f"sets of {per_set} cannot be made of {len(items)} items; give from 2 to {len(items)}")
    if sets < 1 or versions < 1:
        raise ValueError("a design has at least one set and one version")
    if sets > MOST_SETS or sets * versions > MOST_SETS_IN_ALL:
        raise ValueError(f"a design has at most {MOST_SETS:,} sets in a version, and {MOST_SETS_IN_ALL:,} in all")
