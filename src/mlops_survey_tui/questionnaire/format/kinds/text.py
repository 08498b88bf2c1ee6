"""Free text: one line, or several."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from ...conditions.types import WORDS, Type
from ...time_model import Effort, Expected, Material
from ..questions import QuestionSpec, Universe
from ..registry import register


class Writing(QuestionSpec):
    """What both kinds of free text share."""

    max_chars: int = Field(default=200, ge=1, le=4000)

    def settings(self) -> dict[str, Any]:
        return {"text_limit": self.max_chars}

    def value_type(self, universe: Universe) -> Type:
        return WORDS

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        return expected.probability * expected.writing


@register
class ShortText(Writing):
    """One line of text."""

    kind: Literal["text"]


@register
class LongText(Writing):
    """Several lines of text."""

    kind: Literal["long_text"]
    max_chars: int = Field(default=2000, ge=1, le=4000)

    writing_seconds: ClassVar[float] = 40.0
