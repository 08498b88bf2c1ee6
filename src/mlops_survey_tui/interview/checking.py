"""Checks an answer before it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..language import _
from .answers import EMPTY, Answer
from .keys import split_key
from .kinds import rules_of
from .page import Page, Problem
from .wording import write

if TYPE_CHECKING:
    from .world import World

TEXT_LIMIT = 4000


def clean_text(text: str) -> str:
    """Return a text without lone surrogates and control characters (line breaks and tabs stay)."""
    if text.isprintable():
        return text
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in kept if c in "\n\t" or not (c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff")
    )


def normalise(answer: Answer) -> Answer:
    """Return the answer as it is stored: cleaned texts, nothing empty; blank text is no answer."""
    value: Any = answer.value
    clean = type(value) is not str or (value.isprintable() and not value.isspace())
    if value and clean and not (answer.texts or answer.special):
        return answer
    if isinstance(value, str):
        value = clean_text(value)
        value = value if value.strip() else None
    elif isinstance(value, dict | list) and not value:
        value = None
    texts = {id_: clean_text(text).strip() for id_, text in answer.texts.items() if isinstance(text, str)}
    normal = Answer(value, answer.special, {id_: text for id_, text in texts.items() if text})
    return EMPTY if normal.is_empty else normal


def problems(world: World, page: Page, answer: Answer) -> Iterator[Problem]:
    """Yield everything that is wrong with a normalised answer."""
    if answer.is_empty:
        if page.required:
            yield Problem("required", _("This question needs an answer, because the way on depends on it."))
        return
    hard = list(rules_of(page).check(page, answer))
    yield from hard
    if not hard:
        yield from _remarks(world, page, answer)


def _remarks(world: World, page: Page, answer: Answer) -> list[Problem]:
    """Return the questionnaire's own remarks, as if the answer had been given.

    All at once: for as long as they are worked out, the world holds that answer.
    """
    question = world.questionnaire.question_by_id[split_key(page.key)[0]]
    if not question.checks:
        return []
    found = []
    before = world.effective.get(page.key)
    world.effective[page.key] = answer
    try:
        scope = world.scope(page.key)
        for number, check in enumerate(question.checks, 1):
            if world.closure(check.when)(scope) is True:
                message = write(world, check.message, scope)
                found.append(Problem(f"check_{number}", message, soft=not check.hard))
    finally:
        if before is None:
            del world.effective[page.key]
        else:
            world.effective[page.key] = before
    return found
