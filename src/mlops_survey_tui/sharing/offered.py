"""The pages that shared answers are checked against; one that is the same for everybody is built once."""

from __future__ import annotations

from dataclasses import replace

from ..interview.given import GivenWorld
from ..interview.keys import split_key
from ..interview.page import Page
from ..interview.pages import build_page
from ..questionnaire.model import Question


def offered(world: GivenWorld, key: str) -> Page:
    """Return what a page offered. Its words and the order of its choices may be those of another interview."""
    question = world.questionnaire.question_by_id[split_key(key)[0]]
    if not _same_for_everybody(question):
        return build_page(world, key)
    pages: dict[str, Page] = world.questionnaire.memory.setdefault("offered", {})
    page = pages.get(question.id)
    if page is None:
        page = pages[question.id] = build_page(world, key)
    return page if page.key == key else replace(page, key=key)


def _same_for_everybody(question: Question) -> bool:
    """Whether neither earlier answers nor chance decide what may be chosen."""
    subset = any(source.show for source in (*question.options, *question.rows, *question.extra_rows))
    return not (question.varies or subset or "sets" in question.settings)
