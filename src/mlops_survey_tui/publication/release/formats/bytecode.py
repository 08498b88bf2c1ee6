"""The compression of SPSS system files: one byte for a cell that is a small whole number, empty or blank.

Eight such bytes stand together, then the cells in full that they announce. Described in the PSPP developers' guide,
"Data Record".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CELL = 8
_BIAS, _SMALLEST, _LARGEST = 100, -99, 151
_WHOLE_CELL, _BLANKS, _EMPTY = 253, 254, 255
_EMPTY_TEXT = int.from_bytes(b" " * CELL, "little")


def compressed(cells: NDArray[np.float64], texts: NDArray[np.bool_]) -> bytes:
    """Return rows of cells compressed. NaN is an empty number; ``texts`` says which columns hold pieces of text.

    Rows that are not a multiple of eight can only be the last of a file, as the last bytes announce nothing.
    """
    whole = np.ascontiguousarray(cells).view("<u8").ravel()
    bytes_ = np.full(cells.shape, _WHOLE_CELL, dtype=np.uint8)
    numbers = cells[:, ~texts]
    small = (numbers >= _SMALLEST) & (numbers <= _LARGEST) & (np.floor(numbers) == numbers)
    codes = np.where(small, np.nan_to_num(numbers, nan=0.0, posinf=0.0, neginf=0.0) * small + _BIAS, _WHOLE_CELL)
    bytes_[:, ~texts] = np.where(np.isnan(numbers), _EMPTY, codes).astype(np.uint8)
    bytes_[:, texts] = np.where(cells.view("<u8")[:, texts] == _EMPTY_TEXT, _BLANKS, _WHOLE_CELL)
    return _woven(bytes_.ravel(), whole)


def _woven(bytes_: NDArray[np.uint8], whole: NDArray[np.uint64]) -> bytes:
    """Return each eight bytes with the cells after them that they announce."""
    full = np.flatnonzero(bytes_ == _WHOLE_CELL)
    blocks = -(-len(bytes_) // CELL)
    padded = np.zeros(blocks * CELL, dtype=np.uint8)
    padded[: len(bytes_)] = bytes_
    in_block = np.bincount(full // CELL, minlength=blocks)
    woven = np.empty(blocks + len(full), dtype="<u8")
    woven[np.arange(blocks) + np.cumsum(in_block) - in_block] = padded.view("<u8")
    woven[np.arange(len(full)) + full // CELL + 1] = whole[full]
    return woven.tobytes()
