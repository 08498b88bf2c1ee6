"""Rows that are to be put together into groups: for each row and mask, how many others and donors would fit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .measures import Codes
from .patterns import Combinations


def bits_of(mask: int, keys: int) -> NDArray[np.bool_]:
    """Return for each key whether the mask removes it."""
    return (mask >> np.arange(keys) & 1).astype(bool)


def differing(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each row of one and of the other the mask of the keys in which they differ."""
    bits = 1 << np.arange(one.shape[1])
    apart: NDArray[np.int64] = (one[:, None, :] != other[None, :, :]) @ bits
    return apart


def below(differences: NDArray[np.int64], weights: Codes, keys: int) -> NDArray[np.int64]:
    """Return for each row and mask the weight of those that differ from it only inside the mask (subset sums)."""
    rows, masks = len(differences), 1 << keys
    places = np.arange(rows)[:, None] * masks + differences
    shape = np.broadcast_to(weights, differences.shape)
    sums = np.bincount(places.ravel(), weights=shape.ravel(), minlength=rows * masks).astype(np.int64)
    for key in range(keys):
        halves = sums.reshape(rows, masks >> key + 1, 2, 1 << key)
        halves[:, :, 1, :] += halves[:, :, 0, :]
    return sums.reshape(rows, masks)


class Pool:
    """``left`` is how many rows of each member are still to be settled, ``spare`` what each donor can give."""

    def __init__(self, table: Combinations, members: Codes, left: Codes, donors: Codes, spare: Codes) -> None:
        self.table, self.members, self.left, self.donors, self.spare = table, members, left, donors, spare
        values = table.values[members]
        self.apart = differing(values, values)
        self.beyond = differing(values, table.values[donors])
        self.given = below(self.beyond, spare, table.keys)

    def cheapest(self, costs: NDArray[np.float64], k: int, blur: NDArray[np.float64]) -> tuple[int, int, float]:
        """Return the member and the mask of the group that costs least for each row that it settles, and the price."""
        together = below(self.apart, self.left, self.table.keys)
        possible = (together + self.given >= k) & (self.left > 0)[:, None]
        price = np.where(possible, costs * np.maximum(together, k) / np.maximum(together, 1) * blur, np.inf)
        place = int(np.argmin(price))
        who, mask = divmod(place, price.shape[1])
        return who, mask, float(price.flat[place])

    def take(self, who: int, mask: int, k: int) -> tuple[dict[int, int], dict[int, int]]:
        """Settle a group: the places of its members with their rows, and the donors' combinations with theirs."""
        inside = np.flatnonzero(((self.apart[who] & ~mask) == 0) & (self.left > 0))
        taken = {int(place): int(self.left[place]) for place in inside}
        drawn: dict[int, int] = {}
        wanted = k - sum(taken.values())
        fitting = np.flatnonzero(((self.beyond[who] & ~mask) == 0) & (self.spare > 0))
        for donor in fitting[np.argsort(-self.spare[fitting], kind="stable")] if wanted > 0 else ():
            amount = min(wanted, int(self.spare[donor]))
            drawn[int(self.donors[donor])] = amount
            self.spare[donor] -= amount
            wanted -= amount
            if not wanted:
                break
        if drawn:
            self.given = below(self.beyond, self.spare, self.table.keys)
        self.settle(inside)
        return taken, drawn

    def settle(self, places: NDArray[np.intp]) -> None:
        """Have these members settled."""
        self.left[places] = 0

    def entries(
        self, shown: NDArray[np.int64], costs: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        """Return for each member what joining the cheapest fitting group costs a row, and which group that is."""
        if not len(shown):
            return np.full(len(self.members), np.inf), np.zeros(len(self.members), dtype=np.intp)
        values = self.table.values[self.members]
        fits = ((shown[None] < 0) | (shown[None] == values[:, None])).all(axis=2)
        masks = (shown < 0) @ (1 << np.arange(self.table.keys))
        price = np.where(fits, costs[masks][None], np.inf)
        return price.min(axis=1), price.argmin(axis=1)
