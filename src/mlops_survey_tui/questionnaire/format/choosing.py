"""What the kinds that offer options, rows or numbers share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from .lists import Entries
from .questions import Counts, QuestionSpec

Ordering = Literal["natural", "random", "alpha"]


class Choosing(QuestionSpec):
    """Kinds that offer options."""

    options: Entries
    order: Ordering | None = Field(default=None, description="Default: the list's order")
    searchable: bool | None = None

    entry_fields: ClassVar[tuple[str, ...]] = ("options",)


class WithRows(QuestionSpec):
    """Kinds that have rows."""

    rows: Entries
    order: Ordering | None = Field(default=None, description="Order of the rows; default: the list's order")

    entry_fields: ClassVar[tuple[str, ...]] = ("rows",)


class WithNumbers(QuestionSpec):
    """Kinds that take numbers."""

    minimum: float = 0
    maximum: float = 1_000_000_000
    decimals: int = Field(default=0, ge=0, le=6)
    bands: list[int] = Field(
        default=[], description="First numbers of the bands as which numbers are shared, rising; the last band is open"
    )

    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = {"minimum": self.minimum, "maximum": self.maximum, "decimals": self.decimals}
        return found | ({"bands": self.bands} if self.bands else {})

    def faults(self, counts: Counts) -> Iterator[tuple[str, str, str]]:
        if self.maximum < self.minimum:
            yield "S503", f"maximum {self.maximum:g} is below minimum {self.minimum:g}", "maximum"
        if self.bands != sorted(set(self.bands)):
            yield "S512", "bands have to rise", "bands"
        elif self.bands and self.bands[0] > self.minimum:
            yield "S512", f"the first band has to begin at the minimum, {self.minimum:g}, or below", "bands"


def limit_faults(minimum: int, maximum: int | None, count: int) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with limits on the number of selections out of ``count`` (-1: open)."""
    if maximum is not None and maximum < minimum:
        yield "S503", f"maximum {maximum} is below minimum {minimum}", "maximum"
    if count >= 0 and minimum > count:
        yield "S503", f"minimum {minimum}, but only {count} can be chosen", "minimum"
