"""Reads a body, and not a byte beyond the largest that can be good."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from ..sharing.envelope import LARGEST
from .answers import NotTaken

SECONDS_TO_SEND = 20.0
MOST_HELD = 4 * 1024 * 1024
"""The bytes of all bodies together that are under way."""
_DIGITS = 10


class Bodies:
    """The bodies that are being read. Where they hold too much together, the oldest has had its time."""

    def __init__(self) -> None:
        self._held = 0
        self._reading: dict[asyncio.Timeout, bytearray] = {}

    async def read(self, request: Request) -> bytes:
        """Return the body of a request.

        Raises:
            NotTaken: it is too large, of another type, encoded, under way in another form, or does not come in time.
        """
        _check_head(request)
        body = bytearray()
        try:
            async with asyncio.timeout(SECONDS_TO_SEND) as limit:
                self._reading[limit] = body
                async for chunk in request.stream():
                    self._take(limit, chunk)
                if limit not in self._reading:
                    raise NotTaken("too_slow")
        except TimeoutError:
            raise NotTaken("too_slow") from None
        except ClientDisconnect:
            raise NotTaken("cut_off") from None
        finally:
            self._let_go(limit)
        return bytes(body)

    def _take(self, limit: asyncio.Timeout, chunk: bytes) -> None:
        body = self._reading.get(limit)
        if body is None:
            return
        if len(body) + len(chunk) > LARGEST:
            raise NotTaken("too_large")
        body += chunk
        self._held += len(chunk)
        if self._held > MOST_HELD:
            oldest = next(iter(self._reading))
            self._let_go(oldest)
            oldest.reschedule(asyncio.get_running_loop().time())

    def _let_go(self, limit: asyncio.Timeout) -> None:
        """Count a body no longer; of one that had to make room, nothing more is read."""
        self._held -= len(self._reading.pop(limit, b""))


def _check_head(request: Request) -> None:
    """Refuse by what the head says, before any of the body is waited for."""
    if request.headers.get("transfer-encoding", "chunked").strip().lower() != "chunked":
        raise NotTaken("no_such_coding")
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    is_json = kind.strip().lower() == "application/json" and parameters.strip().lower() in ("", "charset=utf-8")
    if not is_json or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise NotTaken("wrong_type")
    length = request.headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()) or len(length) > _DIGITS or int(length) > LARGEST:
        raise NotTaken("too_large")
