"""What the server says of faults in its terminal: in words, without tracebacks, which quote addresses and requests."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp.http_exceptions import HttpProcessingError

from ...language import _, mark
from ..terminal import complain
from ..tui.crash import crash_of

_SHORT = mark("A page could not be given: {why}. What was answered is kept.")


class Trouble(logging.Handler):
    """Says each fault once. Requests that are none, and connections that break off, are faults of others."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()
        self.logger = logging.Logger(__name__)
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Say what the server noted."""
        self._say(record.exc_info[1] if record.exc_info else None)

    def happened(self, loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        """Say what nobody waited for, such as a connection that could not be taken."""
        self._say(context.get("exception"))

    def _say(self, error: BaseException | None) -> None:
        if error is None or isinstance(error, (HttpProcessingError, ConnectionError)):
            return
        short = isinstance(error, OSError)
        text = _(_SHORT).format(why=getattr(error, "strerror", "") or error) if short else crash_of(error).report()
        if text not in self._said:
            self._said.add(text)
            complain(text)
