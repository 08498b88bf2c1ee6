"""What stops an analysis: data that cannot mean what they say, told with place, reason and remedy."""

from __future__ import annotations

from ..cutting import cut


class AnalysisError(ValueError):
    """Something in the data or the wishes that must be mended first.

    ``place`` is a file, ``column`` and ``line`` where in it (lines count from 1, the header of a CSV file among them).
    """

    def __init__(self, why: str, remedy: str = "", *, place: str = "", column: str = "", line: int = 0) -> None:
        super().__init__(why)
        self.why, self.remedy, self.place, self.column, self.line = cut(why), cut(remedy), place, cut(column), line

    def __str__(self) -> str:
        where = [self.place, f"column {self.column}" if self.column else "", f"line {self.line}" if self.line else ""]
        said = ", ".join(part for part in where if part)
        return f"{said}: {self.why}{f' {self.remedy}' if self.remedy else ''}" if said else f"{self.why} {self.remedy}"
