"""Several lines of free text."""

from __future__ import annotations

from ....interview.page import Page
from ...states import writing
from ...states.writing import Writing
from .writing_view import WritingView


class LongTextView(WritingView):
    """Enter makes a new line in the text; Tab leads to the way on, where Enter gives the answer."""

    several_lines = True

    def enter(self, page: Page, state: Writing) -> Writing | None:
        """Write a new line while the text has the focus, else give the answer."""
        return writing.write(state, "\n", lines=True) if state.cursor == 0 else None
