"""Proof of work: a number that is hard to find and easy to check, bound to one bundle and one day.

``SHA-256("mlops-survey work" 0x0A digest 0x0A day 0x0A number)``, all as ASCII text, begins with as many zero bits as
the difficulty says.
"""

from __future__ import annotations

from hashlib import sha256

LONGEST_NUMBER = 20
MOST = 26
"""Zero bits that a respondent's program works for at most: about a minute."""


def is_done(digest: str, days: tuple[str, ...], number: str, difficulty: int) -> bool:
    """Whether a number proves the work for a bundle, on one of these days."""
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return False
    return any(_zero_bits(digest, day, number) >= difficulty for day in days)


def do(digest: str, day: str, difficulty: int) -> str:
    """Return a number that proves the work."""
    number = 0
    while _zero_bits(digest, day, str(number)) < difficulty:
        number += 1
    return str(number)


def _zero_bits(digest: str, day: str, number: str) -> int:
    text = "\n".join(("mlops-survey work", digest, day, number)).encode("ascii")
    return 256 - int.from_bytes(sha256(text).digest(), "big").bit_length()
