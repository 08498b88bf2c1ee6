"""The compression of SPSS files, held against a decoder that reads as the description of the format says."""

from __future__ import annotations

from struct import unpack_from

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.publication.release.formats.bytecode import compressed

CELLS = st.integers(-200, 300).map(float) | st.sampled_from(
    [0.5, -0.0, 1e300, -99.0, 151.0, float("nan"), float("inf")]
)
PIECES = st.binary(min_size=8, max_size=8) | st.just(b" " * 8)


def _decoded(data: bytes, cells: int) -> list[float | bytes | None]:
    """Return cells one after another: numbers, bytes that stand in full, None where empty."""
    found: list[float | bytes | None] = []
    place = 0
    while len(found) < cells:
        codes, place = data[place : place + 8], place + 8
        for code in codes:
            if code == 253:
                found.append(data[place : place + 8])
                place += 8
            elif code:
                found.append({254: b" " * 8, 255: None}[code] if code > 251 else float(code - 100))
    assert place == len(data)
    return found


@given(st.lists(st.tuples(CELLS, PIECES, CELLS), min_size=1, max_size=40))
def test_what_was_compressed_comes_back(rows: list[tuple[float, bytes, float]]) -> None:
    cells = np.array([[first, np.frombuffer(piece, "<f8")[0], last] for first, piece, last in rows])
    cells.view("<u8")[:, 1] = [int.from_bytes(piece, "little") for _, piece, _ in rows]
    decoded = _decoded(compressed(cells, np.array([False, True, False])), cells.size)
    for (first, piece, last), found in zip(rows, zip(*[iter(decoded)] * 3, strict=True), strict=True):
        assert found[1] == piece
        for number, cell in ((first, found[0]), (last, found[2])):
            read = unpack_from("<d", cell)[0] if isinstance(cell, bytes) else cell
            assert (read is None and number != number) or read == number


def test_small_whole_numbers_take_one_byte() -> None:
    assert len(compressed(np.ones((80, 10)), np.zeros(10, bool))) == 800
