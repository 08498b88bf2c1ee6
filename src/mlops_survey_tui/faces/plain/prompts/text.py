"""A text on one line."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import _
from ..typed import LITERAL, Typed, as_text
from .base import Ask, Talk, register, special_of, specials_line


class TextPrompt:
    """Whatever is typed is the answer, but for commands and special answers; a backslash makes them text."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for a line."""
        line = yield Ask((_("Type your answer on one line."), *specials_line(page)))
        return Answer(line.text)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the line."""
        if special_of(page, Typed(answer.value)):
            return [f"{LITERAL}{answer.value}"]
        return [as_text(answer.value)]


register(TextPrompt(), "text")
