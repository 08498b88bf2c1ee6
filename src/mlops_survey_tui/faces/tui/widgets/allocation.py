"""A total divided over rows: bars, numbers, and what is left to place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ....interview.answers import Answer
from ....interview.page import Page
from ...states import allocation, choice_list
from ...states.allocation import Allocation
from ...states.choice_list import SEARCH, ChoiceList
from ...states.stops import STEPS, special_at
from ...states.text_field import EDITS, inserted
from ..drawing import Drawing
from ..lines import Look, Target
from .allocation_lines import AllocationDrawing, picker_drawing
from .standard import DIGITS, Change, StandardView


class AllocationView(StandardView[Allocation]):
    """Digits type, ← and → take and give one, = gives the rest, + adds a row of the respondent's choice."""

    def begin(self, page: Page) -> Allocation:
        """Return the division that shows the page's draft or answer."""
        return allocation.begin(page)

    def answer(self, page: Page, state: Allocation) -> Answer:
        """Return the numbers given."""
        return allocation.answer(page, state)

    def keys(self) -> Mapping[str, Change[Allocation]]:
        """Return what keys do on the rows."""
        return {
            **{action: partial(_move, steps) for action, steps in STEPS.items()},
            "left": lambda page, state: allocation.step(page, state, -1),
            "right": lambda page, state: allocation.step(page, state, 1),
            "erase": allocation.erase,
            "delete": allocation.clear,
            "take_out": allocation.clear,
            "rest": allocation.rest,
            "add_row": allocation.open_picker,
            "toggle": _space,
            "next_field": allocation.in_words,
            "previous_field": allocation.in_words,
        }

    def act(self, page: Page, state: Allocation, action: str) -> Allocation:
        """Return the state after an action on the rows, in words beside one, or in the list of further rows."""
        if state.picker is not None:
            return _act_in_picker(page, state, state.picker, action)
        if state.in_words and action in EDITS:
            return allocation.write(page, state, EDITS[action])
        return super().act(page, state, action)

    def digit(self, page: Page, state: Allocation, digit: int) -> Allocation:
        """Type a digit into the row under the cursor."""
        return allocation.digit(page, state, digit)

    def typed(self, page: Page, state: Allocation, character: str) -> Allocation:
        """Write into the field that has the focus, or digits into the row."""
        return self.pasted(page, state, character)

    def writes(self, page: Page, state: Allocation, character: str) -> bool:
        """Digits are text on the rows, everything but a space in the list of further rows."""
        if state.picker is not None:
            return character != " " or state.picker.place == SEARCH
        return state.in_words or character in DIGITS

    def pasted(self, page: Page, state: Allocation, text: str) -> Allocation:
        """Write into the field that has the focus; on a row, type the digits."""
        if state.picker is not None:
            return allocation.with_picker(state, _write(state.picker, text))
        if state.in_words:
            return allocation.write(page, state, lambda field: inserted(field, text))
        for character in text[:20]:
            state = self.digit(page, state, int(character)) if character in DIGITS else state
        return state

    def clicked(self, page: Page, state: Allocation, target: Target) -> Allocation:
        """Go to a row, choose a special answer, or open the list of further rows and choose in it."""
        if state.picker is not None:
            return allocation.pick(page, state, target.row) if target.name == "choice" else state
        if target.name == "special" and target.row < len(page.specials):
            return allocation.toggle_special(page, state, page.specials[target.row].id)
        if target.name == "add":
            return allocation.open_picker(page, state)
        if target.name not in ("row", "words"):
            return state
        state = allocation.go(page, state, target.row - state.cursor)
        return allocation.in_words(page, state) if target.name == "words" else state

    def enter(self, page: Page, state: Allocation) -> Allocation | None:
        """Add the row found, or open the list on its line; elsewhere return None to give the answer."""
        if state.picker is not None:
            return _pick(page, state, state.picker)
        if allocation.on_adding(page, state):
            return allocation.open_picker(page, state)
        return None

    def back(self, page: Page, state: Allocation) -> Allocation | None:
        """Clear the search, close the list, leave the words, then leave the page."""
        if state.picker is not None:
            cleared = choice_list.back(state.picker)
            return allocation.with_picker(state, cleared) if cleared else allocation.close_picker(state)
        return allocation.in_words(page, state) if state.in_words else None

    def typing(self, page: Page, state: Allocation) -> bool:
        """Letters are text in the list of further rows and in the words beside a row."""
        return state.in_words or state.picker is not None

    def actions(self, page: Page, state: Allocation) -> Sequence[str]:
        """Return typing, giving and taking, and the rest or another row."""
        if self.typing(page, state):
            return ("down",) if state.picker else ("next_field",)
        return ("digit_1", "left", "add_row" if allocation.on_adding(page, state) else "rest")

    def draw(self, page: Page, state: Allocation, look: Look) -> Drawing:
        """Return the rows, or the list of further rows while it is open."""
        if state.picker is not None:
            return picker_drawing(page, state, state.picker, look)
        return AllocationDrawing(page, state, look).drawing()


def _move(steps: int, page: Page, state: Allocation) -> Allocation:
    return allocation.go(page, state, steps)


def _space(page: Page, state: Allocation) -> Allocation:
    if allocation.on_adding(page, state):
        return allocation.open_picker(page, state)
    special = special_at(page, state.cursor, allocation.body(page, state))
    return allocation.toggle_special(page, state, special) if special else state


def _act_in_picker(page: Page, state: Allocation, picker: ChoiceList, action: str) -> Allocation:
    if action == "toggle" and picker.place != SEARCH:
        return allocation.pick(page, state, picker.cursor)
    if action in ("next_field", "previous_field"):
        return allocation.with_picker(state, choice_list.next_place(picker))
    if action in STEPS and not (picker.place == SEARCH and action in EDITS):
        return allocation.with_picker(state, choice_list.go(picker, action))
    if action in EDITS:
        return allocation.with_picker(state, choice_list.keyed(picker, action))
    return allocation.with_picker(state, _write(picker, action[-1])) if action.startswith("digit_") else state


def _pick(page: Page, state: Allocation, picker: ChoiceList) -> Allocation:
    if picker.place == SEARCH and picker.searching and not picker.found:
        return state
    return allocation.pick(page, state, picker.cursor)


def _write(picker: ChoiceList, text: str) -> ChoiceList:
    return choice_list.edited(picker, lambda field: inserted(field, text))
