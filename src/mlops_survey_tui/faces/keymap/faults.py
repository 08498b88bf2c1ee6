"""What can be wrong with a file of keys, said so that it can be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..visible import visible


@dataclass(frozen=True, slots=True, order=True)
class KeysFault:
    """One fault: the line that it is on, why it is one, and how to mend it."""

    line: int
    message: str
    remedy: str


class KeysInvalid(Exception):  # noqa: N818
    """A file of keys has faults; ``faults`` holds all of them, sorted by place."""

    def __init__(self, file: Path, faults: Sequence[KeysFault]) -> None:
        self.file, self.faults = file, tuple(sorted(set(faults)))
        super().__init__("\n".join(map(self._told, self.faults)))

    def _told(self, fault: KeysFault) -> str:
        return f"{visible(str(self.file))}:{fault.line}: {visible(fault.message)}\n    {visible(fault.remedy)}"
