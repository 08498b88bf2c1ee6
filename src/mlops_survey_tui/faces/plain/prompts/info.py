"""A text to read."""

from __future__ import annotations

from ....interview.answers import EMPTY, Answer
from ....interview.page import Page
from ....language import _, mark
from .base import Ask, Talk, register, unclear

_HOW = mark("Press Enter to go on.")


class InfoPrompt:
    """Enter goes on; there is nothing to answer."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Wait for Enter."""
        ask = Ask((_(_HOW),))
        while True:
            line = yield ask
            if line.is_blank or line.word == "done":
                return EMPTY
            ask = unclear(_(_HOW))

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the empty line; any answer would be refused."""
        return [""]


register(InfoPrompt(), "info")
