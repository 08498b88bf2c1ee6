"""Reads the sheets of a workbook as texts, within limits that hostile files cannot pass."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from ...exit_codes import USAGE
from ..failure import ImportFailure
from ..html_text import without_controls
from ..report import Report

MAXIMUM_FILE, MAXIMUM_UNPACKED, MAXIMUM_PARTS = 20_000_000, 100_000_000, 2_000
MAXIMUM_MARKS, MAXIMUM_OTHER_MARKS, _PIECE = 2_500_000, 100_000, 1 << 20
"""Marks (<) in the sheets with their texts, and in what else a workbook holds, such as styles and names."""
MAXIMUM_ROWS, MAXIMUM_COLUMNS, MAXIMUM_CELLS, MAXIMUM_TEXT = 20_000, 400, 400_000, 32_767
SHEETS = {
    "survey": "survey",
    "choices": "choices",
    "columns": "choices",
    "choices and columns": "choices",
    "select one options": "choices",
    "settings": "settings",
}
"""Names of sheets in lower case, with older names, and what they hold."""
IGNORED = frozenset({"instructions", "readme", "notes", "changelog", "help", "sheet1", "sheet2", "sheet3"})


@dataclass(slots=True)
class Grid:
    """One sheet: the name that people know it by, and its rows from 1, each a list of texts."""

    name: str
    rows: list[list[str]] = field(default_factory=list)


def read_workbook(file: Path, report: Report) -> dict[str, Grid]:
    """Return the sheets of an .xlsx file by what they hold.

    Raises:
        ImportFailure: it is no workbook, is too large, or the extra that reads it is not installed.
    """
    _check_archive(file)
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise ImportFailure("reading .xlsx needs the extra: pip install 'mlops-survey[import]'", USAGE) from None
    broken = (InvalidFileException, KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError, OSError,
              EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error, struct.error)  # fmt: skip
    try:
        _check_parts(file)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            return _sheets(book, formulas, report)
        finally:
            book.close()
            formulas.close()
    except broken as error:
        why = f"{type(error).__name__} {error}"[:200]
        raise ImportFailure(f"{file.name} is no readable workbook ({why}); save it as .xlsx again") from None


def _check_archive(file: Path) -> None:
    """Refuse what is no zip archive, or would unpack to far more than a form has."""
    try:
        if file.stat().st_size > MAXIMUM_FILE:
            raise ImportFailure(f"{file.name} is larger than {MAXIMUM_FILE // 1_000_000} MB")
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, struct.error, NotImplementedError):
        raise ImportFailure(f"{file.name} is no .xlsx workbook (not a zip archive); save it as .xlsx again") from None
    except OSError as error:
        raise ImportFailure(f"{file.name} cannot be read: {error.strerror}") from None
    if len(parts) > MAXIMUM_PARTS or sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
        raise ImportFailure(f"{file.name} would unpack to more than {MAXIMUM_UNPACKED // 1_000_000} MB; refused")
    if any(part.flag_bits & 1 for part in parts):
        raise ImportFailure(f"{file.name} is protected by a password; save it without one")


def _check_parts(file: Path) -> None:
    """Refuse a workbook of more marks than a form of the largest size has: each of them becomes an object in memory."""
    cells = rest = 0
    with zipfile.ZipFile(file) as archive:
        for part in archive.infolist():
            with archive.open(part) as opened:
                marks = sum(piece.count(b"<") for piece in iter(partial(opened.read, _PIECE), b""))
            if part.filename.lower().startswith(("xl/worksheets/", "xl/sharedstrings")):
                cells += marks
            else:
                rest += marks
    if cells > MAXIMUM_MARKS or rest > MAXIMUM_OTHER_MARKS:
        raise ImportFailure(f"{file.name} holds far more than a form has; save its sheets in a new workbook")


def _sheets(book: Any, formulas: Any, report: Report) -> dict[str, Grid]:
    found: dict[str, Grid] = {}
    for sheet in book.worksheets:
        holds = SHEETS.get(sheet.title.strip().lower())
        if holds is None:
            if sheet.title.strip().lower() not in IGNORED:
                report.note(f"sheet {sheet.title}", "a sheet", "it is none of survey, choices, settings", "ignored")
        elif holds not in found:
            found[holds] = Grid(sheet.title, list(_rows(sheet, formulas[sheet.title], report)))
    return found


def _rows(sheet: Any, formulas: Any, report: Report) -> Iterator[list[str]]:
    cells = 0
    pairs = zip(_cells(sheet), _cells(formulas), strict=False)
    for number, (values, written) in enumerate(pairs, 1):
        if number > MAXIMUM_ROWS:
            raise ImportFailure(f"sheet {sheet.title} has more than {MAXIMUM_ROWS:,} rows")
        row = [cell_text(value) for value in values]
        for column, formula in enumerate(written[: len(row)]):
            if isinstance(formula, str) and formula.startswith("=") and not row[column] and len(formula) > 1:
                place = f"{sheet.title} row {number} column {column + 1}"
                report.lost(place, f"the formula {formula[:80]}", "the file holds no result of it", "left empty")
        while row and not row[-1]:
            row.pop()
        cells += len(row)
        if cells > MAXIMUM_CELLS:
            raise ImportFailure(f"sheet {sheet.title} has more than {MAXIMUM_CELLS:,} cells")
        yield row


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=MAXIMUM_COLUMNS, values_only=True)
    return rows


def cell_text(value: Any) -> str:
    """Return what a cell shows, as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return without_controls(str(value)[:MAXIMUM_TEXT]).strip()
