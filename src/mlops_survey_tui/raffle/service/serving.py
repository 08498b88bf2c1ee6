"""Runs the service: no access log, no address in any line, a stop that finishes what was begun."""

from __future__ import annotations

import uvicorn

from ...listening import CannotListen, listening
from ..failures import CannotUse
from .app import make_app
from .connections import bounded
from .desk import Desk

_LARGEST_HEAD = 16 * 1024


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
    uvicorn.Server(config).run(sockets)
