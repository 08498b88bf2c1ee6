"""A batch of bundles looked at: records in a file that the engine reads, and counts of everything that stays out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from .screening import REFUSED, Screen


@dataclass
class Looked:
    """What became of bundles: how many were looked at and taken, and why others were not; refused ones by code."""

    received: int = 0
    taken: int = 0
    removed: Counter[str] = field(default_factory=Counter)

    def add(self, other: Looked) -> None:
        """Count what became of others too."""
        self.received += other.received
        self.taken += other.taken
        self.removed.update(other.removed)


def look_at(screen: Screen, bodies: Sequence[bytes], records: Path, quarantine: Path) -> Looked:
    """Write the records of a batch, and what was refused with the code beside it; return the counts."""
    looked = Looked()
    with records.open("wb") as taken, quarantine.open("wb") as refused:
        for body in bodies:
            looked.received += 1
            found = screen.look(body)
            if not isinstance(found, str):
                looked.taken += 1
                taken.write(orjson.dumps(found) + b"\n")
                continue
            looked.removed[found] += 1
            if found.startswith(REFUSED):
                line = {"code": found.partition(":")[2], "body": body.decode("utf-8", "replace")}
                refused.write(orjson.dumps(line) + b"\n")
    return looked
