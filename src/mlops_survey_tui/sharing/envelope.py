"""What goes round a bundle: a random id, the hash of a withdrawal token, and the bytes that are shown and sent."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BLOCK = 4096
"""Bundles are padded to a multiple of this many bytes, so that their size says little."""
LARGEST = 64 * 1024
"""The most bytes that a collector takes."""
CONSENT = 1
"""The version of the words under which a respondent agrees; raised when they change."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A bundle ready to leave. ``token`` is the respondent's alone; only its hash is inside."""

    id: str
    token: str
    body: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, by which the bundle is named while it is sent."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Identity:
    """The random id of a bundle and the token that withdraws it; both stay the same while the respondent decides."""

    id: str
    token: str

    @classmethod
    def new(cls) -> Identity:
        """Return a new one from the system's secure source."""
        return cls(secrets.token_hex(16), secrets.token_hex(32))


def enveloped(content: Mapping[str, Any], client: str, minutes: str = "", identity: Identity | None = None) -> Envelope:
    """Return a bundle, padded; ``minutes`` is the band of the time taken, with consent.

    Raises:
        ValueError: the bundle is larger than a collector takes.
    """
    identity = identity or Identity.new()
    data = {**content, "id": identity.id, "withdrawal": hash_of(identity.token), "client": client, "consent": CONSENT}
    body = padded(data | ({"minutes": minutes} if minutes else {}))
    if len(body) > LARGEST:
        raise ValueError(f"the bundle has {len(body)} bytes; a collector takes {LARGEST}")
    return Envelope(identity.id, identity.token, body)


def hash_of(token: str) -> str:
    """Return the hash of a withdrawal token as it stands in the bundle."""
    return hashlib.sha256(bytes.fromhex(token)).hexdigest()


def padded(data: Mapping[str, Any]) -> bytes:
    """Return the bytes of a bundle, filled up with spaces inside so that the length is a multiple of the block."""
    bare = len(canonical({**data, "padding": ""}))
    return canonical({**data, "padding": " " * (-bare % BLOCK)})


def canonical(found: Mapping[str, Any]) -> bytes:
    """Return the one way to write a bundle: sorted keys, UTF-8, no white space that means nothing, no fractions."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")
