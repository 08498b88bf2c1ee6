"""One number in a field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import figure
from ...states import number
from ...states.number import Number
from ...states.number_entry import MOST_CHARACTERS, range_of
from ...states.stops import STEPS, special_at
from ...states.text_field import EDITS
from ...states.updating import updated
from ..drawing import Drawing, Sheet, add_specials, pointer
from ..lines import Line, Look, Span, Target
from .field import field_spans
from .standard import OF_NUMBERS, Change, StandardView

_FIELD_WIDTH = MOST_CHARACTERS + 3


class NumberView(StandardView[Number]):
    """Digits type wherever the cursor is; letters keep their meaning as keys."""

    def begin(self, page: Page) -> Number:
        """Return the field that shows the page's draft or answer."""
        return number.begin(page)

    def answer(self, page: Page, state: Number) -> Answer:
        """Return the number."""
        return number.answer(page, state)

    def keys(self) -> Mapping[str, Change[Number]]:
        """Return the edits of the field and the moves to the special answers."""
        return {
            **{action: partial(_move, action) for action in STEPS},
            **{action: partial(_edit, action) for action in EDITS},
            "toggle": _space,
            "next_field": partial(_move, "down"),
            "previous_field": partial(_move, "up"),
        }

    def digit(self, page: Page, state: Number, digit: int) -> Number:
        """Type a digit."""
        return number.write(page, state, str(digit))

    def typed(self, page: Page, state: Number, character: str) -> Number:
        """Type a character that numbers have."""
        return number.write(page, state, character)

    def writes(self, page: Page, state: Number, character: str) -> bool:
        """Characters of numbers are text."""
        return character in OF_NUMBERS

    def pasted(self, page: Page, state: Number, text: str) -> Number:
        """Type what the paste has of a number."""
        return number.write(page, state, text)

    def clicked(self, page: Page, state: Number, target: Target) -> Number:
        """Choose a special answer or go to the field."""
        if target.name == "special" and target.row < len(page.specials):
            return number.toggle_special(page, state, page.specials[target.row].id)
        return number.go(page, state, -state.cursor)

    def enter(self, page: Page, state: Number) -> Number | None:
        """Stay while what was typed is no number."""
        return number.enter(page, state)

    def actions(self, page: Page, state: Number) -> Sequence[str]:
        """Return how to reach and choose the special answers."""
        return ("down", "toggle") if page.specials else ()

    def draw(self, page: Page, state: Number, look: Look) -> Drawing:
        """Return the field with its limits, and the special answers."""
        sheet, active = Sheet(look), state.cursor == 0
        width = min(look.width - 2, _FIELD_WIDTH)
        shown = updated(state.field, text=figure(state.field.text))
        field = field_spans(shown, width, active, look, Target("field"))
        limits = f"  {range_of(page)}"
        beside = (Span(limits, "muted"),) if 2 + width + len(limits) <= look.width else ()
        sheet.add((Line((pointer(active, look), *field, *beside), target=Target("field")),), focused=active)
        if not beside:
            sheet.add((Line((Span(limits, "muted"),)),))
        if active:
            sheet.notice(state.notice)
        add_specials(sheet, page, state.special, state.cursor - 1)
        return sheet.drawing()


def _move(action: str, page: Page, state: Number) -> Number:
    return number.go(page, state, STEPS[action])


def _edit(action: str, page: Page, state: Number) -> Number:
    return number.edit(page, state, EDITS[action])


def _space(page: Page, state: Number) -> Number:
    special = special_at(page, state.cursor, 1)
    return number.toggle_special(page, state, special) if special else state
