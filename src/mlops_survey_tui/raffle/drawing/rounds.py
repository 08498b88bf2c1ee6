"""Rounds of a public randomness beacon (drand), reckoned from its genesis and period; no network is used.

A chain publishes one random number every period. Which number a future round will have nobody knows, and everybody
can look it up afterwards at any of the beacon's servers.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of rounds: its hash, and when its first round was, in seconds since 1970."""

    name: str
    hash: str
    genesis: int
    period: int

    def round_at(self, moment: datetime.datetime) -> int:
        """Return the first round that is not before a moment."""
        seconds = int(-(-moment.timestamp() // 1)) - self.genesis
        return max(1, 1 - (-seconds // self.period))

    def time_of(self, number: int) -> datetime.datetime:
        """Return when a round is published."""
        return datetime.datetime.fromtimestamp(self.genesis + (number - 1) * self.period, datetime.UTC)


_ALL = [
    Chain("quicknet", "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 1692803367, 3),
    Chain("default", "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce", 1595431050, 30),
]
CHAINS = {chain.name: chain for chain in _ALL}
