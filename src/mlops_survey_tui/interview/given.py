"""An interview rebuilt from what it came to: answers and chance are taken as given, and only the path is worked out.

Whoever receives answers checks with it that the questions answered are those that these answers lead to.
"""

from __future__ import annotations

from typing import Any

from ..questionnaire.model import Draw, Question
from .answers import Answer
from .world import World


class GivenWorld(World):
    """A world whose answers need no pruning, and whose draws are those recorded."""

    def effective_answer(self, question: Question, key: str) -> Answer | None:
        """Return the answer as it was shared."""
        return self.facts.raw(key)

    def drawn(self, draw: Draw) -> Any:
        """Return what was drawn, as it was shared."""
        if draw.depth == 0:
            return self.facts.draws.get(draw.id)
        names = {item: f"{draw.id}@{item}" for (item, *_) in self.shown.get(draw.section, ()) if item}
        return {item: self.facts.draws[name] for item, name in names.items() if name in self.facts.draws}
