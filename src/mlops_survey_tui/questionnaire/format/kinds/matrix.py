"""One answer for each row."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from ...conditions.types import Choices, Rows, Type, choice_of
from ...time_model import Effort, Expected, Material, read
from ..base import Id, Spec, Words
from ..choosing import WithRows
from ..lists import Entries
from ..questions import Universe
from ..registry import register


class ScaleSpec(Spec):
    """One of several scales side by side."""

    id: Id
    title: Words
    columns: Entries


@register
class Matrix(WithRows):
    """One answer (or several, with ``multiple``) for each row, on one scale or on several side by side."""

    kind: Literal["matrix"]
    columns: Entries = []
    scales: list[ScaleSpec] = []
    multiple: bool = False
    row_special: list[str] | None = Field(default=None, description="Special answers in each row")

    entry_fields: ClassVar[tuple[str, ...]] = ("rows", "columns")

    @model_validator(mode="after")
    def _columns_or_scales(self) -> Matrix:
        if bool(self.columns) == bool(self.scales):
            raise ValueError("a matrix needs either columns or scales")
        return self

    def settings(self) -> dict[str, Any]:
        return {"multiple": self.multiple}

    def value_type(self, universe: Universe) -> Type:
        specials = universe("row_special")

        def cell(name: str) -> Type:
            return Choices(universe(name)) if self.multiple else choice_of(universe(name))

        if self.columns:
            return Rows(universe("rows"), cell("columns"), specials)
        per_scale = {scale.id: cell(scale.id) for scale in self.scales}
        first = next(iter(per_scale.values()))
        return Rows(universe("rows"), Rows(frozenset(per_scale), first, specials, per_scale))

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        per_row = 2.2 + expected.row_extra
        return 0.7 * read(material.column_words) + read(material.row_words) + material.row_count * per_row
