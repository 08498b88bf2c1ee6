"""Keys and entries for tests, made once."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from mlops_survey_tui.raffle.tickets.public import TicketKey
from mlops_survey_tui.raffle.tickets.signing import SigningKey

PASSPHRASE = "correct horse battery"


@cache
def signing_key() -> SigningKey:
    """Return a key that signs tickets, small for speed."""
    numbers = generate_private_key(65537, 2048).private_numbers()
    return SigningKey(TicketKey("2026", numbers.public_numbers.n, numbers.public_numbers.e), numbers.d)
