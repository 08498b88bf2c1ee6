"""A numbered scale."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from ...conditions.types import Type, choice_of
from ...time_model import DECIDE, Effort, Expected, Material, read, words
from ..base import Words
from ..questions import QuestionSpec, Universe
from ..registry import register


@register
class ScaleKind(QuestionSpec):
    """A numbered scale from ``low`` to ``high`` with labelled ends."""

    kind: Literal["scale"]
    low: int = Field(default=0, ge=0, le=1)
    high: int = Field(default=10, ge=2, le=10)
    low_label: Words = ""
    high_label: Words = ""

    def settings(self) -> dict[str, Any]:
        return {"low": self.low, "high": self.high, "low_label": self.low_label, "high_label": self.high_label}

    def value_type(self, universe: Universe) -> Type:
        return choice_of(frozenset(str(point) for point in range(self.low, self.high + 1)))

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        return DECIDE + 0.5 * read(words(self.low_label) + words(self.high_label) + self.high - self.low)
