"""The pages that shared answers are checked against; one that is the same for everybody is built once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..interview.answers import Answer
from ..interview.given import GivenWorld
from ..interview.keys import split_key
from ..interview.kinds.certain import certain_of
from ..interview.page import Page
from ..interview.pages import build_page
from ..questionnaire.model import Question


def offered(world: GivenWorld, key: str) -> Page:
    """Return what a page offered, without its words and in any order."""
    name = split_key(key)[0]
    pages: dict[str, Page | None] = world.questionnaire.memory.setdefault("offered", {})
    if name not in pages:
        same = _same_for_everybody(world.questionnaire.question_by_id[name])
        pages[name] = build_page(world, key, bare=True) if same else None
    page = pages[name]
    if page is None:
        return build_page(world, key, bare=True)
    return page if page.key == key else replace(page, key=key)


def quick_test(world: GivenWorld, key: str) -> Callable[[Answer], bool] | None:
    """Return a test for the answers on a page that holds only for good ones, or None where there is none.

    What it does not know to be good is to be checked by the rules, which also say what is wrong.
    """
    tests: dict[str, Callable[[Answer], bool] | None] = world.questionnaire.memory.setdefault("quick_tests", {})
    name = key.partition("@")[0]
    if name not in tests:
        question = world.questionnaire.question_by_id[name]
        exact = not ("bands" in question.settings or any(check.hard for check in question.checks))
        tests[name] = certain_of(offered(world, key)) if exact and _same_for_everybody(question) else None
    return tests[name]


def _same_for_everybody(question: Question) -> bool:
    """Whether neither earlier answers nor chance decide what may be chosen."""
    subset = any(source.show for source in (*question.options, *question.rows, *question.extra_rows))
    return not (question.varies or subset or "sets" in question.settings)
