"""One option: its number."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import _
from .base import Talk, register
from .picking import chosen_by, menu_of, one_only, picking, with_words, word_lines


class SinglePrompt:
    """Options and special answers in one numbered list; then the words beside the option, if it takes some."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for one number."""
        (choice,) = yield from picking(menu_of(page), _("Type one number."), one_only)
        if choice.special:
            return Answer(special=choice.id)
        texts = yield from with_words([choice], given, lambda texts: Answer(choice.id, texts=texts))
        return Answer(choice.id, texts=texts)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the number of the option, and the words beside it."""
        return [str(menu_of(page).number(answer.value)), *word_lines(chosen_by(page, [answer.value]), answer)]


register(SinglePrompt(), "single")
