"""What a check says, and how it crosses from one process to another."""

from __future__ import annotations

import json
from dataclasses import dataclass

LENGTH = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """A good bundle's id, hash of the withdrawal token and edition; of any other, why it is not taken."""

    id: str = ""
    withdrawal: str = ""
    edition: str = ""
    code: str = ""
    path: str = ""
    message: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the bundle is taken."""
        return not self.code

    def line(self) -> bytes:
        """Return the verdict as it crosses to the collector."""
        cells = (self.id, self.withdrawal, self.edition, self.code, self.path, self.message)
        return json.dumps(cells).encode("ascii") + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Verdict:
        """Return the verdict in a line."""
        return cls(*json.loads(line))


def frame(content: bytes) -> bytes:
    """Return a content with its length before it."""
    return len(content).to_bytes(LENGTH, "big") + content
