"""Codes apart from the reasons why there is none."""

from __future__ import annotations

import numpy as np

from ..publication.codebook.model import MISSING
from .arrays import Integers
from .reading import Ids


def known(ids: Ids) -> tuple[Integers, tuple[str, ...]]:
    """Return codes and labels without reasons for a missing answer, which are −1 like empty cells."""
    labels = tuple(label for label in ids.labels if label not in MISSING)
    table = np.array([*(labels.index(label) if label in labels else -1 for label in ids.labels), -1])
    return table[ids.codes], labels


def reasons(ids: Ids) -> dict[str, int]:
    """Count the reasons for missing answers, empty cells among them."""
    counts = np.bincount(ids.codes + 1, minlength=len(ids.labels) + 1)
    found = {
        label: int(count) for label, count in zip(ids.labels, counts[1:], strict=True) if label in MISSING and count
    }
    return found | ({"empty": int(counts[0])} if counts[0] else {})
