"""One number."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import figure
from .base import Ask, NotUnderstood, Talk, register, specials_line, unclear
from .numbers import number_in, request, written


class NumberPrompt:
    """A number on a line; special answers are typed in words."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for the number."""
        ask = Ask((request(page), *specials_line(page)))
        while True:
            line = yield ask
            try:
                return Answer(number_in(page, line))
            except NotUnderstood as error:
                ask = unclear(str(error))

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the number."""
        return [figure(written(answer.value))]


register(NumberPrompt(), "number")
