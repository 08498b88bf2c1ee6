"""Best-worst answers: one a respondent and set, whatever the sizes of sets; best or worst may be unknown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..reading import Ids

NOBODY = -1
"""Stands for no item: the best of a set of which only the worst is known, and the other way round."""


@dataclass(frozen=True)
class BestWorst:
    """Answers of best-worst sets.

    ``respondent``, ``shown``, ``best`` and ``worst`` have one entry an answered set: ``shown`` points into ``sets``, a
    tuple of the items of each different set; ``best`` and ``worst`` are items or :data:`NOBODY`. ``weight``, ``group``
    and ``stratum`` have one entry a respondent (group and stratum −1 where unknown). ``unanswered`` sets and
    ``weightless`` respondents were left out.
    """

    items: tuple[str, ...]
    respondents: tuple[str, ...]
    sets: tuple[tuple[int, ...], ...]
    respondent: Integers
    shown: Integers
    best: Integers
    worst: Integers
    weight: Floats
    group: Ids | None = None
    stratum: Ids | None = None
    unanswered: int = 0
    weightless: int = 0

    @property
    def membership(self) -> Booleans:
        """Which item is in which set (sets × items)."""
        found = np.zeros((len(self.sets), len(self.items)), dtype=bool)
        for number, members in enumerate(self.sets):
            found[number, list(members)] = True
        return found

    def of(self, chosen: Booleans) -> BestWorst:
        """Return the answers of some respondents only, numbered anew."""
        kept = chosen[self.respondent]
        number = np.cumsum(chosen) - 1
        return replace(
            self,
            respondents=tuple(name for name, keep in zip(self.respondents, chosen, strict=True) if keep),
            respondent=number[self.respondent[kept]],
            shown=self.shown[kept],
            best=self.best[kept],
            worst=self.worst[kept],
            weight=self.weight[chosen],
            group=_part(self.group, chosen),
            stratum=_part(self.stratum, chosen),
        )


def _part(ids: Ids | None, chosen: Booleans) -> Ids | None:
    return None if ids is None else Ids(ids.codes[chosen], ids.labels)
