"""Ticks by another fact: grids with several answers a row, and lists asked for each drawn item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .....publication.codebook.model import ITEMS, TICK, Column
from .....publication.limits import SUPPRESSED
from .....publication.sql import quoted
from ...results import CROSS, Estimate, Line, Result, Series
from ..assembling import counted
from ..counting import Groups
from ..describing import described, title_of
from ..limits import BASE, CELL, RATINGS
from ..precision import hidden, share
from ..protecting import hidden_codes
from ..splitting import Strand
from ..subjects import Subject
from . import ticks
from .ratings import ITEM


def fits(subject: Subject) -> bool:
    """Say whether there are ticks by row and column, or by item and option."""
    columns = subject.columns
    if not columns or not all(column.type == TICK for column in columns):
        return False
    return all(column.scale for column in columns) or (subject.table.form == ITEMS and subject.column(ITEM) is not None)


def build(subject: Subject) -> Iterator[Result]:
    """Yield the shares of ticks by row; for lists asked of items the shares over all items too."""
    if all(column.scale for column in subject.columns):
        yield _of_grid(subject)
        return
    yield from ticks.build(subject)
    yield _of_items(subject)


@dataclass(frozen=True)
class _Cell:
    line: tuple[str, str]
    series: tuple[str, str]
    groups: Groups


def _of_grid(subject: Subject) -> Result:
    found = counted(subject).each({quoted(column.name): ticks.CODES for column in subject.columns})
    cells = [
        _Cell((column.part, _first(column)), (column.scale, _last(column)), groups)
        for column, groups in zip(subject.columns, found, strict=True)
    ]
    return _crossed(subject, cells, BASE, subject.question.id, title_of(subject))


def _first(column: Column) -> str:
    return column.label.rsplit(": ", 1)[0] if ": " in column.label else column.part


def _last(column: Column) -> str:
    return column.label.rsplit(": ", 1)[-1]


def _of_items(subject: Subject) -> Result:
    labels = subject.labels(ITEM)
    cells = [
        _Cell((item, labels.get(item, item)), (column.part, column.label), groups)
        for column in subject.columns
        for item, groups in counted(subject).by(quoted(ITEM), quoted(column.name)).items()
    ]
    return _crossed(subject, cells, RATINGS, f"{subject.question.id}.items", title_of(subject))


def _crossed(subject: Subject, cells: list[_Cell], least: int, id: str, title: str) -> Result:
    lines: dict[tuple[str, str], dict[str, Estimate]] = {}
    series: dict[tuple[str, str], None] = {}
    for cell in cells:
        estimate = _estimate(cell, least)
        series[cell.series] = None
        if estimate.n >= least:
            lines.setdefault(cell.line, {})[cell.series[0]] = estimate
    names = [name for name, _ in series]
    return described(
        subject,
        CROSS,
        title,
        tuple(Series(*one) for one in series),
        tuple(
            Line(*line, {name: found.get(name, hidden(SUPPRESSED)) for name in names})
            for line, found in sorted(lines.items(), key=lambda pair: pair[0][1])
        ),
        id=id,
        base=sum(max((one.n for one in found.values()), default=0) for found in lines.values())
        if subject.table.form == ITEMS
        else max((one.n for found in lines.values() for one in found.values()), default=0),
        base_note="Each row has the base of its own.",
    )


def _estimate(cell: _Cell, least: int) -> Estimate:
    tally = Strand("", "", cell.groups, ticks.TICKED).tally()
    counts = [sums.n for sums in tally.sums.values()]
    return hidden(SUPPRESSED, tally.n) if hidden_codes(counts, CELL) else share(tally, ["1"], least)
