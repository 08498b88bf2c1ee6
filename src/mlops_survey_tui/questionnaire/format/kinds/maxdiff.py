"""Best-worst scaling (MaxDiff, Louviere 1991): the most and the least of each small set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from ...time_model import Effort, Expected, Material, read
from ...translation.built_in import MARKS
from ..base import Id, Words
from ..choosing import Choosing
from ..questions import Counts
from ..registry import register


@register
class MaxDiff(Choosing):
    """In each of ``sets`` sets of ``per_set`` options choose the most and the least."""

    kind: Literal["maxdiff"]
    sets: int = Field(ge=1, le=60)
    per_set: int = Field(ge=3, le=6)
    most: Words = MARKS["most"]
    least: Words = MARKS["least"]
    design: Id | None = Field(default=None, description="A file under designs/ with the sets; drawn without one")

    def settings(self) -> dict[str, Any]:
        return {"sets": self.sets, "per_set": self.per_set, "prompts": [self.most, self.least]}

    def faults(self, counts: Counts) -> Iterator[tuple[str, str, str]]:
        count, shown = counts("options"), self.sets * self.per_set
        if 0 <= count < self.per_set:
            yield "S505", f"{count} options, but sets of {self.per_set}", "per_set"
        elif count > shown:
            yield "S505", f"{count} options, but {self.sets} sets of {self.per_set} show only {shown}", "sets"

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        words_per_option = material.option_words / max(1, material.option_count)
        return self.sets * (read(words_per_option * self.per_set) + 4.5)
