"""An entry: a hash that only whoever made it can explain, and the sealed record that the organiser can open."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from .hashing import digest

DRAWN = "raffle"
"""The wish that takes part in the draw; all other wishes are lists of contacts."""
SALT_BYTES = 32
_LABEL = "mlops-survey raffle entry 1: {edition}: {purpose}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One wish of one person, before it is sealed. The salt is what nobody can guess."""

    edition: str
    purpose: str
    contact: str
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT_BYTES), repr=False)

    @property
    def hash(self) -> bytes:
        """SHA-256 of label, salt and contact: what is sent and published as the entry."""
        return digest(_LABEL.format(edition=self.edition, purpose=self.purpose), self.salt, self.contact.encode())
