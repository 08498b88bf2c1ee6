"""Runs the service: no access log, no address in any line, a stop that finishes what was begun."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from ...listening import CannotListen, ended_by_signals, listening
from ..failures import CannotUse
from .app import make_app
from .connections import bounded
from .desk import Desk

_LARGEST_HEAD = 16 * 1024


class _Server(uvicorn.Server):
    """uvicorn's server, for which a signal to end is a wish like any other: it ends with success."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Have signals end the server while it runs."""
        with ended_by_signals(self.handle_exit):
            yield


def serve(desk: Desk, host: str, port: int) -> None:
    """Serve until a signal stops it.

    Raises:
        RaffleError: nothing can listen there.
    """
    try:
        sockets = listening(host, port)
    except CannotListen as error:
        raise CannotUse(str(error)) from None
    config = uvicorn.Config(
        make_app(desk),
        host=host,
        port=port,
        http=bounded(),
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        h11_max_incomplete_event_size=_LARGEST_HEAD,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
    )
    _Server(config).run(sockets)
