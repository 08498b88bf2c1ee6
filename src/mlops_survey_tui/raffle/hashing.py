"""One way of hashing several things at once, so that no two lists of things are hashed alike."""

from __future__ import annotations

from hashlib import sha256

_LENGTH_BYTES = 8


def digest(label: str, *parts: bytes) -> bytes:
    """Return the SHA-256 of the label and the parts, each after its length in eight bytes."""
    state = sha256()
    for part in (label.encode(), *parts):
        state.update(len(part).to_bytes(_LENGTH_BYTES, "big"))
        state.update(part)
    return state.digest()
