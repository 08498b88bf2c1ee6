"""What finds changes, one aspect of a question a file; a new aspect is one function and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..change import Pair, Touch
from .base import assignments, conditions, definitions, draws, loops, routing
from .parts import order, parts, taken
from .settings import kind, limits, presentation, scale, specials, total
from .wording import help_text, prompts, text

FINDERS: tuple[Callable[[Pair], Iterator[Touch]], ...] = (
    text, help_text, prompts, kind, parts, taken, order, scale, specials, limits, total,
    conditions, loops, routing, assignments, definitions, draws, presentation,
)  # fmt: skip


def touches_of(pair: Pair) -> list[Touch]:
    """Return every change that concerns a question."""
    return list(dict.fromkeys(touch for find in FINDERS for touch in find(pair)))
