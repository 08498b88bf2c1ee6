"""Choose several options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from ...conditions.types import Choices, Type
from ...time_model import Effort, Expected, Material, read
from ..choosing import Choosing, limit_faults
from ..questions import Counts, Universe
from ..registry import register

LONG_LIST = 60
"""Above this many options people search instead of scanning."""


@register
class Multi(Choosing):
    """Choose any number of options, or between a minimum and a maximum."""

    kind: Literal["multi"]
    minimum: int = Field(default=0, ge=0)
    maximum: int | None = Field(default=None, ge=1)

    def settings(self) -> dict[str, Any]:
        return {"minimum": self.minimum, "maximum": self.maximum}

    def value_type(self, universe: Universe) -> Type:
        return Choices(universe("options"))

    def faults(self, counts: Counts) -> Iterator[tuple[str, str, str]]:
        yield from limit_faults(self.minimum, self.maximum, counts("options"))

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        if self.searchable and material.option_count > LONG_LIST:
            return 3.0 + 3.5 * expected.selected
        share = 0.4 if effort is Effort.REPEAT else 1.0
        return 0.5 * share * read(material.option_words) + 0.2 * material.option_count + 1.0 * expected.selected
