"""A number for each row, with the running sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...interview.answers import Answer
from ...interview.page import Page
from .number_entry import hint, parsed, typed_onto, written
from .stops import given, moved, special_at, special_of
from .text_field import TextField
from .updating import updated
from .words import Words, changed, texts_of, words_of


@dataclass(frozen=True, slots=True)
class NumberGrid:
    """``numbers`` has what was typed into rows; ``fresh`` says that the next character starts a new one."""

    numbers: Mapping[str, str] = field(default_factory=dict)
    cursor: int = 0
    fresh: bool = True
    special: str = ""
    words: Words = field(default_factory=dict)
    in_words: bool = False
    notice: str = ""


def begin(page: Page) -> NumberGrid:
    """Return the rows that show the page's draft or answer."""
    answer = given(page)
    value: Mapping[str, int | float] = answer.value if isinstance(answer.value, dict) else {}
    numbers = {choice.id: written(value[choice.id]) for choice in page.rows if choice.id in value}
    return NumberGrid(numbers, special=special_of(page, answer), words=words_of(page.rows, answer))


def current(page: Page, state: NumberGrid) -> str:
    """Return the row under the cursor, or an empty text among the special answers."""
    return page.rows[state.cursor].id if state.cursor < len(page.rows) else ""


def total(state: NumberGrid) -> int | float:
    """Return the sum of the rows, without the noise that adding decimal fractions brings."""
    result = sum(parsed(text) or 0 for text in state.numbers.values())
    return round(result, 6) if isinstance(result, float) else result


def go(page: Page, state: NumberGrid, steps: int) -> NumberGrid:
    """Return the state with the cursor moved; typing starts a new number there."""
    cursor = moved(state.cursor, steps, len(page.rows) + len(page.specials))
    return updated(state, cursor=cursor, fresh=True, in_words=False, notice="")


def write(page: Page, state: NumberGrid, character: str) -> NumberGrid:
    """Return the state after a character typed into the row under the cursor."""
    id = current(page, state)
    if not id:
        return state
    before = "" if state.fresh else state.numbers.get(id, "")
    text = typed_onto(page, before, character)
    if text is None:
        return updated(state, notice=hint(page))
    return updated(state, numbers={**state.numbers, id: text}, fresh=False, special="", notice="")


def erase(page: Page, state: NumberGrid) -> NumberGrid:
    """Return the state without the last character of the row under the cursor."""
    id = current(page, state)
    text = state.numbers.get(id, "")[:-1]
    if not text:
        return clear(page, state)
    return updated(state, numbers={**state.numbers, id: text}, fresh=False, notice="")


def clear(page: Page, state: NumberGrid) -> NumberGrid:
    """Return the state with the row under the cursor empty."""
    id = current(page, state)
    if id not in state.numbers:
        return state
    numbers = {row: text for row, text in state.numbers.items() if row != id}
    return updated(state, numbers=numbers, fresh=True, in_words=False, notice="")


def toggle_special(page: Page, state: NumberGrid, id: str) -> NumberGrid:
    """Return the state cleared for a special answer, or without the special answer if it was chosen."""
    if state.special == id:
        return updated(state, special="", notice="")
    index = next(index for index, choice in enumerate(page.specials) if choice.id == id)
    cursor = len(page.rows) + index
    return updated(state, numbers={}, special=id, cursor=cursor, fresh=True, in_words=False, notice="")


def in_words(page: Page, state: NumberGrid) -> NumberGrid:
    """Return the state with the focus in, or out of, the words beside the row under the cursor."""
    id = current(page, state)
    if state.in_words or id not in state.words or not parsed(state.numbers.get(id, "")):
        return updated(state, in_words=False)
    return updated(state, in_words=True, notice="")


def write_words(page: Page, state: NumberGrid, edit: Callable[[TextField], TextField]) -> NumberGrid:
    """Return the state after an edit of the words beside the row under the cursor."""
    return updated(state, words=changed(state.words, current(page, state), edit))


def enter(page: Page, state: NumberGrid) -> NumberGrid | None:
    """Return the first row whose text is no number, with a notice, or None to give the answer."""
    for index, choice in enumerate(page.rows):
        if choice.id in state.numbers and parsed(state.numbers[choice.id]) is None:
            return updated(state, cursor=index, fresh=False, in_words=False, notice=hint(page))
    return None


def answer(page: Page, state: NumberGrid) -> Answer:
    """Return the numbers of the rows that have one."""
    pairs = ((id, parsed(text)) for id, text in state.numbers.items())
    value = {id: number for id, number in pairs if number is not None}
    special = state.special or ("" if value else special_at(page, state.cursor, len(page.rows)))
    if special:
        return Answer(special=special)
    return Answer(value or None, texts=texts_of(state.words, (id for id, number in value.items() if number)))
