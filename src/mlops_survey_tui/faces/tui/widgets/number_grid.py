"""A number for each row, and their sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _, figure
from ...states import number_grid
from ...states.number_entry import MOST_CHARACTERS, written
from ...states.number_grid import NumberGrid
from ...states.stops import STEPS, special_at
from ...states.text_field import EDITS, field_of, inserted
from ...visible import visible
from ...widths import cell_len
from ..drawing import BLANK, COMPACT_BELOW, Drawing, hanging, notice, pointer, row_fill, specials, spread
from ..lines import Line, Look, Target
from ..pinned import pinned
from .field import field_spans, words_line
from .standard import OF_NUMBERS, Change, StandardView


class NumberGridView(StandardView[NumberGrid]):
    """Digits type into the row under the cursor; rows may stay empty."""

    def begin(self, page: Page) -> NumberGrid:
        """Return the rows that show the page's draft or answer."""
        return number_grid.begin(page)

    def answer(self, page: Page, state: NumberGrid) -> Answer:
        """Return the numbers."""
        return number_grid.answer(page, state)

    def keys(self) -> Mapping[str, Change[NumberGrid]]:
        """Return the moves and the erasing of numbers."""
        return {
            **{action: partial(_move, steps) for action, steps in STEPS.items()},
            "erase": number_grid.erase,
            "delete": number_grid.clear,
            "toggle": _space,
            "next_field": _next_field,
            "previous_field": partial(_move, -1),
        }

    def act(self, page: Page, state: NumberGrid, action: str) -> NumberGrid:
        """Return the state after an action on the rows, or in the words beside one."""
        if state.in_words and action in EDITS:
            return number_grid.write_words(page, state, EDITS[action])
        return super().act(page, state, action)

    def digit(self, page: Page, state: NumberGrid, digit: int) -> NumberGrid:
        """Type a digit into the row under the cursor."""
        return number_grid.write(page, state, str(digit))

    def typed(self, page: Page, state: NumberGrid, character: str) -> NumberGrid:
        """Write into the words, or a character of a number into the row."""
        if state.in_words:
            return self.pasted(page, state, character)
        return number_grid.write(page, state, character)

    def writes(self, page: Page, state: NumberGrid, character: str) -> bool:
        """Characters of numbers are text on the rows."""
        return state.in_words or character in OF_NUMBERS

    def pasted(self, page: Page, state: NumberGrid, text: str) -> NumberGrid:
        """Write into the words, or type the number that was pasted."""
        if state.in_words:
            return number_grid.write_words(page, state, lambda field: inserted(field, text))
        for character in text.strip()[: 2 * MOST_CHARACTERS]:
            state = number_grid.write(page, state, character)
        return state

    def clicked(self, page: Page, state: NumberGrid, target: Target) -> NumberGrid:
        """Go to a row or its words, or choose a special answer."""
        if target.name == "special" and target.row < len(page.specials):
            return number_grid.toggle_special(page, state, page.specials[target.row].id)
        if target.name not in ("row", "words"):
            return state
        state = number_grid.go(page, state, target.row - state.cursor)
        return number_grid.in_words(page, state) if target.name == "words" else state

    def enter(self, page: Page, state: NumberGrid) -> NumberGrid | None:
        """Stay while a row holds something that is no number."""
        return number_grid.enter(page, state)

    def back(self, page: Page, state: NumberGrid) -> NumberGrid | None:
        """Leave the words, then the page."""
        return number_grid.in_words(page, state) if state.in_words else None

    def typing(self, page: Page, state: NumberGrid) -> bool:
        """Letters are text in the words beside a row."""
        return state.in_words

    def actions(self, page: Page, state: NumberGrid) -> Sequence[str]:
        """Return typing and moving."""
        return ("next_field",) if state.in_words else ("digit_1", "up")

    def draw(self, page: Page, state: NumberGrid, look: Look) -> Drawing:
        """Return the sum, the rows and the special answers."""
        columns = _Columns.of(page, state)
        blocks = [_row(columns, state, index, choice, look) for index, choice in enumerate(page.rows)]
        answers = list(specials(page, state.special, state.cursor - len(blocks), look))
        if answers and look.height >= COMPACT_BELOW:
            answers[0] = (BLANK, *answers[0])
        head = spread("", _("sum {total}").format(total=figure(written(number_grid.total(state)))), look)
        return pinned(head, (*blocks, *answers), state.cursor, look)


class _Columns(NamedTuple):
    """The cells of the longest label, and of a field."""

    label: int
    field: int

    @classmethod
    def of(cls, page: Page, state: NumberGrid) -> _Columns:
        """Return what fits all rows."""
        largest = len(written(page.maximum)) if (page.maximum or 10**9) < 10**9 else 6
        labels = max(cell_len(visible(row.label)) for row in page.rows)
        return cls(labels, max(largest, *map(len, state.numbers.values()), 0) + page.decimals + 3)


def _row(columns: _Columns, state: NumberGrid, index: int, choice: Choice, look: Look) -> tuple[Line, ...]:
    current, text = index == state.cursor, figure(state.numbers.get(choice.id, ""))
    active = current and not state.in_words
    lines = _row_lines(columns, text, index, choice.label, current, active, look.width, look.ascii)
    return (*lines, *_under(state, index, choice, look))


@lru_cache(maxsize=1024)
def _row_lines(
    columns: _Columns, text: str, index: int, label: str, current: bool, active: bool, width: int, ascii_only: bool
) -> tuple[Line, ...]:
    """Return the lines of a row, made once: a key changes one or two of them."""
    target, look = Target("row", index), Look(width, 0, ascii_only)
    field = field_spans(field_of(text, MOST_CHARACTERS), columns.field, active, look, target)
    whole = min(width, 2 + columns.label + 2 + sum(cell_len(span.text) for span in field))
    return hanging((pointer(current, look),), label, whole, "", field, row_fill(current), target)


def _under(state: NumberGrid, index: int, choice: Choice, look: Look) -> Iterator[Line]:
    current = index == state.cursor
    if choice.id in state.words and state.numbers.get(choice.id):
        yield words_line(choice, state.words[choice.id], current and state.in_words, 2, look, index)
    if current and state.notice:
        yield from notice(state.notice, look)


def _move(steps: int, page: Page, state: NumberGrid) -> NumberGrid:
    return number_grid.go(page, state, steps)


def _next_field(page: Page, state: NumberGrid) -> NumberGrid:
    """Return the words beside the row, or the next row."""
    entered = state if state.in_words else number_grid.in_words(page, state)
    return entered if entered is not state else number_grid.go(page, state, 1)


def _space(page: Page, state: NumberGrid) -> NumberGrid:
    special = special_at(page, state.cursor, len(page.rows))
    return number_grid.toggle_special(page, state, special) if special else state
