"""Types of the numpy arrays that the statistics take and return."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Booleans: TypeAlias = NDArray[np.bool_]


def sums_by(codes: Integers, values: Floats, count: int) -> Floats:
    """Add up values (rows,) by code (rows,); returns shape (count,)."""
    return np.asarray(np.bincount(codes, weights=values, minlength=count), dtype=np.float64)
