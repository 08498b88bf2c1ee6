"""Put options in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from ...conditions.types import Choices, Type
from ...time_model import Effort, Expected, Material, read
from ..choosing import Choosing, limit_faults
from ..questions import Counts, Universe
from ..registry import register


@register
class Ranking(Choosing):
    """Put options in order: all of them, or the best few (``top``)."""

    kind: Literal["ranking"]
    top: int | None = Field(default=None, ge=1)
    minimum: int | None = Field(default=None, ge=0, description="Default: all when full, one when top is given")

    def settings(self) -> dict[str, Any]:
        return {"minimum": self.minimum, "maximum": self.top}

    def value_type(self, universe: Universe) -> Type:
        return Choices(universe("options"))

    def faults(self, counts: Counts) -> Iterator[tuple[str, str, str]]:
        count = counts("options")
        yield from limit_faults(self.minimum or 0, self.top, count)
        if self.top is not None and 0 <= count < self.top:
            yield "S503", f"top {self.top}, but there are only {count} options", "top"

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        return 0.5 * read(material.option_words) + 0.2 * material.option_count + 3.0 * expected.selected
