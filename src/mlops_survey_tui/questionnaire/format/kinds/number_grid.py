"""A number for each row."""

from __future__ import annotations

from typing import Literal

from ...conditions.types import NUMBER, Rows, Type
from ...time_model import Effort, Expected, Material, read
from ..choosing import WithNumbers, WithRows
from ..questions import Universe
from ..registry import register


@register
class NumberGrid(WithNumbers, WithRows):
    """A number for each row; rows may stay empty."""

    kind: Literal["number_grid"]

    def value_type(self, universe: Universe) -> Type:
        return Rows(universe("rows"), NUMBER)

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        empty = max(0.0, material.row_count - expected.selected)
        return read(material.row_words) + 2.8 * expected.selected + 0.5 * empty
