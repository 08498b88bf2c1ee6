"""A collector as it is written in an hour: uvicorn, a bare ASGI application, pydantic for the fields, SQLite.

``python -m benchmarks.peers.prototype FILE HOW [QUESTIONNAIRE] --port PORT``, where HOW is ``group`` for one commit for
all that wait, ``each`` for a commit a request, and ``none`` for storing nothing. Nothing limits what strangers send,
and nobody can withdraw. The answers of a bundle are held against the questionnaire only if one is given, and then by
the collector's own check, in the one process that there is.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

import uvicorn
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mlops_survey_tui.collector.checking import check
from mlops_survey_tui.questionnaire.model import Questionnaire

_SCHEMA = "CREATE TABLE bundles(digest BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) WITHOUT ROWID"
_LARGEST = 64 * 1024
_ADDRESS = "/v1/bundles/"

Name = Annotated[str, Field(max_length=400)]
Marks = dict[Name, str | int | list[str]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Row = tuple[bytes, str, bytes]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Answer(_Strict):
    status: Name
    value: str | int | list[str] | dict[Name, str | int | list[str] | Marks] | None = None
    texts: dict[Name, str] | None = None
    withheld: bool | None = None


class _Bundle(_Strict):
    format: int
    questionnaire: Name
    edition: Name
    version: Name
    hash: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    outcome: Literal["", "complete", "screened_out"]
    marks: list[Name]
    channel: Name
    answers: dict[Name, _Answer]
    chance: list[dict[Name, Any]]
    id: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    withdrawal: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    client: Name
    consent: int
    minutes: Name | None = None
    padding: str


class _Store:
    """Rows that wait for a commit; with ``together`` for one with all others that wait."""

    def __init__(self, path: str, together: bool) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        self._connection.execute(_SCHEMA)
        self._most = sys.maxsize if together else 1
        self._waiting: list[tuple[Row, asyncio.Future[None]]] = []
        self._come = asyncio.Event()

    async def add(self, row: Row) -> None:
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((row, done))
        self._come.set()
        await done

    async def run(self) -> None:
        while await self._come.wait():
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            if not self._waiting:
                self._come.clear()
            await asyncio.to_thread(self._commit, [row for row, _ in batch])
            for _, done in batch:
                done.set_result(None)

    def _commit(self, rows: list[Row]) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT OR IGNORE INTO bundles VALUES (?, ?, ?)", rows)
        self._connection.execute("COMMIT")


class _Application:
    def __init__(self, path: str, how: str, survey: str = "") -> None:
        self._path, self._how = path, how
        found = [Questionnaire.from_json(Path(survey).read_text("utf-8"))] if survey else []
        self._known = {one.source_hash: one for one in found}
        self._store: _Store | None = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if self._store is None and self._how != "none":
            self._store = _Store(self._path, self._how == "group")
            self._task = asyncio.create_task(self._store.run())
        if scope["method"] != "PUT":
            await _answer(send, 200, {"ready": True})
        else:
            await _answer(send, *await self._put(scope["path"].removeprefix(_ADDRESS), await _body(receive)))

    async def _put(self, digest: str, body: bytes | None) -> tuple[int, dict[str, Any]]:
        if body is None:
            return 413, {"error": "too large"}
        if sha256(body).hexdigest() != digest:
            return 422, {"error": "another digest"}
        id_ = self._id(body)
        if not id_:
            return 422, {"error": "no bundle"}
        if self._store is not None:
            await self._store.add((bytes.fromhex(digest), id_, body))
        return 201, {"id": id_, "accepted": True}

    def _id(self, body: bytes) -> str:
        """Return the id of a good bundle, or nothing."""
        if self._known:
            return check(self._known, body).id
        try:
            return _Bundle.model_validate(json.loads(body)).id
        except (ValueError, ValidationError):
            return ""


async def _body(receive: Receive) -> bytes | None:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
        if len(body) > _LARGEST:
            return None
    return body


async def _answer(send: Send, status: int, content: dict[str, Any]) -> None:
    body = json.dumps(content, separators=(",", ":")).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    *given, _, port = sys.argv[1:]
    application: Any = _Application(*given)
    uvicorn.run(application, port=int(port), lifespan="off", access_log=False, log_level="critical")
