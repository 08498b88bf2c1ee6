"""What the server and the process of a sitting tell each other, as Textual's driver for the web writes it.

A packet is one letter for its type, four bytes for its length, and that many bytes. The process begins with a
line of its own; what it prints before that line and after its end is ordinary text.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

BEGIN = b"__GANGLION__\n"
"""The line after which packets come."""
DATA, META = b"D", b"M"
_LARGEST = 1 << 26


def packet(kind: bytes, payload: bytes) -> bytes:
    """Return a packet."""
    return kind + len(payload).to_bytes(4, "big") + payload


def meta(values: Mapping[str, object]) -> bytes:
    """Return a packet that tells the process something, such as the size of the screen."""
    return packet(META, json.dumps(values).encode())


async def begun(stream: asyncio.StreamReader) -> bool:
    """Read up to the line after which packets come; say whether it came."""
    while line := await stream.readline():
        if line == BEGIN:
            return True
    return False


async def read(stream: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return the type and the content of the next packet.

    Raises:
        asyncio.IncompleteReadError: there is none.
    """
    head = await stream.readexactly(5)
    size = int.from_bytes(head[1:], "big")
    if size > _LARGEST:
        raise asyncio.IncompleteReadError(head, None)
    return head[:1], await stream.readexactly(size)


def is_exit(kind: bytes, payload: bytes) -> bool:
    """Return whether a packet says that the app has left."""
    return kind == META and json.loads(payload).get("type") == "exit"
