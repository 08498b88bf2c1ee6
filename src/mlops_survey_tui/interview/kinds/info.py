"""Nothing to answer."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import _
from ..answers import Answer
from ..page import Page, Problem
from .base import register


class InfoRules:
    """A text takes no answer; going on counts as read."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not answer.is_empty:
            yield Problem("no_answer_here", _("There is nothing to answer here; just go on."))

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the answer unchanged."""
        return answer

    def describe(self, page: Page, answer: Answer) -> str:
        """Return nothing: there is no answer."""
        return ""


register("info", InfoRules())
