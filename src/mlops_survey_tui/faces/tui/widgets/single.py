"""One option out of a list."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ...states import single
from ...states.choice_list import ChoiceList
from ..glyphs import glyphs
from ..lines import Look
from .choice_view import ChoiceView


class SingleView(ChoiceView):
    """Moving does not choose: Space, a digit, a click, and Enter where the respondent led the cursor do."""

    def begin(self, page: Page) -> ChoiceList:
        """Return the list that shows the page's draft or answer."""
        return single.begin(page)

    def choose(self, page: Page, state: ChoiceList, index: int) -> ChoiceList:
        """Choose the option."""
        return single.choose(page, state, index)

    def toggle(self, page: Page, state: ChoiceList, index: int) -> ChoiceList:
        """Choose the option, or take it back."""
        return single.toggle(page, state, index)

    def enter(self, page: Page, state: ChoiceList) -> ChoiceList | None:
        """Return the next step within the page, or None to give the answer."""
        return single.enter(page, state)

    def answer(self, page: Page, state: ChoiceList) -> Answer:
        """Return the choice."""
        return single.answer(page, state)

    def marks(self, look: Look) -> tuple[str, str]:
        """Return round marks."""
        table = glyphs(look.ascii)
        return table.radio, table.radio_on
