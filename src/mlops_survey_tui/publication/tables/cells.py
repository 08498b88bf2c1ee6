"""The columns of a question in a table, each with how the engine computes it from the staging tables.

Every kind has a function here; the staging columns of a question are named alike whether it is asked once or for items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...questionnaire.by_kind import by_kind
from ..codebook.model import ANSWER, CODE, REAL, STATUS, TICK, WHOLE, Column, Value
from ..sql import literal, quoted
from .labels import label, wording
from .shapes import Shape, is_ordered
from .values import bands, chosen, codes_of, statuses

UNASKED = "('not_routed', 'not_assigned', 'not_reached')"


@dataclass(frozen=True, slots=True)
class Cell:
    """A column, and the expression that gives its values from a line of the staging tables."""

    column: Column
    sql: str


def cells(shape: Shape) -> Iterator[Cell]:
    """Yield the columns of a question."""
    if shape.over_items:
        points = next(iter(shape.scales.values()))[1]
        yield _one_code(shape, chosen(shape, points), is_ordered(points))
        return
    yield from by_kind(_KINDS, shape.question)(shape)


def status(shape: Shape) -> str:
    """Return the expression of the status of a question."""
    return quoted(f"{shape.id}.status")


def _value(shape: Shape) -> str:
    return quoted(f"{shape.id}.value")


def _one_code(shape: Shape, values: tuple[Value, ...], ordered: bool) -> Cell:
    column = Column(shape.id, ANSWER, CODE, wording(shape.question), shape.id, values=values, ordered=ordered)
    return Cell(column, f"coalesce(CASE WHEN {status(shape)} = 'answered' THEN {_value(shape)} END, {status(shape)})")


def _single(shape: Shape) -> Iterator[Cell]:
    yield _one_code(shape, codes_of(shape), shape.is_ordered)


def _number(shape: Shape) -> Iterator[Cell]:
    if shape.question.settings.get("bands"):
        yield from _single(shape)
        return
    type_ = REAL if shape.question.settings.get("decimals") else WHOLE
    column = Column(shape.id, ANSWER, type_, wording(shape.question), shape.id)
    yield Cell(column, f"CAST({_value(shape)} AS {_ENGINE[type_]})")
    yield _status_cell(shape)


_ENGINE = {WHOLE: "BIGINT", REAL: "DOUBLE", TICK: "TINYINT", CODE: "VARCHAR"}


def _status_cell(shape: Shape) -> Cell:
    words = f"Answer to: {wording(shape.question)}"
    return Cell(Column(f"{shape.id}.status", STATUS, CODE, words, shape.id, values=statuses(shape)), status(shape))


def _multi(shape: Shape) -> Iterator[Cell]:
    yield _status_cell(shape)
    answered = f"{status(shape)} IN ('answered', 'none')"
    for id_, option in shape.options.items():
        ticked = f"coalesce(list_contains({_value(shape)}, {literal(id_)}), false)"
        offered = f" AND {_seen(shape, id_)}" if shape.drawn_rows else ""
        sql = f"CASE WHEN {answered}{offered} THEN CAST({ticked} AS TINYINT) END"
        yield Cell(Column(f"{shape.id}.{id_}", ANSWER, TICK, label(option), shape.id, id_), sql)


def _seen(shape: Shape, id_: str) -> str:
    """Return the condition under which an option or row was shown."""
    shown = quoted(f"{shape.id}.shown")
    return f"({shown} IS NULL OR list_contains({shown}, {literal(id_)}))"


def _cell_of_row(shape: Shape, row: str, value: str) -> str:
    """Return the expression of a code in a row; a row that was not shown says why."""
    unseen = "not_assigned" if shape.drawn_rows else "not_routed"
    return (
        f"CASE WHEN {status(shape)} IN {UNASKED} THEN {status(shape)} "
        f"WHEN NOT {_seen(shape, row)} THEN '{unseen}' "
        f"WHEN {status(shape)} = 'answered' THEN coalesce({value}, 'skipped') ELSE {status(shape)} END"
    )


def _matrix(shape: Shape) -> Iterator[Cell]:
    if shape.question.settings["multiple"]:
        yield from _multiple_matrix(shape)
        return
    for row, option in shape.rows.items():
        for scale, (title, points) in shape.scales.items():
            inside = f"{_value(shape)}.{quoted(row)}" + (f".{quoted(scale)}" if scale else "")
            full = ".".join(filter(None, (shape.id, row, scale)))
            words = f"{label(option)}: {title}" if scale else label(option)
            values = chosen(shape, points)
            column = Column(full, ANSWER, CODE, words, shape.id, row, scale, values, ordered=is_ordered(points))
            yield Cell(column, _cell_of_row(shape, row, inside))


def _multiple_matrix(shape: Shape) -> Iterator[Cell]:
    yield _status_cell(shape)
    for row, option in shape.rows.items():
        for scale, (title, points) in shape.scales.items():
            inside = f"{_value(shape)}.{quoted(row)}" + (f".{quoted(scale)}" if scale else "")
            for id_, point in points.items():
                words = ": ".join(filter(None, (label(option), title, label(point))))
                full = ".".join(filter(None, (shape.id, row, scale, id_)))
                ticked = f"CAST(list_contains({inside}, {literal(id_)}) AS TINYINT)"
                sql = f"CASE WHEN {status(shape)} = 'answered' THEN {ticked} END"
                part = ".".join(filter(None, (row, scale)))
                yield Cell(Column(full, ANSWER, TICK, words, shape.id, part, id_), sql)


def _number_grid(shape: Shape) -> Iterator[Cell]:
    banded = bool(shape.question.settings.get("bands"))
    type_ = CODE if banded else REAL if shape.question.settings.get("decimals") else WHOLE
    if not banded:
        yield _status_cell(shape)
    for row, option in shape.rows.items():
        inside = f"{_value(shape)}.{quoted(row)}"
        values = bands(shape) if banded else ()
        column = Column(f"{shape.id}.{row}", ANSWER, type_, label(option), shape.id, row, values=values, ordered=banded)
        yield Cell(column, _cell_of_row(shape, row, inside) if banded else f"CAST({inside} AS {_ENGINE[type_]})")


def _allocation(shape: Shape) -> Iterator[Cell]:
    yield _status_cell(shape)
    for row, option in shape.rows.items():
        column = Column(f"{shape.id}.{row}", ANSWER, WHOLE, label(option), shape.id, row)
        yield Cell(column, f"{_value(shape)}.{quoted(row)}")


def _ranking(shape: Shape) -> Iterator[Cell]:
    yield _status_cell(shape)
    for id_, option in shape.options.items():
        column = Column(f"{shape.id}.{id_}", ANSWER, WHOLE, label(option), shape.id, id_)
        yield Cell(column, f"nullif(list_position({_value(shape)}, {literal(id_)}), 0)")


def _only_status(shape: Shape) -> Iterator[Cell]:
    yield _status_cell(shape)


_KINDS: Mapping[str, Callable[[Shape], Iterator[Cell]]] = {
    "single": _single,
    "scale": _single,
    "number": _number,
    "multi": _multi,
    "matrix": _matrix,
    "number_grid": _number_grid,
    "allocation": _allocation,
    "ranking": _ranking,
    "maxdiff": _only_status,
    "text": _only_status,
    "long_text": _only_status,
}
