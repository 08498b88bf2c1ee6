"""The HTTP side of the service, on Starlette.

``PUT /v1/entries/{entry}`` accepts a sealed record, ``DELETE`` with the token takes it back, ``/`` explains,
``/health`` tells whether it can accept.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from ..record import LARGEST_BODY, RecordError, read_hash, read_record
from .database import CLOSED, Entries
from .desk import Answer, Desk
from .limits import RateLimit
from .page import page

SECONDS_TO_SEND = 20
_RETRY_AFTER = {"Retry-After": "120"}
T = TypeVar("T")
_log = logging.getLogger("mlops_survey.raffle")


class _RefusedError(Exception):
    def __init__(self, status: int, code: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.response = JSONResponse({"code": code}, status, {"Connection": "close", **(headers or {})})


def make_app(desk: Desk, limit: RateLimit | None = None, rebuild_seconds: float = 60) -> Starlette:
    """Return the application for a desk. So often the file forgets in which order entries came."""
    endpoints = _Endpoints(desk, limit or RateLimit())
    routes = [
        Route("/", endpoints.explain),
        Route("/health", endpoints.health),
        Route("/v1/entries/{entry}", endpoints.put, methods=["PUT"]),
        Route("/v1/entries/{entry}", endpoints.delete, methods=["DELETE"]),
    ]

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        forgetting = asyncio.create_task(_forget_order(desk.entries, rebuild_seconds))
        yield
        forgetting.cancel()
        await _rebuild(desk.entries)

    app = Starlette(routes=routes, exception_handlers={_RefusedError: _refusal}, lifespan=lifespan)
    app.router.redirect_slashes = False  # behind a proxy a redirect would lead from TLS into the clear
    return app


async def _forget_order(entries: Entries, seconds: float) -> None:
    """Rebuild the file again and again while entries come in."""
    while True:
        await asyncio.sleep(seconds)
        await _rebuild(entries)


async def _rebuild(entries: Entries) -> None:
    try:
        if not entries.is_ordered:
            await run_in_threadpool(entries.rebuild)
    except sqlite3.Error as error:
        _log.error("the database could not be rebuilt: %s", error)


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, _RefusedError)
    return error.response


class _Endpoints:
    """One method for each route."""

    def __init__(self, desk: Desk, limit: RateLimit) -> None:
        self._desk, self._limit = desk, limit

    async def explain(self, request: Request) -> Response:
        """Say in plain words what this is."""
        closed = bool(await _stored(lambda: self._desk.entries.fact(CLOSED)))
        text = page(self._desk.edition, list(self._desk.purposes), self._desk.tickets is not None, closed)
        return HTMLResponse(text, headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"})

    async def health(self, request: Request) -> Response:
        """Tell whether the database answers."""
        await _stored(self._desk.entries.is_there)
        return JSONResponse({"status": "ok"})

    async def put(self, request: Request) -> Response:
        """Accept an entry."""
        self._admit(request)
        entry = _entry(request)
        try:
            record = read_record(await _body(request))
        except RecordError as refused:
            return JSONResponse({"code": refused.code, "field": refused.field}, 422)
        return _said(await _stored(lambda: self._desk.put(entry, record)))

    async def delete(self, request: Request) -> Response:
        """Take an entry back."""
        self._admit(request)
        entry = _entry(request)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        secret = read_hash(token) if scheme == "Bearer" else None
        if secret is None:
            raise _RefusedError(401, "token_needed", {"WWW-Authenticate": "Bearer"})
        return _said(await _stored(lambda: self._desk.withdraw(entry, secret)))

    def _admit(self, request: Request) -> None:
        if not self._limit.allows(request.client.host if request.client else ""):
            raise _RefusedError(429, "too_often", {"Retry-After": "600"})


def _said(answer: Answer) -> Response:
    if answer is Answer.WITHDRAWN:
        return Response(status_code=answer.status)
    return JSONResponse({"code": answer.code}, answer.status)


def _entry(request: Request) -> bytes:
    entry = read_hash(request.path_params["entry"])
    if entry is None:
        raise _RefusedError(404, "not_an_entry")
    return entry


async def _body(request: Request) -> bytes:
    """Read the body, and not a byte beyond the largest that can be good."""
    length = request.headers.get("content-length", "0")
    if "content-length" in request.headers and "transfer-encoding" in request.headers:
        raise _RefusedError(400, "cut_off")
    if not re.fullmatch("[0-9]{1,4}", length) or int(length) > LARGEST_BODY:
        raise _RefusedError(413, "too_large")
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise _RefusedError(413, "too_large")
    except TimeoutError:
        raise _RefusedError(408, "too_slow") from None
    except ClientDisconnect:
        raise _RefusedError(400, "cut_off") from None
    return bytes(body)


async def _stored(work: Callable[[], T]) -> T:
    """Do something with the database, apart from the loop; a full disk or a lost database is no fault of the asker."""
    try:
        return await run_in_threadpool(work)
    except sqlite3.Error as error:
        _log.error("the database says: %s", error)
        raise _RefusedError(503, "cannot_store_now", _RETRY_AFTER) from None
