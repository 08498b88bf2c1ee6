"""Nothing is in a release that its codebook does not declare."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...codebook.model import CODE, REAL, TEXT, TEXTS, TICK, WHOLE, Column, Table
from ..findings import Failure
from ..release_files import UNKNOWN, Unreadable
from ..released import Released

FOLDERS = {"data": ("parquet", "csv"), "spss": ("sav",), "stata": ("dta",)}
AGGREGATES = "data/aggregates"


def files_declared(release: Released) -> Iterator[Failure]:
    """Yield files of data that belong to no table, and tables without their files."""
    declared = {table.file for _, table in release.tables()} | {AGGREGATES}
    names = {file.rsplit("/", 1)[-1] for file in declared}
    for folder, endings in FOLDERS.items():
        for file in sorted((release.folder / folder).rglob("*")):
            known = file.stem in names and file.suffix[1:] in endings and file.parent == release.folder / folder
            if file.is_file() and not known:
                yield Failure("files", f"{folder}/{file.name}", "no table of the codebook is in this file")
    for _, table in release.tables():
        for ending in FOLDERS["data"]:
            if not (release.folder / f"{table.file}.{ending}").is_file():
                yield Failure("files", f"{table.file}.{ending}", "this file is missing")


def columns_declared(release: Released) -> Iterator[Failure]:
    """Yield files whose columns are not those of the codebook, and columns of questions that nobody declared."""
    for _, table in release.tables():
        wanted = [column.name for column in table.columns]
        for ending in FOLDERS["data"]:
            found = release.file(table, ending).names
            for name in sorted(set(found) ^ set(wanted)):
                which = "is not in the codebook" if name in found else "is missing"
                yield Failure("columns", f"{table.file}.{ending}", f"column {name} {which}")
            if found != wanted and sorted(found) == sorted(wanted):
                yield Failure("columns", f"{table.file}.{ending}", "columns are in another order than in the codebook")
        for column in table.columns:
            if column.question and column.question not in release.classes:
                yield Failure(
                    "columns", f"{table.id}.{column.name}", f"{column.question} is no question of this survey"
                )
    for question in release.codebook.questions:
        if release.classes.get(question.id) != question.sensitivity:
            yield Failure("columns", f"question {question.id}", "its class is not that of the questionnaire")


def values_declared(release: Released) -> Iterator[Failure]:
    """Yield columns with cells that their type or their codes do not allow."""
    for _, table in release.tables():
        for column in table.columns:
            if what := _allowed(release, table, column):
                yield Failure("codes", f"{table.id}.{column.name}", what)


def _allowed(release: Released, table: Table, column: Column) -> str:
    if column.type == TEXT:
        return "" if table.form == TEXTS else "words stand outside the comments"
    if column.type == CODE:
        unknown = int((release.codes(table, column) <= UNKNOWN + 1).sum())
        return f"{unknown} cells hold a code that the codebook does not declare, or none" if unknown else ""
    if column.type not in (TICK, WHOLE, REAL):
        raise Unreadable(f"{column.type} is no type of a column")
    numbers = release.file(table).numbers(column.name)
    numbers = numbers[~np.isnan(numbers)]
    if not np.isfinite(numbers).all():
        return "a cell holds no number"
    if column.type == TICK and not np.isin(numbers, (0, 1)).all():
        return "a tick is neither 1 nor 0"
    return "a number is not whole" if column.type == WHOLE and (numbers % 1).any() else ""
