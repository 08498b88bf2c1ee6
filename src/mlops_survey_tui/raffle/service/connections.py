"""One connection to the service: uvicorn's, which ends where the head of a request does not come in time.

Where all places are taken, the connection that waits longest for its head makes room.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS_FOR_A_HEAD = 10.0
SECONDS_FOR_A_REQUEST = 60.0
MOST_CONNECTIONS = 200


class _Connection(H11Protocol):
    """``waiting`` holds, oldest first, the connections of one server that have not sent a whole head."""

    waiting: dict[_Connection, None]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._limit = self.loop.call_later(SECONDS_FOR_A_HEAD, self._cut)
        self.waiting[self] = None
        if len(self.connections) > MOST_CONNECTIONS:
            next(iter(self.waiting), self)._cut()

    def connection_lost(self, exc: Exception | None) -> None:
        self._limit.cancel()
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        if self in self.waiting and self.conn.their_state is not h11.IDLE:
            self.waiting.pop(self)
            self._wait(SECONDS_FOR_A_REQUEST)

    def on_response_complete(self) -> None:
        self.waiting[self] = None
        self._wait(SECONDS_FOR_A_HEAD)
        super().on_response_complete()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: a wish for another protocol is passed over."""

    def _wait(self, seconds: float) -> None:
        self._limit.cancel()
        if not self.transport.is_closing():
            self._limit = self.loop.call_later(seconds, self._cut)

    def _cut(self) -> None:
        self.waiting.pop(self, None)
        self.transport.abort()


def bounded() -> type[asyncio.Protocol]:
    """Return the class of the connections of one server."""
    attributes: dict[str, Any] = {"waiting": {}}
    found: type[asyncio.Protocol] = type("Connection", (_Connection,), attributes)
    return found
