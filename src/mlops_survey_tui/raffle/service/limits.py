"""How often one network may ask. Addresses are neither kept nor written: a keyed hash in memory stands for them."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable
from hashlib import blake2b
from time import monotonic

_DAY = 24 * 60 * 60.0
_MOST_NETWORKS = 100_000
_PREFIX = {4: 24, 6: 48}


class RateLimit:
    """A bucket of tries for each network, filled again over time; the key of the hash is new each day."""

    def __init__(self, tries: int = 60, over_seconds: float = 3600, clock: Callable[[], float] = monotonic) -> None:
        self._tries, self._per_second, self._clock = float(tries), tries / over_seconds, clock
        self._key, self._since = secrets.token_bytes(32), clock()
        self._buckets: dict[bytes, tuple[float, float]] = {}

    def allows(self, address: str) -> bool:
        """Take one try of the address's network; say whether there was one."""
        now = self._clock()
        if now - self._since >= _DAY or len(self._buckets) > _MOST_NETWORKS:
            self._key, self._since, self._buckets = secrets.token_bytes(32), now, {}
        name = blake2b(network(address).encode(), key=self._key, digest_size=16).digest()
        left, at = self._buckets.get(name, (self._tries, now))
        left = min(self._tries, left + (now - at) * self._per_second)
        self._buckets[name] = (left - 1 if left >= 1 else left, now)
        return left >= 1


def network(address: str) -> str:
    """Return the network of an address; what is no address, such as the name of a local socket, stands for itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{parsed}/{_PREFIX[parsed.version]}", strict=False))
