"""The groups that estimates are made for: all rows, and each combination of the codes of some columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from ...publication.codebook.model import MISSING
from ..arrays import Booleans
from ..failure import AnalysisError
from ..reading.equal_rows import EMPTY, Codes

MOST_GROUPS = 1000


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
    """Return all rows first, then each combination of codes that has rows, in the order of the codes.

    Raises:
        AnalysisError: there are more combinations than anybody reads.
    """
    found = [Domain(("",) * len(by), np.ones(rows, dtype=np.bool_))]
    if not by:
        return found
    if prod(len(one.labels) + 1 for one in by) >= 2**62:
        raise _too_many("far too many")
    combined = np.zeros(rows, dtype=np.int64)
    for one in by:
        combined = combined * (len(one.labels) + 1) + one.of_row + 1
    keys = np.unique(combined).tolist()
    if len(keys) > MOST_GROUPS:
        raise _too_many(f"{len(keys):,}")
    for key in keys:
        codes: list[str] = []
        rest = key
        for one in reversed(by):
            rest, place = divmod(rest, len(one.labels) + 1)
            codes.append(one.labels[place - 1] if place else EMPTY)
        found.append(Domain(tuple(reversed(codes)), combined == key))
    return found


def _too_many(how_many: str) -> AnalysisError:
    remedy = "Name columns with fewer codes in --by, or merge codes beforehand."
    return AnalysisError(f"these columns make {how_many} groups; {MOST_GROUPS:,} are the most.", remedy)
