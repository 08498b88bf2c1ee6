"""The rows of an XLSForm under the names of their columns, whatever those are called in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..failure import ImportFailure
from ..report import Report
from .workbook import Grid

ALIASES = {
    "caption": "label", "constraint message": "constraint_message", "constraint_msg": "constraint_message",
    "constraining message": "constraint_message", "jr:constraintmsg": "constraint_message",
    "required message": "required_message", "jr:requiredmsg": "required_message", "relevance": "relevant",
    "calculate": "calculation", "readonly": "read_only", "read only": "read_only", "repeat count": "repeat_count",
    "jr:count": "repeat_count", "list name": "list_name", "list": "list_name", "command": "type",
    "choice filter": "choice_filter", "parameter": "parameters", "tag": "name", "guidance": "guidance_hint",
    "title": "form_title", "id_string": "form_id", "set form title": "form_title", "set form id": "form_id",
    "query_filter": "choice_filter", "image": "media::image", "audio": "media::audio", "video": "media::video",
    "big-image": "media::image", "count": "repeat_count",
}  # fmt: skip
"""Other names of columns, in lower case."""
TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "media::image", "media::audio",
     "media::video"}
)  # fmt: skip
"""Columns that can stand once for each language."""
_PREFIXES = ("bind", "control", "body", "media", "instance")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, its cells by column, and its texts by column and language ('' if none is named)."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    texts: Mapping[tuple[str, str], str]

    def get(self, column: str) -> str:
        """Return a cell, '' if it is empty."""
        return self.cells.get(column, "")

    def place(self, column: str = "") -> str:
        """Return where this is, in words."""
        place = f"{self.sheet} row {self.number}"
        return f"{place} column {column}" if column else place

    def text(self, column: str, language: str) -> str:
        """Return a text in a language, or else without one."""
        found = self.texts.get((column, language), "") or self.texts.get((column, ""), "")
        return "" if found == "-" else found


@dataclass(slots=True)
class Sheet:
    """A sheet with its rows, its columns, and the languages of its texts in order."""

    name: str
    rows: list[Row] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    """Columns by their usual name, as written in the file."""
    languages: list[str] = field(default_factory=list)


def sheet_of(grid: Grid, needed: tuple[str, ...], report: Report) -> Sheet:
    """Return the rows of a grid, whose first row with anything in it names the columns.

    Raises:
        ImportFailure: a needed column is missing.
    """
    sheet = Sheet(grid.name)
    start = next((number for number, row in enumerate(grid.rows) if any(row)), len(grid.rows))
    header = [_column(name) for name in (grid.rows[start] if start < len(grid.rows) else [])]
    names = {column for column, _ in header}
    missing = [column for column in needed if column not in names]
    if missing:
        present = ", ".join(filter(None, sorted(names)))[:200] or "none"
        raise ImportFailure(f"sheet {grid.name} lacks the column '{missing[0]}'; it has: {present}")
    for (column, language), written in zip(header, grid.rows[start], strict=True):
        if column in sheet.columns and not language and column not in TRANSLATED:
            report.lost(f"sheet {grid.name} column {written}", "a second column of this name", "only one is read",
                        "the first that is filled in counts")  # fmt: skip
        sheet.columns.setdefault(column, written)
        if language and language not in sheet.languages:
            sheet.languages.append(language)
    for number, cells in enumerate(grid.rows[start + 1 :], start + 2):
        if any(cells):
            sheet.rows.append(_row(grid.name, number, header, cells))
    return sheet


def _row(sheet: str, number: int, header: list[tuple[str, str]], cells: list[str]) -> Row:
    plain: dict[str, str] = {}
    texts: dict[tuple[str, str], str] = {}
    for (column, language), cell in zip(header, cells, strict=False):
        if not cell or not column:
            continue
        if column in TRANSLATED:
            texts.setdefault((column, language), cell)
        else:
            plain.setdefault(column, cell)
    return Row(sheet, number, plain, texts)


def _column(written: str) -> tuple[str, str]:
    """Return the usual name of a column, and the language of its texts."""
    parts = [part.strip() for part in re.split(r"::|:(?!:)", written.strip()) if part.strip()]
    if not parts:
        return "", ""
    head = parts[0].lower()
    if head in _PREFIXES and len(parts) > 1:
        rest = [part.lower() if index == 0 else part for index, part in enumerate(parts[1:])]
        if rest[0] == "jr" and len(rest) > 1:
            rest = [f"jr:{rest[1].lower()}", *rest[2:]]
        name = f"media::{rest[0]}" if head == "media" else ALIASES.get(rest[0], rest[0])
        known = head in ("media", "bind") or name == "appearance"
        return (name if known else f"{head}::{rest[0]}", " ".join(rest[1:]))
    if head == "jr" and len(parts) > 1:
        head, parts = f"jr:{parts[1].lower()}", parts[1:]
    name = ALIASES.get(head, head)
    language = ":".join(parts[1:]) if name in TRANSLATED else ""
    return (name, language) if name in TRANSLATED or len(parts) == 1 else ("::".join(parts).lower(), "")
