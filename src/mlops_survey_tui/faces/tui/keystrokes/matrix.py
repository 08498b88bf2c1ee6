"""Marking rows: digits mark and go on, Space marks and takes back."""

from __future__ import annotations

from typing import Any

from ....interview.answers import Answer
from ....interview.page import Scale
from ...states import matrix
from ..widgets.matrix import MatrixView
from .beside import ROW_KEYS, words_beside
from .hand import Hand, in_common, register

_BY_DIGIT = 9


@register("matrix")
def _mark(hand: Hand, answer: Answer) -> None:
    """Bring each row, scale by scale, to the points wanted."""
    page = hand.page
    hand.special(answer.special, len(page.rows), "row", ROW_KEYS["matrix"])
    if answer.special:
        return
    value = dict(answer.value or {})
    for index, row in enumerate(page.rows):
        cells = value.pop(row.id, None)
        for scale in page.scales:
            _cell(hand, index, scale, _points(hand, cells, scale))
        words_beside(hand, index, row.id, answer.texts.get(row.id, ""))
    _to_row(hand, 0)
    if value:
        raise ValueError(f"there is no row {', '.join(value)}")


def _points(hand: Hand, cells: Any, scale: Scale) -> tuple[str, ...]:
    """Return the points wanted of one row on one scale."""
    said = cells.get(scale.id) if cells and matrix.is_nested(hand.page) else cells
    return () if said is None else tuple(said) if hand.page.multiple else (said,)


def _cell(hand: Hand, row: int, scale: Scale, wanted: tuple[str, ...]) -> None:
    present = hand.state.marks.get((hand.page.rows[row].id, scale.id), ())
    kept = in_common(present, wanted)
    if hand.page.multiple or not wanted:
        for id_ in reversed(present[kept:]):
            _to_cell(hand, row, scale, id_)
            hand.press("space")
    for id_ in wanted[kept:]:
        number = [point.id for point in scale.points].index(id_) + 1
        if number <= _BY_DIGIT:
            _to_scale(hand, row, scale)
            hand.press(str(number))
        else:
            _to_cell(hand, row, scale, id_)
            hand.press("space")


def _to_row(hand: Hand, row: int) -> None:
    hand.to(row, "row", ROW_KEYS["matrix"])


def _to_scale(hand: Hand, row: int, scale: Scale) -> None:
    """Go to a row, and to any column of a scale."""
    _to_row(hand, row)
    columns = [at for at, column in enumerate(matrix.columns(hand.page)) if column.scale is scale]
    if hand.state.column not in columns:
        hand.to(columns[0] if hand.state.column < columns[0] else columns[-1], "column", _along(hand))


def _to_cell(hand: Hand, row: int, scale: Scale, id_: str) -> None:
    _to_row(hand, row)
    columns = matrix.columns(hand.page)
    wanted = next(at for at, column in enumerate(columns) if column.scale is scale and column.point.id == id_)
    hand.to(wanted, "column", _along(hand))


def _along(hand: Hand) -> tuple[str, str]:
    """Return the keys that move over the points of a row."""
    grid = isinstance(hand.view, MatrixView) and hand.view.is_grid(hand.page)
    return ("left", "right") if grid else ("up", "down")
