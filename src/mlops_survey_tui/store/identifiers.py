"""Interview ids: short, random, and hard to misread."""

from __future__ import annotations

from random import SystemRandom

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u."""

LENGTH = 8
_LOOKALIKES = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None, " ": None})


def new_id() -> str:
    """Return a new random id of 40 bits."""
    chance = SystemRandom()
    return "".join(chance.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str:
    """Return an id, or the beginning of one, as a person may have typed or read it aloud."""
    typed = typed.encode("utf-8", "replace").decode()  # bytes that are no text are in no id
    return typed.strip().lower().translate(_LOOKALIKES)
