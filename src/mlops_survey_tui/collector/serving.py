"""Runs the collector: one process that receives and writes, some that check, until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

from ..listening import ended_by_signals, listening, make_room
from ..questionnaire.plain_file import read_plain
from .app import make_app
from .connections import bounded
from .desk import Rules
from .limits import RateLimit
from .logs import quiet, set_up
from .questionnaires import Known
from .repository import open_repository

SECONDS_TO_FINISH = 20
SECONDS_FOR_TLS = 8.0
MOST_FILES = 4096
"""So many connections and files may be open, where the system lets the program have as many."""
_log = logging.getLogger("collector")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a collector is run. ``requests`` is how many a network may send in an hour, 0 for any number."""

    database: str
    questionnaires: Sequence[Known]
    host: str = "127.0.0.1"
    port: int = 8730
    rules: Rules = field(default_factory=Rules)
    requests: int = 120
    processes: int = 2
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False


class _Server(uvicorn.Server):
    """uvicorn's server, for which a signal to end is a wish like any other: it ends with success."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Have signals end the server while it runs."""
        with ended_by_signals(self.handle_exit):
            yield


def serve(settings: Settings) -> None:
    """Serve until a signal; then finish what is under way.

    Raises:
        Unavailable: the database cannot be opened.
        OSError: nothing can listen there, or a file of the certificate cannot be read.
        ValueError: the files hold no certificate and its key.
    """
    set_up()
    make_room(MOST_FILES)
    with asyncio.Runner(loop_factory=_loop) as runner:
        runner.run(_serve(settings))


def _loop() -> asyncio.AbstractEventLoop:
    """Return a loop whose servers wait for TLS no longer than for a head: uvicorn leaves them a minute."""
    make = uvicorn.Config("", loop="uvloop" if _has_uvloop() else "asyncio", log_config=None).get_loop_factory()
    assert make is not None
    loop: Any = make()
    create = loop.create_server

    def create_server(*given: Any, ssl: Any = None, **more: Any) -> Any:
        return create(*given, ssl=ssl, **more, **({"ssl_handshake_timeout": SECONDS_FOR_TLS} if ssl else {}))

    loop.create_server = create_server
    made: asyncio.AbstractEventLoop = loop
    return made


def _has_uvloop() -> bool:
    from importlib.util import find_spec

    return find_spec("uvloop") is not None


async def _serve(settings: Settings) -> None:
    asyncio.get_running_loop().set_exception_handler(quiet)
    repository = await open_repository(settings.database)
    app = make_app(
        repository, settings.questionnaires, settings.rules, RateLimit(settings.requests), settings.processes
    )
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=bounded(),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=settings.behind_proxy,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
    )
    _load(config, settings)
    sockets = listening(settings.host, settings.port)
    _log.info("listening on port %d, %d questionnaires", settings.port, len(settings.questionnaires))
    await _Server(config).serve(sockets)
    _log.info("stopped")


def _load(config: uvicorn.Config, settings: Settings) -> None:
    """Load what the server is made of, the certificate and its key among it.

    Raises:
        OSError: one of these files cannot be read.
        ValueError: they are no certificate and its key.
    """
    for file in filter(None, (settings.certificate, settings.key)):
        read_plain(file, 1)
    try:
        config.load()
    except ssl.SSLError as error:
        why = error.reason or "they are not PEM"
        raise ValueError(
            f"{settings.certificate} and {settings.key or settings.certificate} are no certificate chain and its "
            f"private key: {why}. Give both as PEM, with --certificate and --key."
        ) from None
