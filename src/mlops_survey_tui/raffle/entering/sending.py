"""Sends an entry over HTTP: TLS except on this machine, no cookies, no redirects, nothing that tells who sends."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...language import _
from ..failures import RaffleError

_SECONDS = 30
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_HEADERS = {"Content-Type": "application/json", "User-Agent": "mlops-survey"}
_LARGEST_ANSWER = 4096


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service said: an HTTP status, and a code if it gave one."""

    status: int
    code: str = ""

    @property
    def done(self) -> bool:
        """Whether it has what was sent, or has forgotten what was to be taken back."""
        return self.status in (200, 201, 204)

    @property
    def final(self) -> bool:
        """Whether trying again is no use."""
        return self.done or (400 <= self.status < 500 and self.status not in (408, 425, 429))


def put(service: str, entry: bytes, body: bytes) -> Reply:
    """Send an entry; sending it again is harmless.

    Raises:
        RaffleError: the service cannot be reached, or its address is not safe.
    """
    return _ask("PUT", service, entry, body, {})


def withdraw(service: str, entry: bytes, token: bytes) -> Reply:
    """Take an entry back.

    Raises:
        RaffleError: the service cannot be reached, or its address is not safe.
    """
    return _ask("DELETE", service, entry, None, {"Authorization": f"Bearer {token.hex()}"})


def checked_address(service: str) -> str:
    """Return the address of a service if entries may be sent there.

    Raises:
        RaffleError: it is no such address.
    """
    parts = urlsplit(service)
    loopback = parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in ("https", "http") or parts.query or parts.fragment or parts.username:
        raise RaffleError(_("The address of the raffle must look like https://host/."))
    if parts.scheme == "http" and not loopback:
        raise RaffleError(_("Entries are only sent over https."))
    return service.rstrip("/")


def _ask(method: str, service: str, entry: bytes, body: bytes | None, headers: dict[str, str]) -> Reply:
    parts = urlsplit(checked_address(service))
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.request(method, f"{parts.path}/v1/entries/{entry.hex()}", body, {**_HEADERS, **headers})
        response = connection.getresponse()
        return Reply(response.status, _code(response.read(_LARGEST_ANSWER)))
    except (OSError, http.client.HTTPException) as error:
        raise RaffleError(_("The raffle cannot be reached: {reason}").format(reason=error)) from error
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=_SECONDS)
    return http.client.HTTPSConnection(host, port, timeout=_SECONDS, context=ssl.create_default_context())


def _code(answer: bytes) -> str:
    try:
        data = json.loads(answer)
    except ValueError:
        return ""
    return str(data.get("code", "")) if isinstance(data, dict) else ""
