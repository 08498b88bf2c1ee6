"""What the gate found: what is wrong, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .measures import Diversity, Risks


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a release must not be published: the check, the place (file, table, column), what is wrong there."""

    check: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} [{self.check}]"


@dataclass(frozen=True, slots=True)
class TableMeasures:
    """What was measured of a table: over which keys, what risk, how much of them is suppressed, how diverse."""

    table: str
    block: str
    keys: tuple[str, ...]
    risks: Risks
    suppressed: int
    share: float
    diversity: Mapping[str, Diversity]


class Refused(Exception):  # noqa: N818
    """The gate stays shut. ``failures`` says all that is wrong."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__("\n".join(map(str, failures)))
        self.failures = tuple(failures)
