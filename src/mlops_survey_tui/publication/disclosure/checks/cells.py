"""Published counts: none of one to four, and none that can be worked out from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...codebook.model import CODE, ITEMS, RESPONDENTS, TICK, Column, Table
from ...limits import CELL_MINIMUM, PERCENTAGE_BASE
from ..findings import Failure
from ..release_files import DataFile, differing_texts
from ..released import Released

COLUMNS = ("id", "question", "part", "code", "group_question", "group", "base", "count", "share", "note")
SUPPRESSED_NOTE = "suppressed"
FILE = "data/aggregates"
Option = tuple[str, str, str]
"""A question, the part of it, and a code."""


@dataclass(frozen=True, slots=True)
class Line:
    """A cell as it was published; ``None`` where nothing is."""

    where: str
    option: Option
    groups: str
    group: str
    base: int | None
    count: int | None
    share: float | None
    note: str


def small_cells(release: Released) -> Iterator[Failure]:
    """Yield cells of the aggregates that are too small, or that tell one that is."""
    if not any((release.folder / f"{FILE}.{ending}").is_file() for ending in ("parquet", "csv")):
        return
    file = DataFile(release.connection, release.folder / f"{FILE}.parquet")
    csv = DataFile(release.connection, release.folder / f"{FILE}.csv")
    if tuple(file.names) != COLUMNS or csv.names != file.names:
        yield Failure("aggregates", FILE, f"columns are not {', '.join(COLUMNS)}")
        return
    if file.rows != csv.rows or differing_texts(file, csv, COLUMNS):
        yield Failure("aggregates", f"{FILE}.csv", "is not what the Parquet is")
    lines = [_line(place, *cells) for place, cells in enumerate(zip(*map(file.texts, COLUMNS), strict=True), 1)]
    for line in lines:
        yield from _alone(release, line)
    yield from _worked_out(lines, _totals(release, lines))


def _line(place: int, *cells: str) -> Line:
    row: dict[str, Any] = dict(zip(COLUMNS, cells, strict=True))
    base, count = (_whole(row[name]) for name in ("base", "count"))
    share = float(row["share"]) if row["share"] else None
    option = (row["question"], row["part"], row["code"])
    return Line(f"{FILE} row {place}", option, row["group_question"], row["group"], base, count, share, row["note"])


def _whole(text: str) -> int | None:
    return int(float(text)) if text else None


def _alone(release: Released, line: Line) -> Iterator[Failure]:
    """Yield what is wrong with a cell in itself."""
    if line.option[0] not in release.classes:
        yield Failure("aggregates", line.where, f"{line.option[0]} is no question of this survey")
    for name, value in (("base", line.base), ("count", line.count)):
        if value is not None and (value < 0 or 0 < value < CELL_MINIMUM):
            yield Failure("aggregates", line.where, f"{name} is {value}; {CELL_MINIMUM} is the least")
    if line.count is None and (line.share is not None or line.note != SUPPRESSED_NOTE):
        yield Failure("aggregates", line.where, "a suppressed count has a share, or no note that says so")
    if line.count is not None and line.base is None:
        yield Failure("aggregates", line.where, "a count has no base")
    if line.count is not None and line.base is not None:
        if 0 < line.base - line.count < CELL_MINIMUM:
            yield Failure("aggregates", line.where, f"{line.base - line.count} of the base are not counted")
        if line.share is not None and abs(line.share * line.base - line.count) > max(0.01 * line.base, 0.5):
            yield Failure("aggregates", line.where, "the share is not that of count and base")
    if line.share is not None and (line.base or 0) < PERCENTAGE_BASE:
        yield Failure("aggregates", line.where, f"a share is of {line.base} people; {PERCENTAGE_BASE} is the least")


def _totals(release: Released, lines: list[Line]) -> dict[Option, tuple[int, int]]:
    """Return base and count of options without regard to groups, as published or added up from a table of ticks."""
    totals = {
        line.option: (line.base, line.count)
        for line in lines
        if not line.group and line.base is not None and line.count is not None
    }
    for _, table in release.tables():
        for option, both in _counted(release, table, {line.option for line in lines}):
            totals.setdefault(option, both)
    return totals


def _counted(release: Released, table: Table, asked: set[Option]) -> Iterator[tuple[Option, tuple[int, int]]]:
    """Yield what anybody can count in a table: who ticked, and who gave which answer about an item."""
    parts = {(question, part) for question, part, _ in asked}
    questions = {question for question, _ in parts}
    for column in table.columns:
        if table.form == RESPONDENTS and column.type == TICK and (column.question, column.part) in parts:
            ticks = release.file(table).numbers(column.name)
            yield (column.question, column.part, "1"), (int((~np.isnan(ticks)).sum()), int((ticks == 1).sum()))
        elif table.form == ITEMS and column.type == CODE and column.question in questions and "item" in table.by_name:
            yield from _answers(release, table, column)


def _answers(release: Released, table: Table, column: Column) -> Iterator[tuple[Option, tuple[int, int]]]:
    item = table.by_name["item"]
    cells = np.zeros((len(item.values), len(column.values)), dtype=np.int64)
    np.add.at(cells, (release.codes(table, item), release.codes(table, column)), 1)
    told = np.array([not value.missing for value in column.values])
    for of, counts in zip(item.values, cells, strict=True):
        for value, count in zip(column.values, counts, strict=True):
            yield (column.question, of.code, value.code), (int(counts[told].sum()), int(count))


def _worked_out(lines: list[Line], totals: dict[Option, tuple[int, int]]) -> Iterator[Failure]:
    """Yield options of which groups leave one suppressed count alone, or too few people in all that are suppressed."""
    by_table: dict[tuple[Option, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.group:
            by_table[line.option, line.groups].append(line)
    for (option, groups), cells in by_table.items():
        hidden = [cell for cell in cells if cell.count is None]
        where = f"{FILE} {' '.join(filter(None, option))} by {groups}"
        if option in totals:
            yield from _left_over(where, totals[option], cells, len(hidden))
        elif len(hidden) == 1:
            yield Failure("aggregates", where, "the one suppressed count is the total less the others")


def _left_over(where: str, total: tuple[int, int], cells: list[Line], hidden: int) -> Iterator[Failure]:
    """Yield suppressed counts of which the total tells that they are small.

    Both sides count, those who did and those who did not. Where all groups are suppressed nothing is told but the
    total.
    """
    base, count = total
    shown = [cell for cell in cells if cell.count is not None and cell.base is not None]
    did = count - sum(cell.count or 0 for cell in shown)
    did_not = base - sum(cell.base or 0 for cell in shown) - did
    for left in (did, did_not) if shown and hidden else ():
        if 0 < left < CELL_MINIMUM or (hidden == 1 and left):
            yield Failure("aggregates", where, f"the suppressed counts are {left} people together")


def small_statuses(release: Released) -> Iterator[Failure]:
    """Yield counts of the codebook and of the method that are too small."""
    for question in release.codebook.questions:
        for status, count in question.statuses.items():
            if 0 < count < CELL_MINIMUM:
                yield Failure("statuses", f"question {question.id}", f"{count} people are {status}")
    for name, value in _counts(release.json("method.json") or {}, "method.json"):
        if 0 < value < CELL_MINIMUM:
            yield Failure("statuses", name, f"counts {value} people")


def _counts(data: object, name: str) -> Iterator[tuple[str, int]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _counts(value, f"{name} {key}")
    elif isinstance(data, int) and not isinstance(data, bool):
        yield name, data
