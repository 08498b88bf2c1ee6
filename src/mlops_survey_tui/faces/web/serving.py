"""Keeps the server up until a signal ends it, then has every sitting save."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from aiohttp import web

from ...exit_codes import by_signal
from ..ending import ending_signals
from .live import Command
from .pages import About
from .server import SurveyServer
from .trouble import Trouble

_PATIENCE = 2.0


def serve(about: About, command: Command, listener: socket.socket, ready: Callable[[SurveyServer], None]) -> int:
    """Serve the survey until a signal comes; call ``ready`` once the page can be opened; return the exit code."""
    return asyncio.run(_serve(about, command, listener, ready))


async def _serve(about: About, command: Command, listener: socket.socket, ready: Callable[[SurveyServer], None]) -> int:
    server = SurveyServer(about, command, listener.getsockname()[1])
    ended = _signalled()
    trouble = Trouble()
    asyncio.get_running_loop().set_exception_handler(trouble.happened)
    runner = web.AppRunner(server.application(), access_log=None, logger=trouble.logger, shutdown_timeout=_PATIENCE)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    ready(server)
    try:
        return await ended
    finally:
        await server.live.close()
        await runner.cleanup()


def _signalled() -> asyncio.Future[int]:
    """Return what becomes the exit code when a signal ends the program: 128 and its number."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[int] = loop.create_future()

    def end(number: int) -> None:
        if not ended.done():
            ended.set_result(by_signal(number))

    for number in ending_signals():
        try:
            loop.add_signal_handler(number, end, number)
        except NotImplementedError:
            break
    return ended
