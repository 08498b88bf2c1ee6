"""The signer's side of a ticket (RFC 9474, section 4.3), with the raw numbers of an RSA key."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from ..failures import FaultyFile
from ..keys import read_private, write_key
from .public import SHORTEST_BITS, TicketKey

BITS = 3072


class SigningError(Exception):
    """What was sent is no blinded message under this key, or the machine reckoned wrongly."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private numbers of a key that signs tickets and is used for nothing else."""

    public: TicketKey
    d: int

    def sign(self, blinded: bytes) -> bytes:
        """Return the blind signature.

        The exponentiation itself is blinded by a factor of our own, since Python's takes a time that depends on its
        numbers; the result is checked, since a wrong one could give the key away.

        Raises:
            SigningError: the message is not of the key's size or range, or the result is wrong.
        """
        n, e = self.public.n, self.public.e
        number = int.from_bytes(blinded, "big")
        if len(blinded) != self.public.size or not 0 < number < n:
            raise SigningError("not a blinded message under this key")
        factor = _factor(n)
        hidden = pow(number * pow(factor, e, n) % n, self.d, n)
        signature = hidden * pow(factor, -1, n) % n
        if pow(signature, e, n) != number:
            raise SigningError("the signature came out wrong")
        return signature.to_bytes(self.public.size, "big")


def _factor(n: int) -> int:
    while True:
        factor = 1 + secrets.randbelow(n - 1)
        if math.gcd(factor, n) == 1:
            return factor


def make_ticket_key(private: Path, passphrase: str, edition: str, bits: int = BITS) -> SigningKey:
    """Write a new private key to a file for its owner alone, and return it.

    Raises:
        RaffleError: the passphrase is short, or the file cannot be written.
    """
    key = generate_private_key(65537, bits)
    write_key(private, key, passphrase)
    return _of(key, edition)


def read_signing_key(path: Path, passphrase: str, edition: str) -> SigningKey:
    """Read a private key that signs tickets.

    Raises:
        RaffleError: it cannot be read, the passphrase is wrong, or it is another kind of key.
    """
    key = read_private(path, passphrase)
    if not isinstance(key, RSAPrivateKey) or key.key_size < SHORTEST_BITS:
        raise FaultyFile(f"{path} holds another kind of key.")
    return _of(key, edition)


def _of(key: RSAPrivateKey, edition: str) -> SigningKey:
    numbers = key.private_numbers()
    return SigningKey(TicketKey(edition, numbers.public_numbers.n, numbers.public_numbers.e), numbers.d)
