"""Joins the collector with what signs tickets: neither knows the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..collector.tickets import NotSigned
from ..raffle.failures import CannotUse, RaffleError
from ..raffle.tickets.signing import SigningError, SigningKey, read_signing_key
from .raffle.failing import passphrase


@dataclass(frozen=True, slots=True)
class TicketSigner:
    """Signs blinded messages for one edition."""

    edition: str
    key: SigningKey

    def sign(self, blinded: bytes) -> bytes:
        """Return the blind signature.

        Raises:
            NotSigned: it is no blinded message under the key.
        """
        try:
            return self.key.sign(blinded)
        except SigningError as error:
            raise NotSigned(str(error)) from None


def ticket_signer(file: Path, edition: str) -> TicketSigner:
    """Return what signs with the key in a file; its passphrase is asked for, or in the environment.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no such key, or the passphrase is another.
    """
    try:
        return TicketSigner(edition, read_signing_key(file, passphrase(), edition))
    except CannotUse as error:
        raise OSError(str(error)) from None
    except RaffleError as error:
        raise ValueError(str(error)) from None
