"""Divide a total over rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from ...conditions.types import NUMBER, Rows, Type
from ...time_model import Effort, Expected, Material, read
from ..base import Expression
from ..choosing import WithRows
from ..lists import Entries
from ..questions import Counts, Universe
from ..registry import register


@register
class Allocation(WithRows):
    """Divide a total over rows: exactly, or with ``at_most`` no more than the total."""

    kind: Literal["allocation"]
    total: Expression = 100
    at_most: bool = False
    unit: Literal["percent", "count"] | None = Field(default=None, description="Default: percent when the total is 100")
    beside: Entries | None = Field(default=None, description="Earlier allocation shown beside each row")
    extra_rows: Entries = []
    extra_limit: int = Field(default=0, ge=0)

    entry_fields: ClassVar[tuple[str, ...]] = ("rows", "extra_rows")

    def settings(self) -> dict[str, Any]:
        return {"at_most": self.at_most, "unit": self.unit, "extra_limit": self.extra_limit}

    def value_type(self, universe: Universe) -> Type:
        return Rows(universe("rows") | universe("extra_rows"), NUMBER)

    def faults(self, counts: Counts) -> Iterator[tuple[str, str, str]]:
        if isinstance(self.total, bool | float) or (isinstance(self.total, int) and self.total < 1):
            yield "S502", f"the total {self.total} cannot be divided", "total"
        if self.extra_limit and not self.extra_rows:
            yield "S503", "extra_limit without extra_rows", "extra_limit"

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        above_zero = min(expected.selected, material.row_count or expected.selected)
        zero = max(0.0, material.row_count - above_zero)
        return 0.8 * read(material.row_words) + 3.5 * above_zero + 0.4 * zero + 4.0
