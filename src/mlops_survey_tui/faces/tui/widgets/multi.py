"""Several options out of a list."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import _
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
        least, most = page.minimum or 0, page.maximum or 0
        if page.maximum is not None:
            text = _("{chosen} chosen of {least} to {most}") if least else _("{chosen} of {most} chosen")
        elif least:
            text = _("{chosen} chosen, {least} or more")
        else:
            text = _("{chosen} chosen") if page.searchable and chosen else ""
        return text.format(chosen=chosen, least=f"{least:g}", most=f"{most:g}")

    def marks(self, look: Look) -> tuple[str, str]:
        """Return square marks."""
        table = glyphs(look.ascii)
        return table.box, table.box_on
