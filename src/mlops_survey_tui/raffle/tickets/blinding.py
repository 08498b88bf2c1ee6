"""The respondent's side of a ticket: what is signed is hidden from the signer (RFC 9474, sections 4.2 and 4.4)."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass

from ..record import MESSAGE_BYTES, Ticket
from .encoding import encode
from .public import TicketKey
from .variants import PREFIX_BYTES, USED, Random, Variant


class BlindingError(Exception):
    """The key is not sound, or what came back is no signature of what was sent."""


@dataclass(frozen=True, slots=True)
class Blinded:
    """A message on its way to the signer: ``sent`` may be seen by anybody, ``inverse`` by nobody."""

    message: bytes
    sent: bytes
    inverse: int


def blind(
    key: TicketKey, message: bytes, variant: Variant = USED, random: Random = secrets.token_bytes, factor: int = 0
) -> Blinded:
    """Blind a prepared message; ``factor`` is drawn unless a test gives it.

    Raises:
        BlindingError: the modulus has a factor in common with the message or the factor.
    """
    encoded = int.from_bytes(encode(message, key.n.bit_length() - 1, random(variant.salt_bytes)), "big")
    factor = factor or 1 + secrets.randbelow(key.n - 1)
    if math.gcd(encoded, key.n) != 1 or math.gcd(factor, key.n) != 1:
        raise BlindingError("the key of tickets is not sound")
    sent = encoded * pow(factor, key.e, key.n) % key.n
    return Blinded(message, sent.to_bytes(key.size, "big"), pow(factor, -1, key.n))


def finalize(key: TicketKey, blinded: Blinded, answer: bytes, variant: Variant = USED) -> bytes:
    """Return the signature of the message, unblinded and checked.

    Raises:
        BlindingError: the signer did not sign what was sent.
    """
    if len(answer) != key.size:
        raise BlindingError("the signature has a wrong size")
    signature = (int.from_bytes(answer, "big") * blinded.inverse % key.n).to_bytes(key.size, "big")
    if not key.verifies(blinded.message, signature, variant):
        raise BlindingError("the signature is not good")
    return signature


def ask_for_ticket(key: TicketKey) -> Blinded:
    """Return a new random ticket, prepared and blinded; ``sent`` goes to the issuer."""
    return blind(key, USED.prepare(secrets.token_bytes(MESSAGE_BYTES - PREFIX_BYTES)))


def ticket_from(key: TicketKey, asked: Blinded, answer: bytes) -> Ticket:
    """Return the ticket that the issuer's answer makes of what was asked.

    Raises:
        BlindingError: the issuer did not sign what was sent.
    """
    return Ticket(asked.message, finalize(key, asked, answer))
