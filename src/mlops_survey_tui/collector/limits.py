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
    """A bucket of requests for each network, filled again over time; the key of the hash is new each day.

    ``requests`` of 0 sets no limit. This machine has none either: a proxy on it speaks for everybody.
    """

    def __init__(self, requests: int, over_seconds: float = 3600, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._per_second, self._clock = float(requests), requests / over_seconds, clock
        self._key, self._since = secrets.token_bytes(32), clock()
        self._buckets: dict[bytes, tuple[float, float]] = {}

    def wait(self, address: str) -> int:
        """Take one request of the address's network; return the seconds to wait if there is none, or 0."""
        network = _network(address)
        if not self._most or not network:
            return 0
        now = self._clock()
        if now - self._since >= _DAY or len(self._buckets) > _MOST_NETWORKS:
            self._key, self._since, self._buckets = secrets.token_bytes(32), now, {}
        name = blake2b(network.encode(), key=self._key, digest_size=16).digest()
        left, at = self._buckets.get(name, (self._most, now))
        left = min(self._most, left + (now - at) * self._per_second)
        self._buckets[name] = (left - 1 if left >= 1 else left, now)
        return 0 if left >= 1 else 1 + int((1 - left) / self._per_second)


def _network(address: str) -> str:
    """Return the network of an address, or nothing for this machine and for what is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if parsed.is_loopback:
        return ""
    return str(ipaddress.ip_network(f"{parsed}/{_PREFIX[parsed.version]}", strict=False))
