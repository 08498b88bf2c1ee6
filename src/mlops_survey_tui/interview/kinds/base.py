"""What the rules of a kind are, and their registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from ...language import _
from ...questionnaire.by_kind import Asked, by_kind
from ..answers import Answer
from ..page import Choice, Page, Problem


class Rules(Protocol):
    """The rules of one kind. ``answer`` holds a value, never a special answer to the whole question."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return what is left of an answer, given once, on the page as it is now; None if nothing is."""

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the answer in words, for the review."""


RULES: dict[str, Rules] = {}


def register(kind: str, rules: Rules) -> None:
    """Add the rules of a kind."""
    RULES[kind] = Guarded(rules)


def rules_of(asked: Asked) -> Rules:
    """Return the rules that hold for the answers to a question or page.

    Raises:
        KeyError: no rules are registered for its kind, nor for the one whose answers it gives.
    """
    return by_kind(RULES, asked)


def ruled_like(asked: Asked) -> str:
    """Return the kind whose rules hold: what is known of its answers, and of no others, is known of these."""
    return asked.kind if asked.kind in RULES else asked.shape


class Guarded:
    """Rules around the rules of a kind: special answers, which are alike everywhere."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not answer.special:
            yield from self.rules.check(page, answer)
            yield from _check_texts(page, answer)
        elif answer.special not in ids(page.specials):
            yield Problem(
                "unknown_option", _("This answer is not offered here. Choose one that is shown."), answer.special
            )
        elif answer.value not in (None, [], {}, ""):
            yield Problem("special_excludes", _("Either give an answer or choose why not; both do not go together."))

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return what is left of an answer."""
        if answer.special:
            return answer if answer.special in ids(page.specials) else None
        return self.rules.prune(page, answer)

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the answer in words."""
        if answer.special:
            return label_of(page.specials, answer.special)
        return self.rules.describe(page, answer)


def _check_texts(page: Page, answer: Answer) -> Iterator[Problem]:
    if not answer.texts:
        return
    limits = {choice.id: choice.text_limit for choice in page.choices()}
    for id_, text in answer.texts.items():
        limit = limits.get(id_, 0)
        if not limit:
            yield Problem("unexpected_text", _("This option takes no words."), id_)
        elif not isinstance(text, str) or len(text) > limit:
            yield Problem(
                "text_too_long", _("At most {limit} characters fit here; please shorten it.").format(limit=limit), id_
            )


def ids(choices: Iterable[Choice]) -> list[str]:
    """Return the ids of choices."""
    return [choice.id for choice in choices]


def label_of(choices: Iterable[Choice], id_: str, answer: Answer | None = None) -> str:
    """Return the label of a choice, with the words typed beside it."""
    label = next((choice.label for choice in choices if choice.id == id_), id_)
    words = answer.texts.get(id_) if answer is not None else None
    return f"{label}: {words}" if words else label


def kept_texts(answer: Answer, kept: Iterable[str]) -> dict[str, str]:
    """Return the typed words of the options that are kept."""
    kept = set(kept)
    return {id_: text for id_, text in answer.texts.items() if id_ in kept}


def not_offered(id_: str) -> Problem:
    """Return the problem of an id that the page does not show."""
    return Problem("unknown_option", _("This is not among the choices shown. Choose one that is."), str(id_))
