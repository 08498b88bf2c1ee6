"""The server of the page: on this machine only, and for whoever knows its address only."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from ..tui.theme import PALETTES
from . import guard, pages
from .live import Command, Live, cells

_LARGEST_MESSAGE = 1 << 24
_HEARTBEAT = 30.0
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PortError(Exception):
    """A port cannot be listened on; the text says why."""


def listening(port: int) -> socket.socket:
    """Return a socket of this machine only; port 0 takes a free one.

    Raises:
        PortError: another program has the port, or it is kept for others.
    """
    opened = socket.socket()
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((guard.HOST, port))
        opened.listen(64)
    except OSError as error:
        opened.close()
        raise PortError(error.strerror or str(error)) from error
    return opened


class SurveyServer:
    """Gives the page, its files and its sittings."""

    def __init__(self, about: pages.About, command: Command, port: int) -> None:
        self._about, self._port = about, port
        self._secret, self._once = guard.new_secret(), guard.new_secret()
        self.live = Live(command)

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{guard.HOST}:{self._port}/{self._secret}/"

    @property
    def address_once(self) -> str:
        """An address that leads to the page once: other users may see what a browser is started with."""
        return f"http://{guard.HOST}:{self._port}/open/{self._once}"

    def application(self) -> web.Application:
        """Return what answers requests."""
        app = web.Application(middlewares=[self._guarded])
        app.add_routes(
            [
                web.get("/open/{once}", self._open),
                web.get("/{secret}/", self._page),
                web.get("/{secret}/files/{name}", self._file),
                web.get("/{secret}/live/{sitting}/{theme}", self._sit),
                web.get("/{secret}/ended/{sitting}", self._end),
            ]
        )
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Answer only this machine, and only whoever knows the address."""
        host = request.headers.get("Host", "")  # without one, aiohttp would ask the network what this machine is called
        own = guard.is_own_host(host, self._port)
        known = "once" in request.match_info or guard.same(request.match_info.get("secret", ""), self._secret)
        try:
            response = await handler(request) if own and known else _refusal()
        except web.HTTPException:
            response = _refusal(404)
        if not response.prepared:
            response.headers.update(guard.headers(host if own else f"{guard.HOST}:{self._port}"))
        return response

    async def _open(self, request: web.Request) -> web.StreamResponse:
        if not self._once or not guard.same(request.match_info["once"], self._once):
            return _refusal()
        self._once = ""
        return web.Response(status=303, headers={"Location": f"/{self._secret}/"})

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text=pages.page(self._about, self.live.expect()), content_type="text/html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        found = pages.FILES.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        kind, read = found
        return web.Response(body=read(), content_type=kind, charset="utf-8" if kind.startswith("text/") else None)

    async def _end(self, request: web.Request) -> web.StreamResponse:
        ended = await self.live.end(request.match_info["sitting"])
        if ended is None:
            raise web.HTTPNotFound
        return web.json_response({**pages.ending(ended), "open": not self.live.closing})

    async def _sit(self, request: web.Request) -> web.StreamResponse:
        """Open a sitting for a page of this server."""
        name, theme = request.match_info["sitting"], request.match_info["theme"]
        own = guard.is_own_origin(request.headers.get("Origin", ""), request.host)
        if not own or theme not in PALETTES or not self.live.take(name):
            return _refusal()
        channel = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_LARGEST_MESSAGE)
        await channel.prepare(request)
        size = cells(request.query.get("width")), cells(request.query.get("height"))
        await self.live.sit(channel, partial(_cut, request), name, theme, size)
        return channel


def _cut(request: web.Request) -> None:
    """End a connection at once, whatever still waits to be sent."""
    if request.transport is not None:
        request.transport.abort()


def _refusal(status: int = 403) -> web.Response:
    return web.Response(text=pages.refused(), status=status, content_type="text/html")
