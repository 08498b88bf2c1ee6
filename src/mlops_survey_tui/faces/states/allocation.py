"""Dividing a total over rows. No key changes another row, and no key passes the total."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...interview.amounts import amount
from ...interview.answers import Answer
from ...interview.page import Choice, Page
from ...language import _, plural
from . import choice_list
from .choice_list import Catalogue, ChoiceList
from .stops import given, moved, special_at, special_of
from .text_field import TextField
from .updating import updated
from .words import Words, changed, texts_of, words_of

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Allocation:
    """``values`` has the rows that were given a number, ``added`` the rows of the respondent's choice.

    ``fresh`` says that the next digit starts a new number. ``picker`` is the list of rows that may be added,
    while it is open. The cursor runs over rows, the line that adds one if there is one, and special answers.
    """

    values: Mapping[str, int] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    cursor: int = 0
    fresh: bool = True
    special: str = ""
    words: Words = field(default_factory=dict)
    in_words: bool = False
    picker: ChoiceList | None = None
    notice: str = ""

    @property
    def placed(self) -> int:
        """How much has been given to rows."""
        return sum(self.values.values())


def begin(page: Page) -> Allocation:
    """Return the division that shows the page's draft or answer, added rows with a number included."""
    answer = given(page)
    value: Mapping[str, int] = answer.value if isinstance(answer.value, dict) else {}
    values = {choice.id: value[choice.id] for choice in page.all_rows if choice.id in value}
    added = tuple(choice.id for choice in page.extra_rows if choice.id in values)
    return Allocation(values, added, special=special_of(page, answer), words=words_of(page.all_rows, answer))


def rows(page: Page, state: Allocation) -> tuple[Choice, ...]:
    """Return the rows that are shown."""
    extra = {choice.id: choice for choice in page.extra_rows}
    return page.rows + tuple(extra[id] for id in state.added)


def can_add(page: Page, state: Allocation) -> bool:
    """Return whether another row may be added."""
    return len(state.added) < min(page.extra_limit, len(page.extra_rows))


def body(page: Page, state: Allocation) -> int:
    """Return the number of stops before the special answers."""
    return len(page.rows) + len(state.added) + can_add(page, state)


def on_adding(page: Page, state: Allocation) -> bool:
    """Return whether the cursor is on the line that adds a row."""
    return can_add(page, state) and state.cursor == body(page, state) - 1


def current(page: Page, state: Allocation) -> str:
    """Return the row under the cursor, or an empty text on any other line."""
    shown = rows(page, state)
    return shown[state.cursor].id if state.cursor < len(shown) else ""


def left(page: Page, state: Allocation) -> int | None:
    """Return what is left to place, negative if too much is placed, None where there is no total."""
    return None if page.total is None else page.total - state.placed


def go(page: Page, state: Allocation, steps: int) -> Allocation:
    """Return the state with the cursor moved; the next digit starts a new number there."""
    cursor = moved(state.cursor, steps, body(page, state) + len(page.specials))
    return updated(state, cursor=cursor, fresh=True, in_words=False, notice="")


def step(page: Page, state: Allocation, by: int) -> Allocation:
    """Return the state with one more or one less in the row under the cursor."""
    id = current(page, state)
    value = state.values.get(id, 0) + by
    return updated(_given(page, state, id, value), fresh=True) if id and value >= 0 else state


def digit(page: Page, state: Allocation, number: int) -> Allocation:
    """Return the state after a digit typed into the row under the cursor."""
    id = current(page, state)
    if not id:
        return state
    before = 0 if state.fresh else state.values.get(id, 0)
    value = before * 10 + number
    return _given(page, state, id, value) if value < 10**_MOST_DIGITS else state


def erase(page: Page, state: Allocation) -> Allocation:
    """Return the state without the last digit of the row under the cursor."""
    id = current(page, state)
    if id not in state.values:
        return state
    value = state.values[id] // 10
    return updated(_given(page, state, id, value), fresh=False) if value else clear(page, state)


def clear(page: Page, state: Allocation) -> Allocation:
    """Return the state with no number in the row under the cursor; an added row without one goes."""
    id = current(page, state)
    if id in state.values:
        values = {row: value for row, value in state.values.items() if row != id}
        return updated(state, values=values, fresh=True, in_words=False, notice="")
    if id in state.added:
        return updated(state, added=tuple(row for row in state.added if row != id), notice="")
    return state


def rest(page: Page, state: Allocation) -> Allocation:
    """Return the state with all that is left given to the row under the cursor."""
    id, remainder = current(page, state), left(page, state)
    if not id or not remainder or remainder < 0:
        return state
    return updated(_given(page, state, id, state.values.get(id, 0) + remainder), fresh=True)


def toggle_special(page: Page, state: Allocation, id: str) -> Allocation:
    """Return the state cleared for a special answer, or without the special answer if it was chosen."""
    if state.special == id:
        return updated(state, special="", notice="")
    index = next(index for index, choice in enumerate(page.specials) if choice.id == id)
    cursor = body(page, state) + index
    return updated(state, values={}, special=id, cursor=cursor, fresh=True, in_words=False, notice="")


def open_picker(page: Page, state: Allocation) -> Allocation:
    """Return the state with the list of rows that may be added, or with a notice if there can be no more."""
    if not page.extra_rows:
        return state
    if not can_add(page, state):
        notice = plural(
            "No more than {number} row can be added.", "No more than {number} rows can be added.", page.extra_limit
        )
        return updated(state, notice=notice.format(number=page.extra_limit))
    offered = tuple(choice for choice in page.extra_rows if choice.id not in state.added)
    picker = choice_list.begin(Catalogue(offered, searchable=True), Answer(), ())
    return updated(state, picker=picker, in_words=False, notice="")


def with_picker(state: Allocation, picker: ChoiceList) -> Allocation:
    """Return the state with another state of the list of rows."""
    return updated(state, picker=picker)


def close_picker(state: Allocation) -> Allocation:
    """Return the state without the list of rows."""
    return updated(state, picker=None)


def pick(page: Page, state: Allocation, index: int) -> Allocation:
    """Return the state with the row at an index of the list added, under the cursor."""
    if state.picker is None or index >= len(state.picker.shown):
        return state
    added = (*state.added, state.picker.id_at(index))
    cursor = len(page.rows) + len(added) - 1
    return updated(state, added=added, picker=None, cursor=cursor, fresh=True, notice="")


def in_words(page: Page, state: Allocation) -> Allocation:
    """Return the state with the focus in, or out of, the words beside the row under the cursor."""
    id = current(page, state)
    if state.in_words or id not in state.words or not state.values.get(id):
        return updated(state, in_words=False)
    return updated(state, in_words=True, notice="")


def write(page: Page, state: Allocation, edit: Callable[[TextField], TextField]) -> Allocation:
    """Return the state after an edit of the words beside the row under the cursor."""
    return updated(state, words=changed(state.words, current(page, state), edit))


def answer(page: Page, state: Allocation) -> Answer:
    """Return the numbers given."""
    special = state.special or ("" if state.values else special_at(page, state.cursor, body(page, state)))
    if special:
        return Answer(special=special)
    texts = texts_of(state.words, (id for id, value in state.values.items() if value))
    return Answer(dict(state.values) or None, texts=texts)


def _given(page: Page, state: Allocation, id: str, value: int) -> Allocation:
    """Return the state with a number in a row, or with a notice when that would pass the total."""
    before = state.values.get(id, 0)
    remainder = left(page, state)
    if remainder is not None and value > before and value - before > remainder:
        return updated(state, notice=_refusal(page, value, before, remainder))
    values = {**state.values, id: value}
    return updated(state, values=values, special="", fresh=False, notice="")


def _refusal(page: Page, value: int, before: int, remainder: int) -> str:
    room = max(0, before + remainder)
    if remainder <= 0 and value == before + 1:
        whole = amount(page.total, page.unit)
        return _("All {total} are placed. Take some from another row first.").format(total=whole)
    return _("{value} is over by {over}: this row can have {room} at most.").format(
        value=amount(value, page.unit), over=value - room, room=amount(room, page.unit)
    )
