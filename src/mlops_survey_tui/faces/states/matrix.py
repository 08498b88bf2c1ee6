"""One answer, or several, for each row, on one scale or on several side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ...interview.answers import Answer
from ...interview.page import Choice, Page, Scale
from .stops import given, moved, special_at, special_of
from .text_field import TextField
from .updating import updated
from .words import Words, changed, texts_of, words_of

Marks = Mapping[tuple[str, str], tuple[str, ...]]
"""The points marked for each row and scale that has any."""


class Column(NamedTuple):
    """One column of the grid: its point, its scale, and its number within that scale, from nought."""

    point: Choice
    scale: Scale
    number: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """``row`` runs over rows and special answers, ``column`` over the points of all scales.

    ``in_words`` says that the words beside the row under the cursor are typed.
    """

    marks: Marks = field(default_factory=dict)
    row: int = 0
    column: int = 0
    special: str = ""
    words: Words = field(default_factory=dict)
    in_words: bool = False


def begin(page: Page) -> Matrix:
    """Return the marks of the page's draft or answer; in a draft the cursor is on the first row that lacks some."""
    answer = given(page)
    marks = dict(_marks(page, answer.value)) if isinstance(answer.value, dict) else {}
    wanted = [scale.id for scale in page.scales]
    lacking = (n for n, row in enumerate(page.rows) if not all(marks.get((row.id, scale)) for scale in wanted))
    first = next(lacking, 0)
    row = first if page.draft else 0
    return Matrix(marks, row, special=special_of(page, answer), words=words_of(page.rows, answer))


def columns(page: Page) -> tuple[Column, ...]:
    """Return the columns of all scales, from left to right."""
    return tuple(Column(point, scale, at) for scale in page.scales for at, point in enumerate(scale.points))


def go(page: Page, state: Matrix, steps: int) -> Matrix:
    """Return the state with the cursor moved by rows."""
    row = moved(state.row, steps, len(page.rows) + len(page.specials))
    return at(state, row, state.column)


def slide(page: Page, state: Matrix, steps: int) -> Matrix:
    """Return the state with the cursor moved by columns."""
    column = moved(state.column, steps, len(columns(page)))
    return at(state, state.row, column) if _on_row(page, state) else state


def at(state: Matrix, row: int, column: int) -> Matrix:
    """Return the state with the cursor on a cell."""
    return updated(state, row=row, column=column, in_words=False)


def is_marked(page: Page, state: Matrix, row: int, column: Column) -> bool:
    """Return whether a cell is marked."""
    return column.point.id in state.marks.get((page.rows[row].id, column.scale.id), ())


def mark(page: Page, state: Matrix, row: int, column: int) -> Matrix:
    """Return the state with a cell marked; where a row takes several points, a marked cell is taken back."""
    cell = columns(page)[column]
    key = (page.rows[row].id, cell.scale.id)
    before = state.marks.get(key, ())
    if not page.multiple:
        points: tuple[str, ...] = (cell.point.id,)
    elif cell.point.id in before:
        points = tuple(id for id in before if id != cell.point.id)
    else:
        points = _with_point(cell, before)
    marks = _with(state.marks, key, points)
    return updated(state, marks=marks, row=row, column=column, special="", in_words=False)


def toggle(page: Page, state: Matrix) -> Matrix:
    """Return the state with the cell under the cursor marked or taken back, or a special answer chosen."""
    if not _on_row(page, state):
        return toggle_special(page, state, special_at(page, state.row, len(page.rows)))
    cell = columns(page)[state.column]
    if page.multiple or not is_marked(page, state, state.row, cell):
        return mark(page, state, state.row, state.column)
    return updated(state, marks=_with(state.marks, (page.rows[state.row].id, cell.scale.id), ()))


def digit(page: Page, state: Matrix, number: int) -> Matrix:
    """Return the state with the n-th point of the scale under the cursor marked.

    The cursor goes on to the next scale or row, unless a row takes several points.
    """
    if not _on_row(page, state) or number < 1:
        return state
    cells = columns(page)
    scale = cells[state.column].scale
    column = next((at for at, cell in enumerate(cells) if cell.scale is scale and cell.number == number - 1), -1)
    if column < 0:
        return state
    state = mark(page, state, state.row, column)
    return state if page.multiple else _onward(page, state, scale)


def toggle_special(page: Page, state: Matrix, id: str) -> Matrix:
    """Return the state cleared for a special answer, or without the special answer if it was chosen."""
    if not id or state.special == id:
        return updated(state, special="") if id else state
    index = next(index for index, choice in enumerate(page.specials) if choice.id == id)
    return updated(state, marks={}, special=id, row=len(page.rows) + index, in_words=False)


def next_row(page: Page, state: Matrix, step: int = 1) -> Matrix | None:
    """Return the next row with the cursor on its first column, or None past either end."""
    row = state.row + step
    return at(state, row, 0) if 0 <= row < len(page.rows) else None


def is_nested(page: Page) -> bool:
    """Return whether the answer of a row names its scale: all do but a single scale without an id."""
    return len(page.scales) > 1 or any(scale.id for scale in page.scales)


def answer(page: Page, state: Matrix) -> Answer:
    """Return the marks of the rows that have any."""
    special = state.special or ("" if state.marks else special_at(page, state.row, len(page.rows)))
    if special:
        return Answer(special=special)
    value: dict[str, Any] = {}
    for (row, scale), points in state.marks.items():
        given_points = list(points) if page.multiple else points[0]
        if is_nested(page):
            value.setdefault(row, {})[scale] = given_points
        else:
            value[row] = given_points
    return Answer(value or None, texts=texts_of(state.words, value))


def can_have_words(page: Page, state: Matrix, row: int) -> bool:
    """Return whether a row asks for words and has a mark."""
    id = page.rows[row].id
    return id in state.words and any(marked == id for marked, _ in state.marks)


def in_words(page: Page, state: Matrix) -> Matrix:
    """Return the state with the focus in, or out of, the words beside the row under the cursor."""
    enters = not state.in_words and state.row < len(page.rows) and can_have_words(page, state, state.row)
    return updated(state, in_words=enters)


def write(page: Page, state: Matrix, edit: Callable[[TextField], TextField]) -> Matrix:
    """Return the state after an edit of the words beside the row under the cursor."""
    return updated(state, words=changed(state.words, page.rows[state.row].id, edit))


def _on_row(page: Page, state: Matrix) -> bool:
    return state.row < len(page.rows) and bool(page.scales)


def _onward(page: Page, state: Matrix, scale: Scale) -> Matrix:
    """Return the state with the cursor on the next scale of the row, or on the next row."""
    cells = columns(page)
    if scale is not page.scales[-1]:
        following = next(at for at, cell in enumerate(cells) if at > state.column and cell.scale is not scale)
        return updated(state, column=following)
    column = 0 if len(page.scales) > 1 else state.column
    return updated(state, row=state.row + 1, column=column) if state.row + 1 < len(page.rows) else state


def _with_point(cell: Column, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the points of a row with one more; exclusive and special points stand alone."""
    if _excludes(cell.point):
        return (cell.point.id,)
    excluding = {point.id for point in cell.scale.points if _excludes(point)}
    return (*(id for id in before if id not in excluding), cell.point.id)


def _excludes(point: Choice) -> bool:
    return point.exclusive or point.special


def _with(marks: Marks, key: tuple[str, str], points: tuple[str, ...]) -> Marks:
    others = {other: kept for other, kept in marks.items() if other != key or points}
    return {**others, key: points} if points else others


def _marks(page: Page, value: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Yield the marks of an answer's value that the page still offers."""
    rows = {choice.id for choice in page.rows}
    for row, of_row in value.items():
        for scale in page.scales if row in rows else ():
            said = of_row.get(scale.id) if isinstance(of_row, dict) else of_row
            points = _points(scale, said)
            if points:
                yield (row, scale.id), points if page.multiple else points[:1]


def _points(scale: Scale, said: Any) -> tuple[str, ...]:
    offered = {point.id for point in scale.points}
    listed: Sequence[Any] = said if isinstance(said, (list, tuple)) else (said,)
    return tuple(id for id in dict.fromkeys(filter(None, listed)) if id in offered)
