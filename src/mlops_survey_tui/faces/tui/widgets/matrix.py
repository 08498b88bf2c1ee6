"""A matrix: a grid where it fits, else one row at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ....interview.answers import Answer
from ....interview.page import Page
from ...states import matrix
from ...states.matrix import Matrix
from ...states.stops import STEPS
from ...states.text_field import EDITS, inserted
from ..drawing import Drawing
from ..lines import Look, Target
from .matrix_grid import grid_drawing, grid_of
from .matrix_rows import rows_drawing
from .standard import Change, StandardView


class MatrixView(StandardView[Matrix]):
    """Arrows move over the cells, Space marks, digits mark and go on to the next row.

    With one row at a time up and down move over its points, left and right over the rows, and Enter goes to
    the next row.
    """

    shown_actions = ("digit_1", "toggle", "left")

    def begin(self, page: Page) -> Matrix:
        """Return the marks of the page's draft or answer."""
        return matrix.begin(page)

    def answer(self, page: Page, state: Matrix) -> Answer:
        """Return the marks."""
        return matrix.answer(page, state)

    def keys(self) -> Mapping[str, Change[Matrix]]:
        """Return the moves over rows and columns."""
        return {
            **{action: partial(self._vertical, steps) for action, steps in STEPS.items()},
            "left": partial(self._horizontal, -1),
            "right": partial(self._horizontal, 1),
            "toggle": matrix.toggle,
            "next_field": _next_field,
            "previous_field": lambda page, state: matrix.go(page, state, -1),
        }

    def act(self, page: Page, state: Matrix, action: str) -> Matrix:
        """Return the state after an action on the cells, or in the words beside a row."""
        if state.in_words and action in EDITS:
            return matrix.write(page, state, EDITS[action])
        return super().act(page, state, action)

    def typed(self, page: Page, state: Matrix, character: str) -> Matrix:
        """Write into the words beside a row."""
        return self.pasted(page, state, character)

    def pasted(self, page: Page, state: Matrix, text: str) -> Matrix:
        """Write into the words beside a row."""
        return matrix.write(page, state, lambda field: inserted(field, text)) if state.in_words else state

    def digit(self, page: Page, state: Matrix, digit: int) -> Matrix:
        """Mark the point with this number and go on; a row that is shown alone begins with its first point."""
        after = matrix.digit(page, state, digit)
        return after if self.is_grid(page) or after.row == state.row else matrix.at(after, after.row, 0)

    def clicked(self, page: Page, state: Matrix, target: Target) -> Matrix:
        """Mark the cell or choose the special answer that was clicked."""
        if target.name == "special" and target.row < len(page.specials):
            return matrix.toggle_special(page, state, page.specials[target.row].id)
        if target.name == "cell" and target.row < len(page.rows) and target.column < len(matrix.columns(page)):
            return matrix.mark(page, state, target.row, target.column)
        if target.name not in ("row", "words"):
            return state
        state = matrix.go(page, state, target.row - state.row)
        return matrix.in_words(page, state) if target.name == "words" else state

    def enter(self, page: Page, state: Matrix) -> Matrix | None:
        """Go to the next row where one row is shown at a time, else give the answer."""
        if self.is_grid(page) or state.special or state.row >= len(page.rows):
            return None
        return matrix.next_row(page, state)

    def back(self, page: Page, state: Matrix) -> Matrix | None:
        """Leave the words, go to the row before where one row is shown at a time, else leave the page."""
        if state.in_words:
            return matrix.in_words(page, state)
        return None if self.is_grid(page) else matrix.next_row(page, state, -1)

    def typing(self, page: Page, state: Matrix) -> bool:
        """Letters are text in the words beside a row."""
        return state.in_words

    def actions(self, page: Page, state: Matrix) -> Sequence[str]:
        """Return marking and moving."""
        if state.in_words:
            return ("next_field",)
        return self.shown_actions if self.is_grid(page) else ("digit_1", "up", "left")

    def draw(self, page: Page, state: Matrix, look: Look) -> Drawing:
        """Return the grid, or the row under the cursor with its points."""
        grid = grid_of(page, look)
        return grid_drawing(page, state, grid, look) if grid else rows_drawing(page, state, look)

    def is_grid(self, page: Page) -> bool:
        """Return whether the matrix was last drawn as a grid, and not one row at a time."""
        return grid_of(page, self.look) is not None

    def _vertical(self, steps: int, page: Page, state: Matrix) -> Matrix:
        if self.is_grid(page):
            return matrix.go(page, state, steps)
        return _over_points(page, state, steps)

    def _horizontal(self, steps: int, page: Page, state: Matrix) -> Matrix:
        if self.is_grid(page):
            return matrix.slide(page, state, steps)
        return matrix.next_row(page, state, steps) or state


def _next_field(page: Page, state: Matrix) -> Matrix:
    """Return the words beside the row, or the next row."""
    entered = state if state.in_words else matrix.in_words(page, state)
    return entered if entered is not state else matrix.go(page, state, 1)


def _over_points(page: Page, state: Matrix, steps: int) -> Matrix:
    """Return the state with the cursor moved over the points of its row and on to the special answers."""
    last = len(matrix.columns(page)) - 1
    if state.row >= len(page.rows):
        leaves = state.row == len(page.rows) and steps < 0
        return matrix.at(state, len(page.rows) - 1, last) if leaves else matrix.go(page, state, steps)
    if state.column == last and steps > 0 and page.specials:
        return matrix.at(state, len(page.rows), last)
    return matrix.slide(page, state, steps)
