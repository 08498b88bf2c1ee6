"""Stata: a data file of format 118, written in one pass over the rows.

The layout is that of ``help dta`` in Stata's documentation. No date is written, so the bytes depend on nothing but the
data. Reasons for a missing answer are the extended missing values ``.a`` to ``.z``; an empty cell is ``.``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ...codebook.model import CODE, REAL, TICK, Table
from ..contents import Contents, ReleaseError
from .labels import Variable, expression, fitting, read, variables
from .query import ROWS

_VARIABLES = 32_767
_NAME, _FORMAT, _LABEL = 129, 57, 321
_LABEL_CHARACTERS = 80
_VALUE_LABEL = 32_000
_FIXED = 2_045
_BATCH_CELLS = 4_000_000
_LONG_TEXT = 32_768
_LETTERS = 26
_MARKS = 14


@dataclass(frozen=True, slots=True)
class _Storage:
    """How a variable is kept: Stata's number of the type, numpy's type, its format, and the value that means ``.``."""

    code: int
    kind: str
    shown: str
    empty: int = 0
    most: int = 0


_BYTE = _Storage(65_530, "<i1", "%8.0g", 101, 100)
_INT = _Storage(65_529, "<i2", "%8.0g", 32_741, 32_740)
_LONG = _Storage(65_528, "<i4", "%12.0g", 2_147_483_621, 2_147_483_620)
_DOUBLE = _Storage(65_526, "<f8", "%10.0g")
_EMPTY_DOUBLE = 0x7FE0000000000000
_STRL = _Storage(_LONG_TEXT, "<u8", "%9s")

Stored = tuple[Variable, _Storage]


def write_stata(contents: Contents, table: Table, target: Path) -> None:
    """Write the arranged rows.

    Raises:
        ReleaseError: the table has more columns than the format takes.
    """
    if len(table.columns) > _VARIABLES:
        raise ReleaseError(f"table {table.id} has {len(table.columns)} columns; Stata's format takes {_VARIABLES}")
    chosen = variables(contents.codebook, table)
    stored = list(zip(chosen, _storages(contents, chosen), strict=True))
    title = fitting(f"{contents.codebook.title}: {table.id}", _LABEL_CHARACTERS, 0).encode()
    with target.open("wb") as file:
        file.write(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>")
        file.write(b"<K>" + len(stored).to_bytes(2, "little") + b"</K><N>" + table.rows.to_bytes(8, "little") + b"</N>")
        file.write(b"<label>" + len(title).to_bytes(2, "little") + title + b"</label>")
        file.write(b"<timestamp>\0</timestamp></header>")
        _write_parts(file, contents, table, stored)


def _write_parts(file: BinaryIO, contents: Contents, table: Table, stored: Sequence[Stored]) -> None:
    """Write everything after the header, then fill the map with where each part began."""
    names = _label_names(stored)
    parts: list[tuple[str, Callable[[], Iterator[bytes]]]] = [
        ("variable_types", lambda: (storage.code.to_bytes(2, "little") for _, storage in stored)),
        ("varnames", lambda: (_padded(one.name, _NAME) for one, _ in stored)),
        ("sortlist", lambda: iter([bytes(2 * (len(stored) + 1))])),
        ("formats", lambda: (_padded(storage.shown, _FORMAT) for _, storage in stored)),
        ("value_label_names", lambda: (_padded(name, _NAME) for name in names)),
        (
            "variable_labels",
            lambda: (_padded(fitting(one.column.label, _LABEL_CHARACTERS, 0), _LABEL) for one, _ in stored),
        ),
        ("characteristics", lambda: iter(())),
        ("data", lambda: _rows(contents, table, stored)),
        ("strls", lambda: _long_texts(contents, table, stored)),
        ("value_labels", lambda: _value_labels(stored, names)),
    ]
    map_ = file.tell()
    places = [0, map_]
    file.write(b"<map>" + bytes(8 * _MARKS) + b"</map>")
    for name, content in parts:
        places.append(file.tell())
        file.write(f"<{name}>".encode())
        file.writelines(content())
        file.write(f"</{name}>".encode())
    places.append(file.tell())
    file.write(b"</stata_dta>")
    places.append(file.tell())
    file.seek(map_ + len("<map>"))
    file.write(b"".join(place.to_bytes(8, "little") for place in places))


def _storages(contents: Contents, chosen: Sequence[Variable]) -> list[_Storage]:
    """Return the narrowest type that holds each variable."""
    asked = [_extent(one) for one in chosen]
    found = contents.connection.execute(f"SELECT {', '.join(asked)} FROM {ROWS}").fetchone() if asked else None
    return [_storage(one, int(size or 0)) for one, size in zip(chosen, found or (), strict=True)]


def _extent(variable: Variable) -> str:
    """Return what to ask of a column to choose its type: the longest text in bytes, or the largest number."""
    if variable.is_text:
        return f"max(octet_length(encode({expression(variable)})))"
    if variable.column.type in (CODE, TICK):
        return f"max({max((abs(number) for number in variable.labels), default=0)})"
    return "max(0)" if variable.column.type == REAL else f"max(abs({expression(variable)}))"


def _storage(variable: Variable, size: int) -> _Storage:
    if variable.is_text:
        return _STRL if size > _FIXED else _Storage(max(size, 1), f"S{max(size, 1)}", f"%{min(max(size, 1), 40)}s")
    if variable.column.type == REAL:
        return _DOUBLE
    return next((storage for storage in (_BYTE, _INT, _LONG) if size <= storage.most), _DOUBLE)


def _rows(contents: Contents, table: Table, stored: Sequence[Stored]) -> Iterator[bytes]:
    kind = np.dtype([(f"c{place}", storage.kind) for place, (_, storage) in enumerate(stored)])
    batch = max(1_000, _BATCH_CELLS // max(1, len(stored)))
    for start in range(0, table.rows, batch):
        stop = min(table.rows, start + batch)
        records = np.zeros(stop - start, dtype=kind)
        for place, (variable, values) in enumerate(read(contents.connection, [one for one, _ in stored], start, stop)):
            storage = stored[place][1]
            records[f"c{place}"] = _cells(variable, storage, values, place + 1, start)
        yield records.tobytes()


def _cells(
    variable: Variable, storage: _Storage, values: np.ma.MaskedArray[Any, Any], number: int, start: int
) -> NDArray[Any]:
    """Return the values of one variable as they stand in the file."""
    empty = np.ma.getmaskarray(values)
    if storage is _STRL:
        has = ~empty & (np.ma.filled(values, "") != "")
        observation = np.arange(start + 1, start + 1 + len(values), dtype=np.uint64)
        return np.where(has, (observation << np.uint64(16)) | np.uint64(number), np.uint64(0))
    if variable.is_text:
        return np.array([text.encode("utf-8", "replace") for text in np.ma.filled(values, "")], dtype=storage.kind)
    if storage is _DOUBLE:
        cells = np.ma.filled(values.astype(np.float64), 0.0)
        cells[empty] = np.array([_EMPTY_DOUBLE], dtype="<u8").view("<f8")[0]
        return np.asarray(cells)
    cells = np.where(empty, 0, np.ma.filled(values, 0)).astype(np.int64)
    reason = (cells < 0) & (cells >= -_LETTERS) if variable.codes else np.zeros(len(cells), bool)
    cells = np.where(reason, storage.empty - cells, cells)
    return np.where(empty, storage.empty, cells)


def _long_texts(contents: Contents, table: Table, stored: Sequence[Stored]) -> Iterator[bytes]:
    """Yield texts of more than 2,045 bytes, by row and then by variable as Stata wants them."""
    long = [(place, one) for place, (one, storage) in enumerate(stored, 1) if storage is _STRL]
    batch = 10_000
    for start in range(0, table.rows if long else 0, batch):
        found = [values for _, values in read(contents.connection, [one for _, one in long], start, start + batch)]
        for row, texts in enumerate(zip(*(np.ma.filled(values, "") for values in found), strict=True), start + 1):
            for (place, _), text in zip(long, texts, strict=True):
                if text:
                    yield _long_text(place, row, text)


def _long_text(place: int, row: int, text: str) -> bytes:
    content = text.encode("utf-8", "replace") + b"\0"
    head = b"GSO" + place.to_bytes(4, "little") + row.to_bytes(8, "little") + bytes([130])
    return head + len(content).to_bytes(4, "little") + content


def _label_names(stored: Sequence[Stored]) -> list[str]:
    """Return, for each variable, the name of its set of labels: that of the first variable that has the same set."""
    first: dict[tuple[tuple[int, str], ...], str] = {}
    return [first.setdefault(tuple(one.labels.items()), one.name) if one.labels else "" for one, _ in stored]


def _value_labels(stored: Sequence[Stored], names: Sequence[str]) -> Iterator[bytes]:
    for (variable, _), name in zip(stored, names, strict=True):
        if name == variable.name:
            table = _label_table(variable)
            yield b"<lbl>" + len(table).to_bytes(4, "little") + _padded(name, _NAME) + bytes(3) + table + b"</lbl>"


def _label_table(variable: Variable) -> bytes:
    pairs = sorted((_label_value(number), label) for number, label in variable.labels.items())
    texts = [(fitting(label, _VALUE_LABEL) or str(value)).encode() + b"\0" for value, label in pairs]
    offsets = np.cumsum([0, *map(len, texts)])[:-1].astype("<i4").tobytes()
    values = np.array([value for value, _ in pairs], dtype="<i4").tobytes()
    size = sum(map(len, texts))
    return len(pairs).to_bytes(4, "little") + size.to_bytes(4, "little") + offsets + values + b"".join(texts)


def _label_value(number: int) -> int:
    return _LONG.empty - number if -_LETTERS <= number < 0 else number


def _padded(text: str, size: int) -> bytes:
    return text.encode()[: size - 1].ljust(size, b"\0")
