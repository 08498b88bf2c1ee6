"""One number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...interview.answers import Answer
from ...interview.page import Page
from .number_entry import MOST_CHARACTERS, hint, parsed, typed_onto, written
from .stops import given, moved, special_at, special_of
from .text_field import TextField, field_of
from .updating import updated


@dataclass(frozen=True, slots=True)
class Number:
    """The cursor is on the field (0) or on a special answer."""

    field: TextField
    cursor: int = 0
    special: str = ""
    notice: str = ""


def begin(page: Page) -> Number:
    """Return the field that shows the page's draft or answer."""
    answer = given(page)
    special = special_of(page, answer)
    cursor = [choice.id for choice in page.specials].index(special) + 1 if special else 0
    return Number(field_of(written(answer.value), MOST_CHARACTERS), cursor, special)


def go(page: Page, state: Number, steps: int) -> Number:
    """Return the state with the cursor moved."""
    cursor = moved(state.cursor, steps, 1 + len(page.specials))
    return updated(state, cursor=cursor, notice="")


def write(page: Page, state: Number, text: str) -> Number:
    """Return the state after typing or pasting; what a number cannot have is left out, with a notice."""
    field, refused = state.field, False
    for character in text[: 2 * MOST_CHARACTERS]:
        whole = typed_onto(page, field.text[: field.caret], character, field.text[field.caret :])
        refused = refused or whole is None
        if whole is not None:
            field = updated(field, text=whole, caret=field.caret + 1)
    notice = hint(page) if refused else ""
    if field is state.field:
        return updated(state, cursor=0, notice=notice) if notice else state
    return updated(state, field=field, cursor=0, special="", notice=notice)


def edit(page: Page, state: Number, change: Callable[[TextField], TextField]) -> Number:
    """Return the state after an edit of the field."""
    field = change(state.field)
    if field is state.field or state.cursor:
        return state
    return updated(state, field=field, notice="")


def toggle_special(page: Page, state: Number, id: str) -> Number:
    """Return the state cleared for a special answer, or without the special answer if it was chosen."""
    if state.special == id:
        return updated(state, special="", notice="")
    cursor = next(index for index, choice in enumerate(page.specials, start=1) if choice.id == id)
    return Number(TextField(limit=MOST_CHARACTERS), cursor, id)


def enter(page: Page, state: Number) -> Number | None:
    """Return the state with a notice while what was typed is no number, or None to give the answer."""
    if state.field.text and parsed(state.field.text) is None:
        return updated(state, notice=hint(page))
    return None


def answer(page: Page, state: Number) -> Answer:
    """Return the number."""
    value = parsed(state.field.text)
    special = state.special or (special_at(page, state.cursor, 1) if value is None else "")
    return Answer(special=special) if special else Answer(value)
