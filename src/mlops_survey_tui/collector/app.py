"""The HTTP side of the collector, on Starlette."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from .answers import RETRY_AFTER, NotTaken
from .bodies import Bodies
from .checkers import Checkers
from .description import description
from .desk import Desk, Offered, Rules
from .limits import RateLimit
from .metrics import Metrics
from .page import page
from .questionnaires import Known, summary
from .repository import Repository
from .routes import ADDRESSES, methods_of
from .work import today
from .writer import Writer

_DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)
_ID = re.compile("[0-9a-f]{32}", re.ASCII)
_TOKEN = re.compile("Withdrawal ([0-9a-f]{64})", re.ASCII)
_SAFE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_ELSEWHERE = {404: "no_such_page", 405: "no_such_method"}
Handler = Callable[[Request], Awaitable[Response]]


def make_app(
    repository: Repository, questionnaires: Sequence[Known], rules: Rules, limit: RateLimit, processes: int = 1
) -> Starlette:
    """Return the application; it starts and ends its writer and its checking processes by itself."""
    metrics = Metrics()
    endpoints = _Endpoints(questionnaires, limit, metrics)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        checkers = Checkers([one.text for one in questionnaires], processes)
        await checkers.start()
        writer = Writer(repository, today, metrics)
        endpoints.desk = Desk(repository, writer, checkers, rules)
        yield
        await writer.stop()
        await checkers.stop()
        await repository.close()

    handlers = {address.name: getattr(endpoints, address.name) for address in ADDRESSES}
    routes = [
        Route(address.path, _counted(handlers[address.name], metrics), methods=[address.method])
        for address in ADDRESSES
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _elsewhere}, lifespan=lifespan)
    app.router.redirect_slashes = False  # behind a proxy a redirect would lead from TLS into the clear
    return app


def _counted(handler: Handler, metrics: Metrics) -> Handler:
    """Return a handler whose answers are counted, and whose refusals become answers."""

    async def handle(request: Request) -> Response:
        try:
            response, code = await handler(request), "ok"
        except NotTaken as refused:
            response, code = refused.response(), refused.code
        metrics.answered(response.status_code, code)
        return response

    return handle


async def _elsewhere(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = NotTaken(_ELSEWHERE.get(error.status_code, "no_such_page")).response()
    if methods := methods_of(request.url.path):
        response.headers["Allow"] = ", ".join(methods)
    return response


class _Endpoints:
    """One method for each address."""

    desk: Desk

    def __init__(self, questionnaires: Sequence[Known], limit: RateLimit, metrics: Metrics) -> None:
        self._questionnaires, self._limit, self._metrics = questionnaires, limit, metrics
        self._bodies = Bodies()

    async def page(self, request: Request) -> Response:
        """Say in plain words what this is."""
        return HTMLResponse(page(self._questionnaires), headers=_SAFE)

    async def put(self, request: Request) -> Response:
        """Store a bundle."""
        self._admit(request)
        digest = request.path_params["bundle"]
        body = await self._bodies.read(request)
        if not _DIGEST.fullmatch(digest) or sha256(body).hexdigest() != digest:
            raise NotTaken("other_digest")
        taken = await self.desk.put(_offered(digest, body, request.headers))
        content: dict[str, Any] = {"id": taken.id, "accepted": True}
        if taken.ticket:
            content["ticket"] = base64.b64encode(taken.ticket).decode("ascii")
        return JSONResponse(content, 201 if taken.is_new else 200)

    async def withdraw(self, request: Request) -> Response:
        """Delete a bundle."""
        self._admit(request)
        token = _TOKEN.fullmatch(request.headers.get("authorization", ""))
        if token is None:
            refused = NotTaken("token_needed")
            refused.headers["WWW-Authenticate"] = "Withdrawal"
            raise refused
        if not _ID.fullmatch(request.path_params["bundle"]):
            raise NotTaken("unknown")
        await self.desk.withdraw(request.path_params["bundle"], sha256(bytes.fromhex(token[1])).digest())
        return Response(status_code=204)

    async def health(self, request: Request) -> Response:
        """Tell that the process answers."""
        return JSONResponse({"status": "ok"})

    async def ready(self, request: Request) -> Response:
        """Tell whether bundles are taken, and what they need."""
        rules, is_ready = self.desk.rules, await self.desk.is_ready()
        invites = "unused" if rules.invites is None else "needed" if rules.invites.needed else "welcome"
        content = {
            "ready": is_ready,
            "questionnaires": [summary(one) for one in self._questionnaires],
            "invites": invites,
            "work": {"difficulty": rules.difficulty, "day": rules.days()[0]},
            "tickets": rules.tickets is not None,
        }
        return JSONResponse(content, 200 if is_ready else 503, {} if is_ready else {"Retry-After": str(RETRY_AFTER)})

    async def metrics(self, request: Request) -> Response:
        """Give numbers for monitoring."""
        return PlainTextResponse("\n".join(self._metrics.lines()) + "\n")

    async def description(self, request: Request) -> Response:
        """Describe the collector for programs."""
        return Response(json.dumps(description()), media_type="application/json")

    def _admit(self, request: Request) -> None:
        seconds = self._limit.wait(request.client.host if request.client else "")
        if seconds:
            raise NotTaken("too_often").after(seconds)


def _offered(digest: str, body: bytes, headers: Mapping[str, str]) -> Offered:
    try:
        blinded = base64.b64decode(headers.get("x-ticket-request", ""), validate=True)
    except (binascii.Error, ValueError):
        blinded = b""
    return Offered(digest, body, headers.get("x-work", ""), headers.get("x-invite", ""), blinded)
