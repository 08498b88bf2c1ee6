"""One number."""

from __future__ import annotations

from typing import Literal

from ...conditions.types import NUMBER, Type
from ...time_model import Effort, Expected, Material
from ..choosing import WithNumbers
from ..questions import Universe
from ..registry import register


@register
class Number(WithNumbers):
    """One number between a minimum and a maximum."""

    kind: Literal["number"]

    def value_type(self, universe: Universe) -> Type:
        return NUMBER

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        return 4.0
