"""The least that could acknowledge durably: a socket, a digest, one table, one commit for all that wait.

``python -m benchmarks.peers.group_commit FILE --port PORT``. Nothing is checked; the rest of HTTP is not spoken.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from hashlib import sha256

_DONE = b'HTTP/1.1 201 Created\r\nContent-Length: 17\r\n\r\n{"accepted":true}'


class _Store:
    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        self._connection.execute("CREATE TABLE bundles(digest BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID")
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._come = asyncio.Event()

    async def add(self, body: bytes) -> None:
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((body, done))
        self._come.set()
        await done

    async def run(self) -> None:
        while await self._come.wait():
            self._come.clear()
            batch, self._waiting = self._waiting, []
            self._connection.execute("BEGIN")
            rows = [(sha256(body).digest(), body) for body, _ in batch]
            self._connection.executemany("INSERT OR IGNORE INTO bundles VALUES (?, ?)", rows)
            await asyncio.to_thread(self._connection.execute, "COMMIT")
            for _, done in batch:
                done.set_result(None)


async def _serve(path: str, port: int) -> None:
    store = _Store(path)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            if not head.startswith(b"PUT"):
                break
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await store.add(await reader.readexactly(length))
            writer.write(_DONE)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", port)
    async with server:
        await store.run()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[3])))
