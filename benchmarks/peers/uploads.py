"""Uploads as many bundles as a collector takes: ``python -m benchmarks.peers.uploads PORT CONNECTIONS SECONDS FILE``.

Each connection sends the next bundle once the last is acknowledged. The file holds bundles, one a line; each upload is
one of them under an id of its own. Prints the seconds of every acknowledged upload as JSON.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import perf_counter

WARM = 1.0
"""Seconds at the beginning that do not count."""


def bodies(templates: list[bytes]) -> Iterator[bytes]:
    """Yield bundles without end, each under a new id."""
    parts = [_parts(template) for template in templates]
    while True:
        for before, between, after in parts:
            id_, token = secrets.token_hex(16).encode(), secrets.token_hex(32).encode()
            yield before + id_ + between + token + after


def _parts(body: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the id, between it and the hash of the token, and after that."""
    data = json.loads(body)
    before, _, rest = body.partition(data["id"].encode())
    between, _, after = rest.partition(data["withdrawal"].encode())
    return before, between, after


class _Client(asyncio.Protocol):
    def __init__(self, given: Iterator[bytes], until: float) -> None:
        self._given, self._until = given, until
        self.seconds: list[tuple[float, float]] = []
        self.others = 0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def _next(self) -> None:
        body = next(self._given)
        self._begun, self._answer = perf_counter(), b""
        head = f"PUT /v1/bundles/{sha256(body).hexdigest()} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        self._transport.write(head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not self._answer.endswith(b"}"):
            return
        now = perf_counter()
        if self._answer.startswith(b"HTTP/1.1 201"):
            self.seconds.append((now, now - self._begun))
        else:
            self.others += 1
        if now < self._until:
            self._next()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.done.set_result(None)


async def upload(port: int, connections: int, seconds: float, templates: list[bytes]) -> dict[str, list[float]]:
    """Upload for so long; return the seconds of each acknowledgement after the warm-up, and how many were none."""
    given, begun = bodies(templates), perf_counter()
    loop = asyncio.get_running_loop()
    clients = [_Client(given, begun + WARM + seconds) for _ in range(connections)]
    for client in clients:
        await loop.create_connection(lambda client=client: client, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*(client.done for client in clients))
    within = [took for client in clients for at, took in client.seconds if 0 <= at - begun - WARM <= seconds]
    return {"seconds": within, "others": [float(sum(client.others for client in clients))]}


if __name__ == "__main__":
    file = Path(sys.argv[4]).read_bytes().splitlines()
    print(json.dumps(asyncio.run(upload(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), file))))
