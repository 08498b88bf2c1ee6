"""How often each respondent saw and chose each item, in few bytes, and covariances of sums over respondents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..arrays import Booleans, Floats, Integers, Shorts
from ..estimation.design import ADJUST, design_of
from .data import NOBODY, BestWorst

_PART = 1 << 20


@dataclass(frozen=True)
class Tallies:
    """Counts of each respondent and item (respondents × items), unweighted, and weights and strata of respondents.

    ``seen_best`` counts sets of which the best is known, ``seen_worst`` the worst, ``seen`` all.
    """

    best: Shorts
    worst: Shorts
    seen_best: Shorts
    seen_worst: Shorts
    seen: Shorts
    weight: Floats
    strata: Integers | None

    names: ClassVar[tuple[str, ...]] = ("best", "worst", "seen_best", "seen_worst", "seen")

    def parts(self) -> Iterator[Tallies]:
        """Yield a part of the respondents at a time."""
        step = max(1, _PART // self.best.shape[1])
        for start in range(0, len(self.weight), step):
            part = slice(start, start + step)
            counts = {name: getattr(self, name)[part] for name in self.names}
            yield Tallies(**counts, weight=self.weight[part], strata=None)

    def total(self, name: str) -> Floats:
        """Return the weighted sum of a count (items)."""
        found = np.zeros(self.best.shape[1])
        for part in self.parts():
            found += part.weight @ getattr(part, name)
        return found

    def covariance(self, influences: Iterable[Floats]) -> Floats:
        """Return the covariance of the totals of weighted influences, which come in parts (respondents × two an item).

        Without strata it is that of a sample with replacement, n / (n − 1) · Σ (z − z̄)(z − z̄)ᵀ, NaN for one respondent.
        """
        count = len(self.weight)
        if self.strata is not None:
            design = design_of(self.weight, strata=[self.strata], lonely=ADJUST)
            return design.covariance_of(np.concatenate(list(influences)))
        figures = 2 * self.best.shape[1]
        sums, squares = np.zeros(figures), np.zeros((figures, figures))
        for part in influences:
            sums += part.sum(axis=0)
            squares += part.T @ part
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((squares - np.outer(sums, sums) / count) * np.divide(count, count - 1), dtype=np.float64)


def tallied(data: BestWorst) -> Tallies:
    """Count what each respondent saw and chose."""
    order: Integers | slice = slice(None)
    if (np.diff(data.respondent) < 0).any():
        order = np.argsort(data.respondent, kind="stable")
    counter = _Counter(data.respondent[order], data.weight, len(data.items))
    shown, best, worst = data.shown[order], data.best[order], data.worst[order]
    members = _members(data)
    seen = counter.of(shown, members)
    items = np.append(np.arange(len(data.items)), NOBODY)[:, None]
    known = [seen if (one != NOBODY).all() else counter.of(shown, members, one != NOBODY) for one in (best, worst)]
    strata = None if data.stratum is None else data.stratum.codes + 1
    chosen = [counter.of(one, items) for one in (best, worst)]
    return Tallies(chosen[0], chosen[1], known[0], known[1], seen, data.weight, strata)


def _members(data: BestWorst) -> Integers:
    """Return the items of each set (sets × largest set), filled up with nobody."""
    members = np.full((len(data.sets), max(map(len, data.sets))), NOBODY, dtype=np.int64)
    for number, one in enumerate(data.sets):
        members[number, : len(one)] = one
    return members


@dataclass(frozen=True)
class _Counter:
    """Counts items by respondent, a part of the respondents at a time; answers stand in the order of respondents."""

    respondent: Integers
    weight: Floats
    items: int

    def of(self, thing: Integers, items_of: Integers, used: Booleans | None = None) -> Shorts:
        """Return counts of the items of each answer's thing (things × items), in answers that are ``used``."""
        people, width = len(self.weight), self.items + 1
        most = int(np.bincount(self.respondent, minlength=1).max())
        found = np.zeros((people, self.items), dtype=np.min_scalar_type(most))
        step = max(1, _PART // width)
        for start in range(0, people, step):
            stop = min(start + step, people)
            low, high = np.searchsorted(self.respondent, [start, stop])
            items = items_of[thing[low:high]] % width
            owner = (self.respondent[low:high] - start) * width
            inside = slice(None) if used is None else used[low:high]
            counts = np.bincount((owner[:, None] + items)[inside].ravel(), minlength=(stop - start) * width)
            found[start:stop] = counts.reshape(-1, width)[:, : self.items]
        return found
