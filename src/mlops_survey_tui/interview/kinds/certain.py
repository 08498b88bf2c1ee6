"""Quick tests for pages that are the same for everybody: made once for a page, and true only for answers without fault
that are stored as they stand (see ``checking.normalise``).

An answer that a test does not know to be right goes through the rules of its kind, which say what is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from ..answers import Answer
from ..page import Page
from .base import ids, ruled_like

Certain = Callable[[Answer], bool]


def certain_of(page: Page) -> Certain | None:
    """Return the quick test for the answers to a page, or None where its kind has none."""
    make = _MAKERS.get(ruled_like(page))
    return make(page) if make is not None else None


def _one(page: Page) -> Certain:
    offered = frozenset(ids(page.options))

    def certain(answer: Answer) -> bool:
        value = answer.value
        return type(value) is str and value in offered and not (answer.special or answer.texts)

    return certain


def _several(page: Page) -> Certain:
    offered = frozenset(choice.id for choice in page.options if not choice.exclusive)
    least = max(1, min(int(page.minimum or 0), len(offered)))
    most = len(offered) if page.maximum is None else page.maximum

    def certain(answer: Answer) -> bool:
        value = answer.value
        if type(value) is not list or not least <= len(value) <= most or answer.special or answer.texts:
            return False
        return len(frozenset(value)) == len(value) and offered.issuperset(value)

    return certain


def _number(page: Page) -> Certain:
    least = -math.inf if page.minimum is None else page.minimum
    most = math.inf if page.maximum is None else page.maximum

    def certain(answer: Answer) -> bool:
        value = answer.value
        return type(value) is int and least <= value <= most and not (answer.special or answer.texts)

    return certain


def _words(page: Page) -> Certain:
    limit = page.text_limit

    def certain(answer: Answer) -> bool:
        value = answer.value
        if type(value) is not str or len(value) > limit or answer.special or answer.texts:
            return False
        return value.isprintable() and not (value == "" or value.isspace())

    return certain


_MAKERS: Mapping[str, Callable[[Page], Certain]] = {
    "single": _one,
    "scale": _one,
    "multi": _several,
    "number": _number,
    "text": _words,
    "long_text": _words,
}
