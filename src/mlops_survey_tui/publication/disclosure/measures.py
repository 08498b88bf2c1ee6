"""How far people in a table can be told apart: classes, k, l, t, risks. All on columns of whole numbers.

A class is the rows that agree in all keys; a suppressed cell is a value of its own. Sources: Sweeney (2002) for k;
Machanavajjhala et al. (2007) for distinct, entropy and recursive l; Li, Li and Venkatasubramanian (2007) for t with the
equal and the ordered distance; El Emam et al. (2009) for highest and average risk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
"""One column: a whole number a row; equal numbers are equal values."""
_DENSE = 4
"""Numbers up to so many times the rows are counted in an array, larger ones are sorted."""
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a table: ``of`` is each row's class, ``sizes`` the rows of each."""

    of: Codes
    sizes: Codes

    @property
    def k(self) -> int:
        """The least class; 0 without rows."""
        return int(self.sizes.min()) if len(self.sizes) else 0


@dataclass(frozen=True, slots=True)
class Risks:
    """The risk that a row is found by somebody who knows all keys of a person and that the person is there."""

    rows: int
    classes: int
    k: int
    highest: float
    average: float
    uniques: int

    @property
    def unique_share(self) -> float:
        """The share of rows that are alone in their class."""
        return self.uniques / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class Diversity:
    """How much a class tells of a sensitive answer, at its worst.

    ``recursive`` is the least c, rounded up, for which the table has recursive (c, distinct)-diversity.
    """

    distinct: int
    entropy: float
    recursive: int
    t_equal: float
    t_ordered: float


def densified(codes: Codes) -> tuple[Codes, int]:
    """Return the codes as 0, 1, 2 … in their own order, and how many there are."""
    if not len(codes):
        return codes, 0
    seen = _seen(codes)
    if seen is None:
        values, dense = np.unique(codes, return_inverse=True)
        return dense.astype(np.int64), len(values)
    return (np.cumsum(seen) - 1)[codes - int(codes.min())], int(seen.sum())


def distinct(codes: Codes) -> Codes:
    """Return the different numbers in their order; numpy's own way through a hash table takes ten times as long."""
    if not len(codes):
        return codes
    seen = _seen(codes)
    if seen is None:
        ordered = np.sort(codes)
        return ordered[np.r_[True, ordered[1:] != ordered[:-1]]]
    return np.flatnonzero(seen) + int(codes.min())


def _seen(codes: Codes) -> NDArray[np.bool_] | None:
    """Return which numbers occur, from the lowest to the highest; None where they lie too far apart for that."""
    low = int(codes.min())
    span = int(codes.max()) - low + 1
    if span > _DENSE * len(codes) + 1024:
        return None
    seen = np.zeros(span, dtype=bool)
    seen[codes - low] = True
    return seen


def combined(columns: Sequence[Codes], rows: int) -> tuple[Codes, int]:
    """Return one code for each row's combination of values, and how many combinations there are."""
    if not columns:
        return np.zeros(rows, dtype=np.int64), min(rows, 1)
    together, count = densified(np.asarray(columns[0], dtype=np.int64))
    for column in columns[1:]:
        dense, more = densified(np.asarray(column, dtype=np.int64))
        together, count = densified(together * more + dense)
    return together, count


def classes_of(columns: Sequence[Codes], rows: int) -> Classes:
    """Return the classes by these keys; without keys all rows are one class."""
    of, count = combined(columns, rows)
    return Classes(of, np.bincount(of, minlength=count).astype(np.int64))


def risks_of(classes: Classes) -> Risks:
    """Return the risks; average risk is classes by rows, the mean over rows of one by class size."""
    rows, count, k = len(classes.of), len(classes.sizes), classes.k
    uniques = int((classes.sizes == 1).sum())
    return Risks(rows, count, k, 1 / k if k else 0.0, count / rows if rows else 0.0, uniques)


def diversity_of(classes: Classes, sensitive: Codes) -> Diversity:
    """Return l and t of a sensitive column; its values are taken in the order of their numbers for the ordered t."""
    if not len(sensitive):
        return Diversity(0, 0.0, 0, 0.0, 0.0)
    values, many = densified(np.asarray(sensitive, dtype=np.int64))
    cells, counts = np.unique(classes.of * many + values, return_counts=True)
    owner = cells // many
    distinct = np.bincount(owner, minlength=len(classes.sizes))
    shares = counts / classes.sizes[owner]
    entropy = np.bincount(owner, weights=-shares * np.log(shares), minlength=len(classes.sizes))
    least = int(distinct.min())
    equal, ordered = _closeness(classes, values, many)
    return Diversity(least, float(np.exp(entropy.min())), _recursive(owner, counts, least), equal, ordered)


def distinct_values(classes: Classes, sensitive: Codes) -> Codes:
    """Return how many different values each class holds."""
    values, many = densified(np.asarray(sensitive, dtype=np.int64))
    owner = distinct(classes.of * max(many, 1) + values) // max(many, 1)
    return np.bincount(owner, minlength=len(classes.sizes)).astype(np.int64)


def _recursive(owner: Codes, counts: NDArray[np.int64], least: int) -> int:
    """Return the least whole c with r1 < c (r_l + … + r_m) in every class, r sorted downwards and l the distinct l."""
    order = np.lexsort((-counts, owner))
    owner, counts = owner[order], counts[order]
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    place = np.arange(len(owner)) - np.repeat(starts, np.diff(np.r_[starts, len(owner)]))
    tails = np.add.reduceat(np.where(place >= least - 1, counts, 0), starts)
    return int(np.floor((counts[starts] / tails).max())) + 1


def _closeness(classes: Classes, values: Codes, many: int) -> tuple[float, float]:
    """Return the greatest distance of a class from the whole: equal (half the sum of differences) and ordered."""
    whole = np.bincount(values, minlength=many) / len(values)
    equal = ordered = 0.0
    order = np.argsort(classes.of, kind="stable")
    ends = np.cumsum(classes.sizes)
    step = max(1, _BLOCK // many)
    for first in range(0, len(classes.sizes), step):
        sizes = classes.sizes[first : first + step]
        rows = order[ends[first] - classes.sizes[first] : ends[first + len(sizes) - 1]]
        cells = np.bincount((classes.of[rows] - first) * many + values[rows], minlength=len(sizes) * many)
        apart = cells.reshape(len(sizes), many) / sizes[:, None] - whole
        equal = max(equal, float(np.abs(apart).sum(axis=1).max()) / 2)
        if many > 1:
            ordered = max(ordered, float(np.abs(np.cumsum(apart, axis=1)).sum(axis=1).max()) / (many - 1))
    return equal, ordered


def coded(values: Sequence[str] | Mapping[int, str]) -> Codes:
    """Return words as codes in their alphabetical order."""
    listed = list(values.values()) if isinstance(values, Mapping) else list(values)
    places = {value: place for place, value in enumerate(sorted(set(listed)))}
    return np.fromiter((places[value] for value in listed), dtype=np.int64, count=len(listed))
