"""What a check says, and how it crosses from one process to another."""

from __future__ import annotations

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


def frame(content: bytes) -> bytes:
    """Return a content with its length before it."""
    return len(content).to_bytes(LENGTH, "big") + content
