"""The four variants of blind RSA signatures that RFC 9474 names."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

PREFIX_BYTES = 32
Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Variant:
    """How a message is prepared and encoded before it is blinded."""

    name: str
    salt_bytes: int
    randomized: bool

    def prepare(self, message: bytes, random: Random = secrets.token_bytes) -> bytes:
        """Return the message that is signed: with a random prefix where the variant is randomized."""
        return random(PREFIX_BYTES) + message if self.randomized else message


_ALL = [
    Variant("RSABSSA-SHA384-PSS-Randomized", 48, randomized=True),
    Variant("RSABSSA-SHA384-PSSZERO-Randomized", 0, randomized=True),
    Variant("RSABSSA-SHA384-PSS-Deterministic", 48, randomized=False),
    Variant("RSABSSA-SHA384-PSSZERO-Deterministic", 0, randomized=False),
]
VARIANTS = {variant.name: variant for variant in _ALL}
USED = VARIANTS["RSABSSA-SHA384-PSS-Randomized"]
"""The variant of tickets: the one that RFC 9474 recommends."""
