"""A numbered scale: one point between two labelled ends."""

from __future__ import annotations

from dataclasses import dataclass

from ...interview.answers import Answer
from ...interview.page import Page
from .stops import given, moved, special_at, special_of
from .updating import updated


@dataclass(frozen=True, slots=True)
class Scale:
    """``cursor`` runs over points and special answers; ``typed`` are the digits of a point being typed."""

    chosen: str = ""
    special: str = ""
    cursor: int = 0
    moved: bool = False
    typed: str = ""


def begin(page: Page) -> Scale:
    """Return the scale that shows the page's draft or answer; with none the cursor starts in the middle."""
    answer = given(page)
    ids = [choice.id for choice in page.options]
    chosen = answer.value if answer.value in ids else ""
    cursor = ids.index(chosen) if chosen else len(ids) // 2
    return Scale(chosen, special_of(page, answer), cursor)


def go(page: Page, state: Scale, steps: int) -> Scale:
    """Return the state with the cursor moved over points and special answers in a row."""
    return _at(state, moved(state.cursor, steps, len(page.options) + len(page.specials)))


def slide(page: Page, state: Scale, steps: int) -> Scale:
    """Return the state with the cursor moved among the points, or back to them from the special answers."""
    if state.cursor >= len(page.options):
        return _at(state, home(page, state))
    return _at(state, moved(state.cursor, steps, len(page.options)))


def descend(page: Page, state: Scale, steps: int) -> Scale:
    """Return the state with the cursor moved between the row of points and the special answers under it."""
    if state.cursor < len(page.options):
        return _at(state, len(page.options)) if steps > 0 and page.specials else state
    if state.cursor + steps < len(page.options):
        return _at(state, home(page, state))
    return go(page, state, steps)


def home(page: Page, state: Scale) -> int:
    """Return the point that the cursor comes back to: the one chosen, or the middle."""
    ids = [choice.id for choice in page.options]
    return ids.index(state.chosen) if state.chosen else len(ids) // 2


def digit(page: Page, state: Scale, number: int) -> Scale:
    """Return the state with the point of this number chosen; 1 and then 0 make 10."""
    ids = [choice.id for choice in page.options]
    typed = next((text for text in (f"{state.typed}{number}", str(number)) if text in ids), "")
    if not typed:
        return updated(state, typed=str(number))
    return choose(page, state, ids.index(typed), typed)


def choose(page: Page, state: Scale, index: int, typed: str = "") -> Scale:
    """Return the state with a point or special answer chosen; ``typed`` are the digits that named it."""
    special = special_at(page, index, len(page.options))
    chosen = "" if special else page.options[index].id
    return updated(state, chosen=chosen, special=special, cursor=index, moved=True, typed=typed)


def toggle(page: Page, state: Scale) -> Scale:
    """Return the state with what is under the cursor chosen, or taken back if it was."""
    after = choose(page, state, state.cursor)
    if (after.chosen, after.special) == (state.chosen, state.special):
        return Scale(cursor=state.cursor)
    return after


def answer(page: Page, state: Scale) -> Answer:
    """Return the point chosen; with none, the one that the respondent moved the cursor to."""
    if state.moved and not (state.chosen or state.special):
        state = choose(page, state, state.cursor)
    return Answer(special=state.special) if state.special else Answer(state.chosen or None)


def _at(state: Scale, cursor: int) -> Scale:
    return updated(state, cursor=cursor, moved=True, typed="")
