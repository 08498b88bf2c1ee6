"""SPSS: a system file with labels of variables and values, reasons for a missing answer declared as missing.

The layout is that of the chapter "System File Format" in the PSPP developers' guide. The date is fixed, so the bytes
depend on nothing but the data; one pass over the rows needs bounded memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import pack
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...codebook.model import CODE, REAL, TICK, WHOLE, Table
from ...codebook.numbers import LOWEST
from ..contents import Contents, ReleaseError
from .bytecode import CELL, compressed
from .labels import Variable, expression, fitting, read, variables
from .query import ROWS

_PRODUCT = "@(#) SPSS DATA FILE mlops-survey"
_DATE = b"01 Jan 7000:00:00"
_LABEL, _VALUE_LABEL, _TITLE = 252, 120, 60
_WIDTHS = {CODE: (6, 0), TICK: (1, 0), WHOLE: (12, 0), REAL: (14, 6)}
_NUMBER, _STRING = 5, 1
_NOMINAL, _ORDINAL, _SCALE = 1, 2, 3
_LEFT, _RIGHT = 0, 1
_SEGMENT, _STEP = 255, 252
"""Longer texts are kept in several variables of 255 bytes; their number is reckoned as if they were of 252."""
_LONGEST = 32_767
_LARGEST = float(np.finfo(np.float64).max)
_BATCH_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class _Stored:
    """A variable in the file: the width of its text in bytes (0 for numbers), and the place of its first cell."""

    variable: Variable
    width: int
    place: int

    @property
    def segments(self) -> tuple[int, ...]:
        """The widths of the variables that keep it."""
        if self.width <= _SEGMENT:
            return (self.width,)
        count = -(-self.width // _STEP)
        return (*([_SEGMENT] * (count - 1)), self.width - (count - 1) * _STEP)

    @property
    def cells(self) -> int:
        """How many cells of eight bytes it takes."""
        return sum(max(1, -(-width // CELL)) for width in self.segments)


def write_spss(contents: Contents, table: Table, target: Path) -> None:
    """Write the arranged rows as a system file.

    Raises:
        ReleaseError: a text is longer than the format takes.
    """
    stored = _stored(contents, table)
    size = sum(one.cells for one in stored)
    title = fitting(f"{contents.codebook.title}: {table.id}", _TITLE)
    with target.open("wb") as file:
        file.write(_header(size, table.rows, title))
        file.writelines(part for one in stored for part in _variable(one))
        file.writelines(_value_labels(stored))
        file.writelines(_extensions(stored, table.rows))
        file.write(pack("<ii", 999, 0))
        file.writelines(_rows(contents, table, stored, size))


def _stored(contents: Contents, table: Table) -> list[_Stored]:
    """Return the variables with their places; texts are as wide as the longest."""
    chosen = variables(contents.codebook, table)
    asked = [f"max(octet_length(encode({expression(one)})))" if one.is_text else "max(0)" for one in chosen]
    found = contents.connection.execute(f"SELECT {', '.join(asked)} FROM {ROWS}").fetchone() or ()
    stored: list[_Stored] = []
    place = 1
    for one, width in zip(chosen, found, strict=True):
        if (width or 0) > _LONGEST:
            raise ReleaseError(f"table {table.id}, column {one.column.name}: SPSS takes texts of {_LONGEST} bytes")
        stored.append(_Stored(one, max(1, width or 0) if one.is_text else 0, place))
        place += stored[-1].cells
    return stored


def _header(size: int, rows: int, title: str) -> bytes:
    start = b"$FL2" + _blank(_PRODUCT, 60) + pack("<iiiii", 2, size, 1, 0, rows) + pack("<d", 100.0)
    return start + _DATE + _blank(title, 64) + bytes(3)


def _variable(stored: _Stored) -> Iterator[bytes]:
    """Yield the records of a variable: one for each segment, and one more for each further cell of a text."""
    variable, place = stored.variable, stored.place
    for number, width in enumerate(stored.segments):
        first = number == 0
        label = fitting(variable.column.label, _LABEL).encode() if first else b""
        reasons = first and any(code < 0 for code in variable.labels)
        shown = _shown(variable, width)
        yield pack("<iiiiii", 2, width, bool(label), -2 if reasons else 0, shown, shown) + _short(place)
        if label:
            yield pack("<i", len(label)) + label + bytes(-len(label) % 4)
        if reasons:
            yield pack("<dd", LOWEST, -1.0)
        cells = max(1, -(-width // CELL))
        yield (pack("<iiiiii", 2, -1, 0, 0, 0, 0) + b" " * 8) * (cells - 1)
        place += cells


def _shown(variable: Variable, width: int) -> int:
    if width:
        return _STRING << 16 | width << 8
    digits, decimals = _WIDTHS[variable.column.type]
    return _NUMBER << 16 | digits << 8 | decimals


def _value_labels(stored: Sequence[_Stored]) -> Iterator[bytes]:
    """Yield sets of labels, each with the variables that have it."""
    sets: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for one in stored:
        if one.variable.labels:
            sets.setdefault(tuple(one.variable.labels.items()), []).append(one.place)
    for labels, places in sets.items():
        yield pack("<ii", 3, len(labels))
        for number, text in labels:
            label = (fitting(text, _VALUE_LABEL) or str(number)).encode()
            yield pack("<dB", number, len(label)) + label + b" " * (-(len(label) + 1) % 8)
        yield pack(f"<ii{len(places)}i", 4, len(places), *places)


def _extensions(stored: Sequence[_Stored], rows: int) -> Iterator[bytes]:
    yield _extension(3, 4, pack("<8i", 20, 0, 0, -1, 1, 1, 2, 65_001))
    yield _extension(4, 8, pack("<ddd", -_LARGEST, _LARGEST, float(np.nextafter(-_LARGEST, 0.0))))
    yield _extension(11, 4, b"".join(_display(one) * len(one.segments) for one in stored))
    names = "\t".join(f"{_short(one.place).decode().strip()}={one.variable.name}" for one in stored)
    yield _extension(13, 1, names.encode())
    long = "".join(f"{_short(one.place).decode().strip()}={one.width:05}\0\t" for one in stored if one.width > _SEGMENT)
    if long:
        yield _extension(14, 1, long.encode())
    yield _extension(16, 8, pack("<qq", 1, rows))
    yield _extension(20, 1, b"UTF-8")


def _extension(kind: int, size: int, content: bytes) -> bytes:
    return pack("<iiii", 7, kind, size, len(content) // size) + content


def _display(stored: _Stored) -> bytes:
    column = stored.variable.column
    measure = _SCALE if column.type in (WHOLE, REAL) else _ORDINAL if column.ordered else _NOMINAL
    return pack("<iii", measure, 8, _LEFT if stored.width else _RIGHT)


def _rows(contents: Contents, table: Table, stored: Sequence[_Stored], size: int) -> Iterator[bytes]:
    batch = max(8, _BATCH_CELLS // max(1, size) // 8 * 8)
    for start in range(0, table.rows, batch):
        count = min(batch, table.rows - start)
        numbers = np.full((count, size), np.nan)
        texts = np.zeros(size, dtype=bool)
        for one, (_, values) in zip(
            stored, read(contents.connection, [one.variable for one in stored], start, start + count), strict=True
        ):
            place = slice(one.place - 1, one.place - 1 + one.cells)
            if one.width:
                numbers[:, place] = _text_cells(one, values).view("<f8")
                texts[place] = True
            else:
                numbers[:, one.place - 1] = np.ma.filled(values.astype(np.float64), np.nan)
        yield compressed(numbers, texts)


def _text_cells(stored: _Stored, values: np.ma.MaskedArray[Any, Any]) -> NDArray[np.uint8]:
    """Return texts as bytes, one line a row, filled up with blanks; each segment takes 255 bytes of a text."""
    whole = max(stored.width, _SEGMENT * len(stored.segments))
    texts = [text.encode("utf-8", "replace").ljust(whole) for text in np.ma.filled(values, "")]
    letters = np.frombuffer(b"".join(texts), dtype=np.uint8).reshape(len(texts), whole)
    parts = []
    for number, width in enumerate(stored.segments):
        cells = max(1, -(-width // CELL)) * CELL
        part = np.full((len(texts), cells), ord(" "), dtype=np.uint8)
        part[:, :width] = letters[:, number * _SEGMENT : number * _SEGMENT + width]
        parts.append(part)
    return np.ascontiguousarray(np.concatenate(parts, axis=1))


def _short(place: int) -> bytes:
    """Return the name of eight letters that every variable has beside its own."""
    return _blank(f"V{place:07}", 8)


def _blank(text: str, size: int) -> bytes:
    return text.encode()[:size].ljust(size)
