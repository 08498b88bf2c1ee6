"""Free text of one or several lines: the editor's state and its moves over wrapped rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...interview.answers import Answer
from ...interview.page import Page
from ...language import _, figure
from ..visible import cells
from .stops import given, moved, special_at, special_of
from .text_field import TextField, after, before, field_of, inserted, placed
from .updating import updated

Rows = Sequence[tuple[int, int]]
"""The wrapped rows of the text, as its start and end positions; how wide they are is the view's business."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The cursor is on the text (0), the way on (1, only where Enter is a new line), or a special answer.

    ``goal`` is the cell that moves up and down keep to, -1 after any other key. A special answer leaves the
    text in place, so that taking it back brings the text back.
    """

    field: TextField
    cursor: int = 0
    special: str = ""
    goal: int = -1
    notice: str = ""


def begin(page: Page, body: int) -> Writing:
    """Return the text that shows the page's draft or answer; ``body`` stops precede the special ones."""
    answer = given(page)
    special = special_of(page, answer)
    cursor = body + [choice.id for choice in page.specials].index(special) if special else 0
    text = answer.value if isinstance(answer.value, str) else ""
    return Writing(field_of(text, page.text_limit), cursor, special)


def write(state: Writing, text: str, lines: bool) -> Writing:
    """Return the state after typing or pasting; what does not fit is cut off with a notice."""
    field = inserted(state.field, text, lines)
    full = not field.room and bool(text) and len(text) > state.field.room
    notice = _full(field.limit) if full else ""
    if field is state.field:
        return updated(state, cursor=0, notice=notice) if notice else state
    return updated(state, field=field, cursor=0, special="", goal=-1, notice=notice)


def _full(limit: int) -> str:
    notice = _("The text is full: {limit} characters. What came after is left out.")
    return notice.format(limit=figure(f"{limit:,}"))


def replaced(state: Writing, text: str) -> Writing:
    """Return the state with another text, as much of it as fits, and the caret at its end."""
    return updated(state, field=field_of(text[: state.field.limit], state.field.limit), cursor=0, special="", goal=-1)


def edit(state: Writing, change: Callable[[TextField], TextField]) -> Writing:
    """Return the state after an edit of the text, if it has the focus."""
    field = change(state.field) if state.cursor == 0 else state.field
    if field is state.field:
        return state
    special = state.special if field.text == state.field.text else ""
    return updated(state, field=field, special=special, goal=-1, notice="")


def go(page: Page, state: Writing, steps: int, body: int) -> Writing:
    """Return the state with the cursor moved over the stops: text, way on, special answers."""
    cursor = moved(state.cursor, steps, body + len(page.specials))
    return updated(state, cursor=cursor, goal=-1, notice="")


def vertical(page: Page, state: Writing, steps: int, rows: Rows, body: int) -> Writing:
    """Return the state with the caret moved by rows; down from the last row leads out of the text."""
    if state.cursor:
        return go(page, state, steps, body)
    row = row_of(rows, state.field.caret)
    if row == len(rows) - 1 and steps > 0:
        return go(page, state, 1, body)
    start, _ = rows[row]
    goal = state.goal if state.goal >= 0 else cells(state.field.text[start : state.field.caret])
    target = rows[max(0, min(row + steps, len(rows) - 1))]
    caret = _position(state.field.text, target, goal, rows)
    return updated(state, field=placed(state.field, caret), goal=goal, notice="")


def to_row_end(state: Writing, rows: Rows, end: bool) -> Writing:
    """Return the state with the caret at the start or the end of its row."""
    row = rows[row_of(rows, state.field.caret)]
    caret = _last(state.field.text, row, rows) if end else row[0]
    return edit(state, lambda field: placed(field, caret))


def put(state: Writing, caret: int) -> Writing:
    """Return the state with the focus in the text and the caret at a position."""
    return updated(state, field=placed(state.field, caret), cursor=0, goal=-1, notice="")


def toggle_special(page: Page, state: Writing, id: str, body: int) -> Writing:
    """Return the state with a special answer chosen, or taken back if it was."""
    index = next(index for index, choice in enumerate(page.specials) if choice.id == id)
    return updated(state, special="" if state.special == id else id, cursor=body + index, goal=-1, notice="")


def answer(page: Page, state: Writing, body: int) -> Answer:
    """Return the text."""
    special = state.special or ("" if state.field.text else special_at(page, state.cursor, body))
    return Answer(special=special) if special else Answer(state.field.text or None)


def row_of(rows: Rows, caret: int) -> int:
    """Return the row that a position is drawn on: where a long line is wrapped, the row after."""
    return max(0, bisect_right(rows, (caret, len(rows) and rows[-1][1] + 1)) - 1)


def _position(text: str, row: tuple[int, int], goal: int, rows: Rows) -> int:
    """Return the position of a row that is nearest to a cell, not past it."""
    return nearest(text, row[0], _last(text, row, rows), goal)


def nearest(text: str, position: int, last: int, goal: int) -> int:
    """Return the position between two in a row of text that is nearest to a cell, not past it."""
    used = 0
    while position < last:
        end = after(text, position)
        used += cells(text[position:end])
        if used > goal:
            break
        position = end
    return position


def _last(text: str, row: tuple[int, int], rows: Rows) -> int:
    """Return the last position of a row; where a long line is wrapped, its end belongs to the row after."""
    start, end = row
    wrapped = rows[-1] != row and (end == len(text) or text[end] != "\n")
    return max(start, before(text, end)) if wrapped and end > start else end
