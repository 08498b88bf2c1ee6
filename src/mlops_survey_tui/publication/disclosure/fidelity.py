"""What protection costs: how much a key still tells, how far shares have moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .measures import Codes, combined


@dataclass(frozen=True, slots=True)
class Fidelity:
    """``entropy`` is what each key still has of its entropy (0 to 1), ``shift`` the greatest move of a share among
    cells that are left, ``pairs`` for each two keys the total variation between the shares of their pairs before and
    after suppression.
    """

    entropy: Mapping[str, float]
    shift: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]


def fidelity(finest: Mapping[str, Codes], recoded: Mapping[str, Codes], published: Mapping[str, Codes]) -> Fidelity:
    """Compare the columns as given, as recoded, and as published with cells below 0 removed."""
    return Fidelity(
        {name: _told(finest[name], cells) for name, cells in published.items()},
        {name: _moved(recoded[name], published[name]).max(initial=0.0).item() for name in published},
        {
            (one, other): _apart(recoded[one], recoded[other], published[one], published[other])
            for one, other in combinations(published, 2)
        },
    )


def _entropy(cells: Codes) -> float:
    shares = np.unique(cells, return_counts=True)[1] / max(len(cells), 1)
    return float(-(shares * np.log(shares)).sum())


def _told(before: Codes, after: Codes) -> float:
    """The entropy of what is left of a column, by rows with a cell, as a share of what it had."""
    whole, left = _entropy(before), after[after >= 0]
    return min(_entropy(left) / whole, 1.0) * len(left) / max(len(after), 1) if whole else 1.0


def _moved(before: Codes, after: Codes) -> NDArray[np.float64]:
    """How far the share of each value moved among the rows that still have a cell."""
    left = after[after >= 0]
    size = int(max(before.max(initial=0), left.max(initial=0))) + 1
    return np.abs(
        np.bincount(before, minlength=size) / max(len(before), 1)
        - np.bincount(left, minlength=size) / max(len(left), 1)
    )


def _apart(first: Codes, second: Codes, one: Codes, other: Codes) -> float:
    """Half the sum of how far the shares of pairs moved among the rows that still have both cells."""
    pairs, _ = combined([first, second], len(first))
    left = (one >= 0) & (other >= 0)
    size = int(pairs.max(initial=0)) + 1
    before, after = np.bincount(pairs, minlength=size), np.bincount(pairs[left], minlength=size)
    return float(np.abs(before / max(len(pairs), 1) - after / max(int(left.sum()), 1)).sum() / 2)
