"""Reads a body, and not a byte beyond the largest that can be good."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from ..sharing.envelope import LARGEST
from .answers import NotTaken

SECONDS_TO_SEND = 20.0
_DIGITS = 10


async def body_of(request: Request) -> bytes:
    """Return the body of a request.

    Raises:
        NotTaken: it is too large, of another type, encoded, or does not come in time.
    """
    _check_head(request)
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            async for chunk in request.stream():
                if len(body) + len(chunk) > LARGEST:
                    raise NotTaken("too_large")
                body += chunk
    except TimeoutError:
        raise NotTaken("too_slow") from None
    except ClientDisconnect:
        raise NotTaken("cut_off") from None
    return bytes(body)


def _check_head(request: Request) -> None:
    """Refuse by what the head says, before any of the body is waited for."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    is_json = kind.strip().lower() == "application/json" and parameters.strip().lower() in ("", "charset=utf-8")
    if not is_json or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise NotTaken("wrong_type")
    length = request.headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()) or len(length) > _DIGITS or int(length) > LARGEST:
        raise NotTaken("too_large")
