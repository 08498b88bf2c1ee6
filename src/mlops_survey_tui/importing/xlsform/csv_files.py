"""Reads an XLSForm kept as CSV: a folder, files beside each other, or all sheets in one file.

Three forms are in use. A folder with ``survey.csv``, ``choices.csv`` and ``settings.csv``; the same files named by any
of them, also with a common prefix (``visit_survey.csv``, ``visit_choices.csv``); and one file whose first column names
the sheet and is empty in its rows. A file that is none of these is taken for the survey sheet.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from ...questionnaire.plain_file import read_plain
from ..failure import ImportFailure
from ..html_text import without_controls
from .workbook import MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_FILE, MAXIMUM_ROWS, MAXIMUM_TEXT, SHEETS, Grid

_NAMED = re.compile(r"(?P<prefix>(?:.*[ _.-])?)(?P<sheet>survey|choices|settings)", re.IGNORECASE)


def read_csv(path: Path) -> dict[str, Grid]:
    """Return the sheets of an XLSForm in CSV files, by what they hold.

    Raises:
        ImportFailure: a file cannot be read.
    """
    if path.is_dir():
        return _beside(path, "", {})
    rows = csv_rows(path)
    if rows and rows[0] and rows[0][0].strip().lower() in SHEETS and not any(rows[0][1:]):
        return _in_one(rows)
    named = _NAMED.fullmatch(path.stem)
    if named is None:
        return _beside(path.parent, "", {"survey": Grid(path.name, rows)})
    return _beside(path.parent, named["prefix"], {named["sheet"].lower(): Grid(path.name, rows)})


def _beside(folder: Path, prefix: str, found: dict[str, Grid]) -> dict[str, Grid]:
    """Add the files of the other sheets in the same folder."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".csv" and file.is_file())
    except OSError as error:
        raise ImportFailure(f"{folder} cannot be read: {error.strerror}") from None
    for file in files:
        named = _NAMED.fullmatch(file.stem)
        if named is not None and named["prefix"].lower() == prefix.lower() and named["sheet"].lower() not in found:
            found[named["sheet"].lower()] = Grid(file.name, csv_rows(file))
    return found


def _in_one(rows: list[list[str]]) -> dict[str, Grid]:
    found: dict[str, Grid] = {}
    current: Grid | None = None
    for number, row in enumerate(rows):
        name = row[0].strip() if row else ""
        if name:
            holds = SHEETS.get(name.lower(), name.lower())
            current = found.setdefault(holds, Grid(name))
            current.rows += [[]] * (number - len(current.rows))
        if current is not None:
            current.rows.append(row[1:] if any(row[1:]) else [])
    return found


def csv_rows(file: Path) -> list[list[str]]:
    """Return the cells of a CSV file, whatever stands between them.

    Raises:
        ImportFailure: it cannot be read, or is too large.
    """
    text = _text(file)
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if len(rows) >= MAXIMUM_ROWS or cells > MAXIMUM_CELLS or len(row) > MAXIMUM_COLUMNS:
                raise ImportFailure(f"{file.name} is too large: at most {MAXIMUM_ROWS:,} rows, {MAXIMUM_CELLS:,} cells")
            rows.append([without_controls(cell[:MAXIMUM_TEXT]).strip() for cell in row])
    except csv.Error as error:
        raise ImportFailure(f"{file.name} is no readable CSV: {error}") from None
    return rows


def _text(file: Path) -> str:
    try:
        content = read_plain(file, MAXIMUM_FILE + 1)
    except OSError as error:
        raise ImportFailure(f"{file.name} cannot be read: {error.strerror}") from None
    if len(content) > MAXIMUM_FILE:
        raise ImportFailure(f"{file.name} is larger than {MAXIMUM_FILE // 1_000_000} MB")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportFailure(f"{file.name} is not UTF-8 text (byte {error.start}); save it as CSV UTF-8") from None
    if "\0" in text:
        raise ImportFailure(f"{file.name} holds NUL characters; it is damaged, or no text")
    return text
