"""Free text."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import _
from ..answers import Answer
from ..page import Page, Problem
from .base import register


class TextRules:
    """The value is a text no longer than the page's limit."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not isinstance(answer.value, str):
            yield Problem("wrong_shape", _("Type some words."))
        elif len(answer.value) > page.text_limit:
            over = len(answer.value) - page.text_limit
            message = _("At most {limit} characters; {over} too many.")
            yield Problem("text_too_long", message.format(limit=page.text_limit, over=over))

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the answer unchanged."""
        return answer

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the text on one line."""
        return " ".join(str(answer.value).split())


register("text", TextRules())
register("long_text", TextRules())
