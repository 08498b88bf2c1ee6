"""Types of the numpy arrays that the statistics take and return."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Shorts: TypeAlias = NDArray[np.integer[Any]]
"""Whole numbers in as few bytes as hold them; their sums and products may not fit."""
Booleans: TypeAlias = NDArray[np.bool_]


def sums_by(codes: Integers, values: Floats, count: int) -> Floats:
    """Add up values (rows,) by code (rows,); returns shape (count,)."""
    return np.asarray(np.bincount(codes, weights=values, minlength=count), dtype=np.float64)
