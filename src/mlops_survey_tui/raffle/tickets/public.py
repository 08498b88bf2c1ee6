"""The public key of tickets: one a edition, the same for everybody, or it would tell people apart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA384

from ...plain_json import plain_json
from ..failures import FaultyFile
from ..hashing import digest
from ..private_files import read_text
from .variants import USED, Variant

_FORMAT = "mlops-survey ticket key 1"
SHORTEST_BITS = 2048


@dataclass(frozen=True, slots=True)
class TicketKey:
    """An RSA public key that verifies tickets of one edition and nothing else."""

    edition: str
    n: int
    e: int = 65537

    @property
    def size(self) -> int:
        """Bytes of the modulus, of a blinded message and of a signature."""
        return (self.n.bit_length() + 7) // 8

    @property
    def fingerprint(self) -> str:
        """What names the key: everybody must have been given the same."""
        number = self.n.to_bytes(self.size, "big")
        return digest(_FORMAT, self.edition.encode(), number, self.e.to_bytes(4, "big")).hex()[:32]

    def verifies(self, message: bytes, signature: bytes, variant: Variant = USED) -> bool:
        """Whether this signature of a prepared message is good (RFC 9474, section 4.5)."""
        padding = PSS(MGF1(SHA384()), variant.salt_bytes)
        try:
            RSAPublicNumbers(self.e, self.n).public_key().verify(signature, message, padding, SHA384())
        except InvalidSignature:
            return False
        return True

    def text(self) -> str:
        """Return the text of the file that is published."""
        data = {"format": _FORMAT, "edition": self.edition, "variant": USED.name, "n": f"{self.n:x}", "e": self.e}
        return json.dumps({**data, "fingerprint": self.fingerprint}, indent=2) + "\n"


def read_ticket_key(path: Path) -> TicketKey:
    """Read a published key.

    Raises:
        RaffleError: it is no such key.
    """
    try:
        data = plain_json(read_text(path))
        key = TicketKey(str(data["edition"]), int(data["n"], 16), int(data["e"]))
        good = data["format"] == _FORMAT and data["variant"] == USED.name and data["fingerprint"] == key.fingerprint
    except (ValueError, KeyError, TypeError, OverflowError):
        good = False
    if not good or key.n.bit_length() < SHORTEST_BITS:
        raise FaultyFile(f"{path} is no public key of tickets.")
    return key
