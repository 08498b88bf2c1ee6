"""The sittings under way: one process for each page that is open, and how each of them ended."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from ... import exit_codes
from ...language import _
from .guard import new_secret
from .sitting import Ended, Sitting

Command = Callable[[str], Sequence[str]]
"""Gives the command of a process for a theme."""
_MOST_CELLS = 1000
_MOST_KNOWN = 1000
"""Names that are remembered: of pages that were given out and never opened, and of sittings that have ended."""


class Live:
    """Opens a sitting for each page that was given out, and ends it when its page is closed."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._expected: dict[str, None] = {}
        self._sittings: dict[str, Sitting] = {}
        self._ended: dict[str, asyncio.Future[Ended]] = {}
        self.closing = False

    def expect(self) -> str:
        """Return the name of a new sitting, which one page may open once."""
        name = new_secret()
        self._expected[name] = None
        if len(self._expected) > _MOST_KNOWN:
            del self._expected[next(iter(self._expected))]
        return name

    def take(self, name: str) -> bool:
        """Say whether a page may open the sitting of this name, and let no other open it."""
        known = name in self._expected and not self.closing
        self._expected.pop(name, None)
        return known

    async def end(self, name: str) -> Ended | None:
        """Wait until a sitting has ended and return how; None if there never was one."""
        future = self._ended.get(name)
        return await asyncio.shield(future) if future else None

    async def close(self) -> None:
        """Have every process save and end."""
        self.closing = True
        await asyncio.gather(*(sitting.stop() for sitting in [*self._sittings.values()]))

    async def sit(
        self, channel: web.WebSocketResponse, cut: Callable[[], None], name: str, theme: str, size: tuple[int, int]
    ) -> None:
        """Run a process for a page until it leaves or the page is closed; the page is told by closing its channel.

        ``cut`` ends the connection at once, for a page that takes nothing any more.
        """

        async def show(data: bytes) -> None:
            with suppress(ConnectionError, RuntimeError):
                await channel.send_bytes(data)

        future = self._begun(name)
        await self._settle()
        sitting = self._sittings[name] = Sitting(self._command(theme), show, cut)
        try:
            await self._run(sitting, channel, future, size)
        finally:
            del self._sittings[name]

    async def _run(
        self, sitting: Sitting, channel: web.WebSocketResponse, future: asyncio.Future[Ended], size: tuple[int, int]
    ) -> None:
        try:
            await sitting.start(*size)
        except OSError as error:
            text = _("The survey could not be started: {why}.")
            future.set_result(Ended(exit_codes.STORAGE, trouble=text.format(why=error.strerror or str(error))))
            return
        closing = asyncio.create_task(_close_after(sitting, channel, future))
        try:
            if not self.closing:
                await _drive(sitting, channel)
        finally:
            await asyncio.shield(sitting.stop())
            await asyncio.shield(closing)

    def _begun(self, name: str) -> asyncio.Future[Ended]:
        """Remember a sitting, and forget the oldest of many that have ended."""
        future = self._ended[name] = asyncio.get_running_loop().create_future()
        if len(self._ended) > _MOST_KNOWN:
            oldest = next((one for one, ended in self._ended.items() if ended.done()), name)
            self._ended.pop(oldest)
        return future

    async def _settle(self) -> None:
        """Wait for processes whose page was closed: a page that is loaded again goes on with what they hold."""
        for sitting in [*self._sittings.values()]:
            if sitting.leaving:
                await sitting.end()


async def _close_after(sitting: Sitting, channel: web.WebSocketResponse, future: asyncio.Future[Ended]) -> None:
    """Close the connection once the process has ended, so that the page says so."""
    future.set_result(await sitting.end())
    with suppress(ConnectionError, RuntimeError):
        await channel.close()


async def _drive(sitting: Sitting, channel: web.WebSocketResponse) -> None:
    """Hand over what the page sends, until it is closed."""
    async for message in channel:
        if message.type != WSMsgType.TEXT:
            continue
        kind, value = _message(message.data)
        if kind == "stdin" and isinstance(value, str):
            sitting.type(value)
        elif kind == "resize" and isinstance(value, dict):
            sitting.resize(cells(value.get("width")), cells(value.get("height")))
        elif kind == "ping":
            await channel.send_json(["pong", value])


def _message(text: str) -> tuple[str, Any]:
    """Return what a message is and what it holds; one that is no message is nothing."""
    try:
        kind, value = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return "", None
    return (kind, value) if isinstance(kind, str) else ("", None)


def cells(value: object) -> int:
    """Return a width or height in cells that a screen can have."""
    try:
        return min(max(int(str(value)), 1), _MOST_CELLS)
    except ValueError:
        return 24
