"""A text of several lines."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import _
from ..typed import LITERAL, Typed, as_text
from .base import Ask, Talk, register, special_of, specials_line


class LongTextPrompt:
    """Lines up to one that says ``done``; an empty line is a line of the text."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for lines."""
        line = yield Ask((_("Type your answer. A line that says done ends it."), *specials_line(page)))
        lines: list[str] = []
        while line.word != "done":
            lines.append(line.text)
            line = yield Ask((), Answer("\n".join(lines)))
        return Answer("\n".join(lines))

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the lines, and the word that ends them."""
        first, *more = answer.value.split("\n")
        opening = f"{LITERAL}{first}" if special_of(page, Typed(first)) else as_text(first)
        return [opening, *(as_text(line) if line else "" for line in more), "done"]


register(LongTextPrompt(), "long_text")
