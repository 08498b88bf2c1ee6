"""The keys that a person presses to give an answer, for every kind, found by registration."""

from __future__ import annotations

from typing import Any

from ....interview.answers import Answer
from ....interview.page import Page
from ..widgets import has_own_view
from . import allocation, choosing, matrix, maxdiff, numbers, ranking, scale, writing
from .hand import TELL, CannotEnter, Hand, Stroke
from .shapes import has_shape

__all__ = ["CannotEnter", "Stroke", "keys_for"]

_KINDS = (allocation, choosing, matrix, maxdiff, numbers, ranking, scale, writing)
"""Imported so that they register."""


def keys_for(page: Page, state: Any, answer: Answer) -> tuple[Stroke, ...]:
    """Return the keys that turn a view's state into a normalised answer; the last one, Enter, gives it.

    An empty answer empties the state first, so that Enter skips.

    Raises:
        CannotEnter: no keys lead to this answer.
    """
    hand = Hand(page, state)
    if not has_shape(page, answer.value):
        raise CannotEnter(page, answer, f"a {page.kind} question takes no answer of this shape")
    tell = TELL.get(page.kind if has_own_view(page.kind) else page.shape)
    if tell is None:
        raise CannotEnter(page, answer, f"it is not known which keys answer a {page.kind} question")
    tell(hand, answer)
    hand.give(answer)
    return tuple(hand.strokes)
