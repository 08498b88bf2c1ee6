"""Choose one option."""

from __future__ import annotations

from typing import Literal

from ...conditions.types import Type, choice_of
from ...time_model import DECIDE, Effort, Expected, Material, read
from ..choosing import Choosing
from ..questions import Universe
from ..registry import register


@register
class Single(Choosing):
    """Choose one option."""

    kind: Literal["single"]

    def value_type(self, universe: Universe) -> Type:
        return choice_of(universe("options"))

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        if self.searchable and material.option_count > 12:
            return DECIDE + 0.25 * read(material.option_words) + 2.5
        return DECIDE + 0.5 * read(material.option_words)
