"""Protecting a table: recode globally by search, suppress locally what is still rare, see that answers differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..limits import Limits
from .covering import Cover, best_cover
from .diversity import CannotDiffer, diversified
from .fidelity import Fidelity, fidelity
from .improving import improved
from .keys import SUPPRESSED, Key
from .measures import Codes, Diversity, Risks, classes_of, diversity_of, risks_of
from .patterns import Combinations, combinations_of
from .pools import bits_of
from .recoding import WITHIN_REACH, Lattice, Levels, candidates

TILT = 0.1
"""How much dearer a cell of the most important key is than one of the least important."""


class CannotProtect(ValueError):  # noqa: N818
    """No recoding keeps the limits; the message says why."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is to be protected: a line a person, codes of keys and of sensitive answers from 0 on."""

    keys: tuple[Key, ...]
    cells: Mapping[str, Codes]
    sensitive: Mapping[str, Codes] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many people there are."""
        return len(next(iter(self.cells.values()))) if self.cells else 0


@dataclass(frozen=True, slots=True)
class Protected:
    """A protected table: the level of each key, its cells there with ``SUPPRESSED`` where removed, and the figures.

    ``suppressed`` counts removed cells, ``share`` is by the cells of keys that still say something; ``lost`` is the
    share of each key's entropy that recoding took, ``fidelity`` what suppression cost beside.
    """

    levels: Mapping[str, int]
    cells: Mapping[str, Codes]
    suppressed: int
    share: float
    before: Risks
    after: Risks
    diversity: Mapping[str, Diversity]
    lost: Mapping[str, float]
    fidelity: Fidelity


def protect(table: Table, limits: Limits) -> Protected:
    """Return the table within the limits, with the least loss.

    Raises:
        CannotProtect: there are fewer rows than ``limits.k``, or no assignment of levels keeps the limits.
    """
    if table.rows < limits.k:
        raise CannotProtect(f"a table about {table.rows} people cannot be published; {limits.k} is the least")
    lattice = Lattice(table.keys, _finest(table))
    nearest = "no recoding leaves little enough to suppress"
    for levels, recoded in candidates(lattice, limits.k, limits.suppressed):
        allowed = limits.suppressed * table.rows * lattice.published(levels)
        cover = best_cover(recoded, limits.k)
        if cover.cells() > WITHIN_REACH * allowed or cover.classes() > table.rows * limits.average_risk:
            continue
        try:
            made = _made(table, lattice, levels, improved(recoded, cover, limits.k, allowed), limits)
        except CannotDiffer as error:
            nearest = str(error)
            continue
        if not (nearest := over(made, limits)):
            return made
    raise CannotProtect(nearest)


def over(made: Protected, limits: Limits) -> str:
    """Return which limit a protected table is over, or nothing."""
    after = made.after
    checks = (
        (after.k < limits.k, f"k is {after.k}, {limits.k} is the least"),
        (after.highest > limits.highest_risk, f"the highest risk is {after.highest:.3f}"),
        (after.average > limits.average_risk, f"the average risk is {after.average:.3f}"),
        (made.share > limits.suppressed, f"{made.share:.1%} of the cells of keys would be suppressed"),
        *(
            (differing.distinct < limits.distinct, f"{name} has classes with {differing.distinct} answer")
            for name, differing in made.diversity.items()
        ),
    )
    return next((what for wrong, what in checks if wrong), "")


def _finest(table: Table) -> Combinations:
    ranked = sorted(range(len(table.keys)), key=lambda place: (table.keys[place].importance, place))
    steps = max(len(ranked) - 1, 1)
    costs = [1 + TILT * ranked.index(place) / steps for place in range(len(ranked))]
    return combinations_of([table.cells[key.name] for key in table.keys], table.rows, costs)


def _made(table: Table, lattice: Lattice, levels: Levels, cover: Cover, limits: Limits) -> Protected:
    recoded = lattice.at(levels)
    of = recoded.of[lattice.finest.of]
    cells = recoded.values[of]
    whole = {key.name: cells[:, place].copy() for place, key in enumerate(table.keys)}
    cells[removed(recoded, of, cover)] = SUPPRESSED
    cells = diversified(cells, list(table.sensitive.values()), recoded.costs, limits)
    columns = {key.name: cells[:, place] for place, key in enumerate(table.keys)}
    classes = classes_of(list(columns.values()), table.rows)
    gone = int((cells == SUPPRESSED).sum())
    return Protected(
        {key.name: level for key, level in zip(table.keys, levels, strict=True)},
        columns,
        gone,
        gone / max(table.rows * lattice.published(levels), 1),
        risks_of(classes_of([table.cells[key.name] for key in table.keys], table.rows)),
        risks_of(classes),
        {name: diversity_of(classes, column) for name, column in table.sensitive.items()},
        {key.name: lattice.lost[place][levels[place]] for place, key in enumerate(table.keys)},
        fidelity(table.cells, whole, columns),
    )


def removed(table: Combinations, of: Codes, cover: Cover) -> NDArray[np.bool_]:
    """Return for each row and key whether the cell is removed; of equal rows the first ones are taken."""
    gone = np.zeros((len(of), table.keys), dtype=bool)
    order = np.argsort(of, kind="stable")
    next_row = np.cumsum(table.counts) - table.counts
    for mask, which, amounts in cover.entries:
        within = np.arange(int(amounts.sum())) - np.repeat(np.cumsum(amounts) - amounts, amounts)
        gone[order[np.repeat(next_row[which], amounts) + within]] = bits_of(mask, table.keys)
        next_row[which] += amounts
    return gone
