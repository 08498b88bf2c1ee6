"""The organiser's keys: made offline, the private one encrypted with a passphrase."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from .failures import FaultyFile, RaffleError
from .private_files import read_text, write_private

SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 12, 1023


def make_key(private: Path, passphrase: str) -> bytes:
    """Write a new private key to a file for its owner alone, and return the raw public key.

    Raises:
        RaffleError: the passphrase is short, or the file cannot be written.
    """
    key = X25519PrivateKey.generate()
    write_key(private, key, passphrase)
    return key.public_key().public_bytes_raw()


def write_key(path: Path, key: X25519PrivateKey | RSAPrivateKey, passphrase: str) -> None:
    """Write a private key, encrypted; a file that is there already stays as it is.

    Raises:
        RaffleError: the passphrase is short or too long, or the file cannot be written.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise RaffleError(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.")
    try:
        encryption = serialization.BestAvailableEncryption(passphrase.encode())
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    except ValueError:
        raise RaffleError(f"The passphrase has to be text of at most {LONGEST_PASSPHRASE} bytes.") from None
    write_private(path, pem)


def read_key(path: Path, passphrase: str) -> X25519PrivateKey:
    """Read the private key that opens sealed records.

    Raises:
        RaffleError: it cannot be read, the passphrase is wrong, or it is another kind of key.
    """
    key = read_private(path, passphrase)
    if not isinstance(key, X25519PrivateKey):
        raise FaultyFile(f"{path} holds another kind of key.")
    return key


def read_private(path: Path, passphrase: str) -> PrivateKeyTypes:
    """Read a private key of any kind.

    Raises:
        RaffleError: it cannot be read, or the passphrase is wrong.
    """
    try:
        return serialization.load_pem_private_key(read_text(path).encode(), passphrase.encode())
    except (ValueError, TypeError):
        raise FaultyFile(f"{path} cannot be opened: the passphrase is wrong, or it is no private key.") from None


def public_key(raw: bytes) -> X25519PublicKey:
    """Return the key that records are sealed to."""
    return X25519PublicKey.from_public_bytes(raw)
