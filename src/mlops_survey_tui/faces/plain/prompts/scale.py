"""A point of a numbered scale: the number itself."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.page import Page
from ....language import _
from ..speech import inline
from .base import Ask, Talk, register, specials_line, unclear


class ScalePrompt:
    """Numbers are the points of the scale; special answers are typed in words."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for a point."""
        how = _how(page)
        ask = Ask((*_labels(page), how, *specials_line(page)))
        points = {choice.id for choice in page.options}
        while True:
            line = yield ask
            point = line.text.strip()
            if point in points:
                return Answer(point)
            ask = unclear(how)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the point."""
        return [str(answer.value)]


def _how(page: Page) -> str:
    if not page.options:
        return _("Press Enter.")
    return _("Type a number from {first} to {last}.").format(first=page.options[0].id, last=page.options[-1].id)


def _labels(page: Page) -> list[str]:
    named = (choice for choice in page.options if choice.label != choice.id)
    return [_("{point} is {label}.").format(point=choice.id, label=inline(choice.label)) for choice in named]


register(ScalePrompt(), "scale")
