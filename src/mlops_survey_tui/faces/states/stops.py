"""Where the cursor can stop: the rows of a kind's body, and then the special answers to the question."""

from __future__ import annotations

from collections.abc import Mapping

from ...interview.answers import EMPTY, Answer
from ...interview.page import Page

_FAR = 1_000_000
STEPS: Mapping[str, int] = {"up": -1, "down": 1, "page_up": -10, "page_down": 10, "home": -_FAR, "end": _FAR}
"""By how many stops a registered action moves."""


def moved(cursor: int, steps: int, count: int) -> int:
    """Return the cursor after some steps, within ``count`` stops."""
    return max(0, min(cursor + steps, count - 1))


def special_at(page: Page, cursor: int, body: int) -> str:
    """Return the id of the special answer at the cursor, or an empty text in the first ``body`` stops."""
    index = cursor - body
    return page.specials[index].id if 0 <= index < len(page.specials) else ""


def given(page: Page) -> Answer:
    """Return the answer that a page starts from: what was entered but not given yet, else what was given."""
    return page.draft or page.answer or EMPTY


def special_of(page: Page, answer: Answer) -> str:
    """Return the special answer of an answer, if the page still offers it."""
    return answer.special if any(choice.id == answer.special for choice in page.specials) else ""
