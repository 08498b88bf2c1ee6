"""Keys and clicks in free text, for the kinds that are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import _, figure
from ...states import writing
from ...states.stops import STEPS, special_at
from ...states.text_field import EDITS
from ...states.writing import Writing
from ..drawing import COMPACT_BELOW, Drawing, Sheet, add_specials, hanging, pointer, row_fill, spread
from ..lines import Line, Look, Target
from .standard import Change, StandardView
from .writing_lines import editor_lines, position_at, rows_at

_COUNTED_FROM = 0.75
"""The share of the limit from which a one-line text says how many characters it has."""


class WritingView(StandardView[Writing]):
    """An editor, with a way on below it where Enter makes a new line."""

    several_lines: ClassVar[bool] = False

    @property
    def body(self) -> int:
        """The stops before the special answers."""
        return 2 if self.several_lines else 1

    def begin(self, page: Page) -> Writing:
        """Return the text that shows the page's draft or answer."""
        return writing.begin(page, self.body)

    def answer(self, page: Page, state: Writing) -> Answer:
        """Return the text."""
        return writing.answer(page, state, self.body)

    def keys(self) -> Mapping[str, Change[Writing]]:
        """Return the edits, the moves over rows, and the ways out of the text."""
        return {
            **{action: partial(_edit, action) for action in EDITS},
            **{action: partial(self._vertical, steps) for action, steps in STEPS.items()},
            "home": partial(self._row_end, False),
            "end": partial(self._row_end, True),
            "toggle": self._space,
            "next_field": lambda page, state: writing.go(page, state, 1, self.body),
            "previous_field": lambda page, state: writing.go(page, state, -1, self.body),
        }

    def digit(self, page: Page, state: Writing, digit: int) -> Writing:
        """Write a digit."""
        return self.pasted(page, state, str(digit))

    def typed(self, page: Page, state: Writing, character: str) -> Writing:
        """Write, wherever the cursor is."""
        return self.pasted(page, state, character)

    def pasted(self, page: Page, state: Writing, text: str) -> Writing:
        """Write what fits."""
        return writing.write(state, text, self.several_lines)

    def clicked(self, page: Page, state: Writing, target: Target) -> Writing:
        """Put the caret, or choose a special answer."""
        if target.name == "special" and target.row < len(page.specials):
            return writing.toggle_special(page, state, page.specials[target.row].id, self.body)
        if target.name == "text":
            rows = rows_at(state.field.text, self.look)
            return writing.put(state, position_at(state.field.text, rows, target.row, target.column))
        return writing.go(page, state, 1 - state.cursor, self.body) if target.name == "next" else state

    def editable(self, page: Page, state: Writing) -> str:
        """Return the text."""
        return state.field.text

    def edited(self, page: Page, state: Writing, text: str) -> Writing:
        """Put the text of an editor in the place of what was written."""
        return writing.replaced(state, text)

    def typing(self, page: Page, state: Writing) -> bool:
        """Letters are text while the text has the focus."""
        return state.cursor == 0

    def draw(self, page: Page, state: Writing, look: Look) -> Drawing:
        """Return the editor, the number of characters, the way on, and the special answers."""
        sheet, rows = Sheet(look), rows_at(state.field.text, look)
        active = state.cursor == 0
        least = (2 if look.height < COMPACT_BELOW else 4) if self.several_lines else 1
        sheet.add(editor_lines(state, rows, least, active, look), focused=active)
        if active:
            sheet.focus += writing.row_of(rows, state.field.caret)
        if state.notice:
            sheet.notice(state.notice)
        sheet.add(self._count(state, look))
        if self.several_lines:
            sheet.add(_way_on(state.cursor == 1, look), focused=state.cursor == 1)
        add_specials(sheet, page, state.special, state.cursor - self.body)
        return sheet.drawing()

    def actions(self, page: Page, state: Writing) -> Sequence[str]:
        """Return how to leave the text."""
        return ("next_field",) if self.several_lines or page.specials else ()

    def _count(self, state: Writing, look: Look) -> Sequence[Line]:
        used, most = figure(f"{len(state.field.text):,}"), figure(f"{state.field.limit:,}")
        said = _("{used} of {most} characters").format(used=used, most=most)
        if self.several_lines:
            return spread(look.keymap.said(_("{next_field} leaves the text")), said, look)
        return spread("", said, look) if len(state.field.text) >= _COUNTED_FROM * state.field.limit else ()

    def _vertical(self, steps: int, page: Page, state: Writing) -> Writing:
        return writing.vertical(page, state, steps, rows_at(state.field.text, self.look), self.body)

    def _row_end(self, end: bool, page: Page, state: Writing) -> Writing:
        return writing.to_row_end(state, rows_at(state.field.text, self.look), end)

    def _space(self, page: Page, state: Writing) -> Writing:
        special = special_at(page, state.cursor, self.body)
        return writing.toggle_special(page, state, special, self.body) if special else state


def _edit(action: str, page: Page, state: Writing) -> Writing:
    return writing.edit(state, EDITS[action])


def _way_on(current: bool, look: Look) -> tuple[Line, ...]:
    label = look.keymap.said(_("[ Next ]  {next} goes on")) if current else _("[ Next ]")
    return hanging((pointer(current, look),), label, look.width, "", (), row_fill(current), Target("next"))
