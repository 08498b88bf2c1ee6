"""Options in order."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import _
from ..answers import Answer
from ..page import Page, Problem
from .base import ids, kept_texts, label_of, not_offered, register


class RankingRules:
    """The value is a list of option ids, best first, without repetition."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not isinstance(answer.value, list):
            yield Problem("wrong_shape", _("Put the options in order."))
            return
        offered, ranked = ids(page.options), len(answer.value)
        yield from (not_offered(id_) for id_ in answer.value if id_ not in offered)
        if len(set(answer.value)) < ranked:
            yield Problem("repeated", _("An option stands on two ranks."))
        if page.maximum is not None and ranked > page.maximum:
            message = _("Only the first {most} ranks count; take {over} out.")
            yield Problem("too_many", message.format(most=f"{page.maximum:g}", over=f"{ranked - page.maximum:g}"))
        least = self.least(page)
        if ranked < least:
            message = _("Rank at least {least}; {missing} more to go.")
            yield Problem("too_few", message.format(least=least, missing=least - ranked))

    @staticmethod
    def least(page: Page) -> int:
        """Return how many options must be ranked at least: all in a full ranking, one in a top-k ranking."""
        if page.minimum is not None:
            return min(int(page.minimum), len(page.options))
        return 1 if page.maximum is not None else len(page.options)

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the ranking of the options that are still there; the others move up."""
        offered = set(ids(page.options))
        kept = [id_ for id_ in answer.value if id_ in offered]
        if kept == answer.value and len(kept) >= min(self.least(page), len(page.options)):
            return answer
        return Answer(kept, texts=kept_texts(answer, kept)) if len(kept) >= self.least(page) else None

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the ranked labels."""
        return " · ".join(f"{rank}. {label_of(page.options, id_, answer)}" for rank, id_ in enumerate(answer.value, 1))


register("ranking", RankingRules())
