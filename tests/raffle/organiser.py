"""Keys, entries and a running service for tests."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import uvicorn
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mlops_survey_tui.raffle.entry import Entry
from mlops_survey_tui.raffle.record import Record
from mlops_survey_tui.raffle.sealing import seal
from mlops_survey_tui.raffle.service.app import make_app
from mlops_survey_tui.raffle.service.connections import bounded
from mlops_survey_tui.raffle.service.database import Entries, open_entries
from mlops_survey_tui.raffle.service.desk import Desk
from mlops_survey_tui.raffle.service.limits import RateLimit
from mlops_survey_tui.raffle.tickets.public import TicketKey
from mlops_survey_tui.raffle.tickets.signing import SigningKey

PASSPHRASE = "correct horse battery"
PURPOSES = ("raffle", "results", "moderated")
KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
TOKEN = bytes(32)


@cache
def signing_key() -> SigningKey:
    """Return a key that signs tickets, small for speed."""
    numbers = generate_private_key(65537, 2048).private_numbers()
    return SigningKey(TicketKey("2026", numbers.public_numbers.n, numbers.public_numbers.e), numbers.d)


def made(contact: str, purpose: str = "raffle", salt: bytes | None = None) -> tuple[bytes, Record]:
    """Return an entry as a client makes it: its hash, and the record that is sent."""
    entry = Entry("2026", purpose, contact) if salt is None else Entry("2026", purpose, contact, salt)
    record = Record("2026", purpose, seal(entry, KEY.public_key()), sha256(TOKEN).digest())
    return entry.hash, record


def desk(folder: Path, tickets: TicketKey | None = None, name: str = "raffle.sqlite3") -> Desk:
    """Return a desk over a new database."""
    return Desk(database(folder, name), "2026", PURPOSES, tickets)


def database(folder: Path, name: str = "raffle.sqlite3") -> Entries:
    """Return a database of entries, new unless it is there."""
    return open_entries(url(folder, name), "2026", create=True)


def url(folder: Path, name: str = "raffle.sqlite3") -> str:
    """Return how a database is named for a command."""
    return f"sqlite:///{folder / name}"


@contextmanager
def served(over: Desk, limit: RateLimit | None = None) -> Iterator[int]:
    """Run the service on a free port of this machine, and give the port."""
    config = uvicorn.Config(
        make_app(over, limit or RateLimit(tries=100_000)),
        host="127.0.0.1",
        port=0,
        http=bounded(),
        access_log=False,
        log_config=None,
        h11_max_incomplete_event_size=16 * 1024,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            threading.Event().wait(0.005)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def ask(
    port: int, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, Any], Message]:
    """Send one request; return status, the answer's data, and its headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        text = response.read()
    finally:
        connection.close()
    data: dict[str, Any] = {"text": text.decode()}
    is_json = response.headers.get_content_type() == "application/json"
    return response.status, json.loads(text) if is_json else data, response.headers
