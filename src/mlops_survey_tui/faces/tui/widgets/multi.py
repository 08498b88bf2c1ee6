"""Several options out of a list."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ...states import multi
from ...states.choice_list import ChoiceList
from ..glyphs import glyphs
from ..lines import Look
from .choice_view import ChoiceView


class MultiView(ChoiceView):
    """Space, a digit or a click chooses and takes back; a search takes its best match with Enter."""

    def begin(self, page: Page) -> ChoiceList:
        """Return the list that shows the page's draft or answer."""
        return multi.begin(page)

    def choose(self, page: Page, state: ChoiceList, index: int) -> ChoiceList:
        """Choose the option, or take it back."""
        return multi.toggle(page, state, index)

    toggle = choose

    def enter(self, page: Page, state: ChoiceList) -> ChoiceList | None:
        """Return the next step within the page, or None to give the answer."""
        return multi.enter(page, state)

    def answer(self, page: Page, state: ChoiceList) -> Answer:
        """Return the choices."""
        return multi.answer(page, state)

    def count(self, page: Page, state: ChoiceList) -> str:
        """Return how many are chosen, and how many may and must be."""
        chosen = multi.counted(state)
        if page.maximum is not None and page.minimum:
            return f"{chosen} chosen of {page.minimum:g} to {page.maximum:g}"
        if page.maximum is not None:
            return f"{chosen} of {page.maximum:g} chosen"
        if page.minimum:
            return f"{chosen} chosen, {page.minimum:g} or more"
        return f"{chosen} chosen" if page.searchable and chosen else ""

    def marks(self, look: Look) -> tuple[str, str]:
        """Return square marks."""
        table = glyphs(look.ascii)
        return table.box, table.box_on
