"""The groups that estimates are made for: all rows, and each combination of the codes of some columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...publication.codebook.model import MISSING
from ..arrays import Booleans
from ..reading.equal_rows import EMPTY, Codes


@dataclass(frozen=True)
class Domain:
    """A group: its code by column (empty for all rows), and which rows are in it (rows,).

    A group without an answer to one of the columns is ``named`` by a reason only; it is counted and not shown.
    """

    codes: tuple[str, ...]
    inside: Booleans

    @property
    def named(self) -> bool:
        """Whether all its codes are answers."""
        return not any(code == EMPTY or code in MISSING for code in self.codes)


def domains(rows: int, by: Sequence[Codes]) -> list[Domain]:
    """Return all rows first, then each combination of codes that has rows, in the order of the codes."""
    found = [Domain(("",) * len(by), np.ones(rows, dtype=np.bool_))]
    if not by:
        return found
    combined = np.zeros(rows, dtype=np.int64)
    for one in by:
        combined = combined * (len(one.labels) + 1) + one.of_row + 1
    for key in np.unique(combined).tolist():
        codes: list[str] = []
        rest = key
        for one in reversed(by):
            rest, place = divmod(rest, len(one.labels) + 1)
            codes.append(one.labels[place - 1] if place else EMPTY)
        found.append(Domain(tuple(reversed(codes)), combined == key))
    return found
