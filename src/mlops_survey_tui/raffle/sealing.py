"""Seals contact and salt to the organiser's public key with HPKE (RFC 9180), all records of one size.

Base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305. The entry is bound into each record, so that a
record cannot be moved to another entry.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from .contact import LONGEST, is_normalised
from .entry import SALT_BYTES, Entry
from .hashing import digest
from .record import SEALED_BYTES

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_LABEL = "mlops-survey raffle sealed record 1"


def seal(entry: Entry, key: X25519PublicKey) -> bytes:
    """Return the sealed record of an entry, ``SEALED_BYTES`` long whatever the contact."""
    contact = entry.contact.encode()
    plain = entry.salt + bytes([len(contact)]) + contact.ljust(LONGEST, b"\0")
    sealed = _SUITE.encrypt(plain, key, _bound_to(entry.hash))
    assert len(sealed) == SEALED_BYTES
    return sealed


def unseal(sealed: bytes, entry_hash: bytes, key: X25519PrivateKey, edition: str, purpose: str) -> Entry | None:
    """Return the entry in a sealed record; None where it cannot be opened or is not what its hash says."""
    try:
        plain = _SUITE.decrypt(sealed, key, _bound_to(entry_hash))
    except InvalidTag:
        return None
    salt, length, rest = plain[:SALT_BYTES], plain[SALT_BYTES : SALT_BYTES + 1], plain[SALT_BYTES + 1 :]
    try:
        contact = rest[: int.from_bytes(length, "big")].decode()
    except UnicodeDecodeError:
        return None
    entry = Entry(edition, purpose, contact, salt)
    return entry if entry.hash == entry_hash and is_normalised(contact) else None


def _bound_to(entry_hash: bytes) -> bytes:
    return digest(_LABEL, entry_hash)
