"""One option, several options, a point of a scale."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import _
from ..answers import Answer
from ..page import Page, Problem
from .base import ids, kept_texts, label_of, not_offered, register


class SingleRules:
    """The value is the id of one option."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if answer.value not in ids(page.options):
            yield not_offered(answer.value)
        for id_ in answer.texts:
            if id_ != answer.value:
                yield Problem("unexpected_text", _("Words were typed beside an option that is not chosen."), id_)

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the answer if its option is still there."""
        return answer if answer.value in ids(page.options) else None

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the option's label."""
        return label_of(page.options, answer.value, answer)


class MultiRules:
    """The value is a list of option ids without repetition."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not isinstance(answer.value, list):
            yield Problem("wrong_shape", _("Choose from the list."))
            return
        yield from self._check_members(page, answer)
        chosen = len(answer.value)
        if page.maximum is not None and chosen > page.maximum:
            message = _("At most {most} can be chosen; take {over} away.")
            yield Problem("too_many", message.format(most=f"{page.maximum:g}", over=f"{chosen - page.maximum:g}"))
        least = min(int(page.minimum or 0), sum(not choice.exclusive for choice in page.options))
        if chosen < least and not any(choice.exclusive for choice in page.options if choice.id in answer.value):
            message = _("Choose at least {least}; {missing} more to go.")
            yield Problem("too_few", message.format(least=least, missing=least - chosen))

    def _check_members(self, page: Page, answer: Answer) -> Iterator[Problem]:
        offered = ids(page.options)
        yield from (not_offered(id_) for id_ in answer.value if id_ not in offered)
        if len(set(answer.value)) < len(answer.value):
            yield Problem("repeated", _("An option is chosen twice."))
        exclusive = [choice for choice in page.options if choice.exclusive and choice.id in answer.value]
        if exclusive and len(answer.value) > 1:
            message = _("“{label}” does not go together with other choices.").format(label=exclusive[0].label)
            yield Problem("exclusive", message, exclusive[0].id)
        for id_ in answer.texts:
            if id_ not in answer.value:
                yield Problem("unexpected_text", _("Words were typed beside an option that is not chosen."), id_)

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the answer with the options that are still there."""
        offered = set(ids(page.options))
        kept = [id_ for id_ in answer.value if id_ in offered]
        if kept == answer.value:
            return answer
        return Answer(kept, texts=kept_texts(answer, kept)) if kept else None

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the options' labels."""
        return " · ".join(label_of(page.options, id_, answer) for id_ in answer.value)


register("single", SingleRules())
register("scale", SingleRules())
register("multi", MultiRules())
