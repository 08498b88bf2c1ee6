"""Chance that can be replayed: one independent stream for each (id, purpose) of an interview's seed.

Every decision is read off a BLAKE2b hash of seed, purpose and ids, so it depends on nothing else: not on
Python's version, and not on the other questions. Adding one never reshuffles another.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..light import blake2b


def new_seed() -> str:
    """Return a fresh seed of 128 bits from the system's secure source."""
    return os.urandom(16).hex()


def key(seed: str, *purpose: str) -> int:
    """Return a number of 64 bits, uniform over seeds, for one purpose."""
    digest = blake2b("\x1f".join((seed, *purpose)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def below(count: int, seed: str, *purpose: str) -> int:
    """Return a whole number from 0 to ``count - 1``; the bias of the remainder is under ``count / 2**64``."""
    return key(seed, *purpose) % count


def chance(seed: str, *purpose: str) -> float:
    """Return a number from 0 (included) to 1 (excluded)."""
    return key(seed, *purpose) / 2**64


def shuffled(ids: Iterable[str], seed: str, *purpose: str) -> list[str]:
    """Return the ids in random order; taking one away leaves the order of the others as it is."""
    return sorted(ids, key=lambda id_: key(seed, *purpose, id_))
