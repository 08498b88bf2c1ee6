"""One published count."""

from __future__ import annotations

from dataclasses import dataclass

from ..limits import PERCENTAGE_BASE, SUPPRESSED


@dataclass(frozen=True, slots=True)
class Counted:
    """One published count."""

    question: str
    part: str
    code: str
    group_question: str
    group: str
    base: int | None
    count: int | None

    def row(self, number: int) -> list[object]:
        """Return the cell as a line of the table; what is suppressed is empty and says so."""
        hidden = self.count is None or self.base is None
        few = self.base is None or self.base < PERCENTAGE_BASE
        share = None if self.count is None or few else round(self.count / (self.base or 1), 6)
        counts = [None, None, None] if hidden else [self.base, self.count, share]
        names = [self.question, self.part, self.code, self.group_question, self.group]
        return [f"a{number:06}", *names, *counts, SUPPRESSED if hidden else ""]
