"""One connection to the collector: uvicorn's, with bounds in time and size for what strangers send.

The head of a request and the whole of it have to come in time, and its answer has to be taken in time. A head that is
too long, a body that goes on although it was refused, and many requests at once on one connection end the connection.
Where all places are taken, the connection that waits longest for its head makes room.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SECONDS_FOR_A_HEAD = 10.0
SECONDS_FOR_A_REQUEST = 30.0
SECONDS_FOR_AN_ANSWER = 60.0
"""Until a request is answered, and whoever sent it has taken the answer: what is not taken would be held for ever."""
LARGEST_HEAD = 16 * 1024
MOST_SENT = 512 * 1024
"""The bytes of one request that are read at most; what is beyond a bundle is dropped as it comes."""
MOST_CONNECTIONS = 500
_MOST_AHEAD = 4
_BODY = (b"content-length", b"transfer-encoding")


class _Connection(HttpToolsProtocol):
    """``waiting`` holds, oldest first, the connections of one server that have not sent a whole head."""

    waiting: dict[_Connection, None]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._sent = self._head = 0
        self._limit = self._answer_limit = self.loop.call_later(SECONDS_FOR_A_HEAD, self._cut)
        self._in_head = True
        self.waiting[self] = None
        if len(self.connections) > MOST_CONNECTIONS:
            next(iter(self.waiting))._cut()

    def connection_lost(self, exc: Exception | None) -> None:
        self._limit.cancel()
        self._answer_limit.cancel()
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._sent += len(data)
        super().data_received(data)
        if self._sent > (LARGEST_HEAD if self._in_head else MOST_SENT):
            self._cut()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head, self._in_head = 0, True
        self.waiting[self] = None
        self._limit.cancel()
        self._limit = self.loop.call_later(SECONDS_FOR_A_HEAD, self._cut)

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if len(self.pipeline) >= _MOST_AHEAD:
            raise ValueError("too many requests at once")
        changes = self.parser.should_upgrade()
        if changes and any(name in _BODY and value != b"0" for name, value in self.headers):
            raise ValueError("a body beside a wish for another protocol, which the parser takes for that protocol")
        self._in_head = False
        self.waiting.pop(self, None)
        self._limit.cancel()
        self._limit = self.loop.call_later(SECONDS_FOR_A_REQUEST, self._cut)
        super().on_headers_complete()
        if changes:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        self._sent = 0
        self._limit.cancel()
        super().on_message_complete()
        self._bound_the_answer()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._bound_the_answer()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: a wish for another protocol is passed over."""

    def send_400_response(self, msg: str) -> None:
        super().send_400_response(msg)
        self._limit.cancel()
        self._limit = self.loop.call_later(SECONDS_FOR_A_HEAD, self._cut)

    def _bound_the_answer(self) -> None:
        """Cut the connection if what is to be answered, or to be taken by the other side, does not go on."""
        self._answer_limit.cancel()
        if not self.cycle.response_complete or self.pipeline or self.transport.get_write_buffer_size():
            self._answer_limit = self.loop.call_later(SECONDS_FOR_AN_ANSWER, self._cut)

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > LARGEST_HEAD:
            raise ValueError("the head is too long")

    def _cut(self) -> None:
        self.waiting.pop(self, None)
        self.transport.abort()


def bounded() -> type[asyncio.Protocol]:
    """Return the class of the connections of one server."""
    attributes: dict[str, Any] = {"waiting": {}}
    made: Callable[..., type[asyncio.Protocol]] = type
    return made("Connection", (_Connection,), attributes)
