"""A text to read."""

from __future__ import annotations

from typing import Literal

from ...time_model import SCREEN, Effort, Material, read, words
from ..questions import QuestionSpec
from ..registry import register


@register
class Info(QuestionSpec):
    """A text to read; nothing is asked."""

    kind: Literal["info"]

    def seconds(self, stem: str, help_text: str, material: Material, effort: Effort) -> float:
        return SCREEN + 0.7 * read(words(stem) + words(help_text))
