"""Free text."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers import Answer
from ..page import Page, Problem
from .base import register


class TextRules:
    """The value is a text no longer than the page's limit."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not isinstance(answer.value, str):
            yield Problem("wrong_shape", "Type some words.")
        elif len(answer.value) > page.text_limit:
            over = len(answer.value) - page.text_limit
            yield Problem("text_too_long", f"At most {page.text_limit} characters; {over} too many.")

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the answer unchanged."""
        return answer

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the text on one line."""
        return " ".join(str(answer.value).split())


register("text", TextRules())
register("long_text", TextRules())
