"""How rows are weighted anew: what a table knows once weights that meet margins of the population were found for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .sums import Part, Sums

if TYPE_CHECKING:
    from ..arrays import Floats


@dataclass(frozen=True, eq=False)
class Reweighted:
    """How the rows of a table are weighted anew. Rows with the same levels of the margins are a cell.

    ``cell`` and ``before`` are the SQL of the cell's number and of the weight before raking; ``factors`` (cells,) is
    what weights are multiplied by, ``auxiliary`` (cells, levels) says which levels a cell has, ``whole`` all rows of
    the table by cell and weight before. Without factors nothing is changed.
    """

    cell: str = "0"
    before: str = "0.0"
    factors: tuple[float, ...] = ()
    auxiliary: Floats | None = None
    whole: tuple[Part, ...] = ()
    note: str = ""

    def weight(self, weight: str) -> str:
        """Return the SQL of a weight after raking."""
        return f"({weight}) * [{', '.join(map(repr, self.factors))}][{self.cell} + 1]" if self.factors else weight

    def outside(self, inside: Iterable[Sums]) -> list[Part]:
        """Return the rows of the table that are not among those inside, by cell and weight before."""
        left = {(part.cell, part.before): part.n for part in self.whole}
        for sums in inside:
            for part in sums.parts:
                left[part.cell, part.before] -= part.n
        return [Part(n, 0.0, before, cell) for (cell, before), n in left.items() if n > 0]


PLAIN = Reweighted()
"""Weights as they are published."""
