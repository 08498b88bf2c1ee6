"""EMSA-PSS with SHA-384 (RFC 8017, section 9.1.1): the one step of a signature that libraries do not offer alone."""

from __future__ import annotations

from hashlib import sha384

_HASH_BYTES = 48


def encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """Return the encoded message, whose highest ``bits`` bits may be set.

    Raises:
        ValueError: so few bits have no place for hash and salt.
    """
    size = (bits + 7) // 8
    padding = size - len(salt) - _HASH_BYTES - 2
    if padding < 0:
        raise ValueError("the key is too short")
    hashed = sha384(bytes(8) + sha384(message).digest() + salt).digest()
    block = bytes(padding) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, _mask(hashed, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * size - bits)
    return bytes(masked) + hashed + b"\xbc"


def _mask(seed: bytes, size: int) -> bytes:
    """MGF1 with SHA-384 (RFC 8017, appendix B.2.1)."""
    blocks = (sha384(seed + counter.to_bytes(4, "big")).digest() for counter in range(-(-size // _HASH_BYTES)))
    return b"".join(blocks)[:size]
