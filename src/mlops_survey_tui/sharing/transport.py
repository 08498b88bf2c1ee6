"""Speaks to a collector: one request, no cookies, no redirects, no proxy of its own, TLS except on this machine.

Only the standard library is used, and nothing is said but what the protocol needs: no program name, no language.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ..language import _

SECONDS = 15.0
"""How long one step of a request may take."""
_MOST_ANSWERED = 64 * 1024
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_LATER = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request.

    ``status`` is 0 where no answer came. ``final`` says that asking again would not help; ``retry_after`` is how many
    seconds the collector asks to wait.
    """

    status: int
    final: bool
    code: str = ""
    message: str = ""
    retry_after: float = 0.0
    data: Any = None

    @property
    def accepted(self) -> str:
        """The id of the bundle that the collector says it has taken, or nothing."""
        taken = self.status in (200, 201) and isinstance(self.data, dict) and self.data.get("accepted") is True
        return str(self.data.get("id", "")) if taken else ""


class NotACollector(ValueError):  # noqa: N818
    """An address is none that a bundle may be sent to; the message says why."""


def checked_address(address: str) -> SplitResult:
    """Return the parts of a collector's address.

    Raises:
        NotACollector: it is no address, or would be spoken to without TLS over a network.
    """
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        known = False
    if not known or parts.username or parts.query or parts.fragment:
        raise NotACollector(_("{address} is not the address of a collector.").format(address=address))
    if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
        raise NotACollector(
            _("{address} is not encrypted; only https is spoken over a network.").format(address=address)
        )
    return parts


def put_bundle(
    address: str,
    digest: str,
    body: bytes,
    tell: Callable[[int], None] = lambda _sent: None,
    more: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Reply:
    """Send a bundle once; ``tell`` hears how many bytes are on their way, ``more`` are headers that go with it.

    Raises:
        NotACollector: the address is none that a bundle may be sent to.
    """
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(more or {})}
    reply = _asked(address, "PUT", f"/v1/bundles/{digest}", headers, body, tell, seconds)
    if reply.accepted or reply.status not in (200, 201):
        return reply
    return Reply(reply.status, False, "not_a_collector", _("Something else answered in the collector's place."))


def delete_bundle(address: str, id_: str, token: str) -> Reply:
    """Withdraw a bundle.

    Raises:
        NotACollector: the address is none of a collector.
    """
    headers = {"Authorization": f"Withdrawal {token}", "Content-Length": "0"}
    return _asked(address, "DELETE", f"/v1/bundles/{id_}", headers, b"", lambda _sent: None, SECONDS)


def _asked(
    address: str,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    tell: Callable[[int], None],
    seconds: float,
) -> Reply:
    parts = checked_address(address)
    connection = _connection(parts, seconds)
    try:
        connection.putrequest(method, parts.path.rstrip("/") + path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        for start in range(0, len(body), 4096):
            connection.send(body[start : start + 4096])
            tell(min(len(body), start + 4096))
        response = connection.getresponse()
        answered = response.read(_MOST_ANSWERED)
        if response.length:
            raise HTTPException
        return _reply(response.status, response.getheader("Retry-After", ""), answered)
    except ssl.SSLCertVerificationError:
        return Reply(0, False, "certificate", _("The collector's certificate is not to be trusted."))
    except (OSError, HTTPException, ValueError) as error:
        return Reply(0, False, "no_answer", _("No answer came: {why}.").format(why=type(error).__name__))
    finally:
        connection.close()


def _connection(parts: SplitResult, seconds: float) -> HTTPConnection:
    assert parts.hostname
    if parts.scheme == "http":
        return HTTPConnection(parts.hostname, parts.port or 80, timeout=seconds)
    context = ssl.create_default_context()
    return HTTPSConnection(parts.hostname, parts.port or 443, timeout=seconds, context=context)


def _reply(status: int, retry_after: str, answered: bytes) -> Reply:
    try:
        data = json.loads(answered) if answered else None
    except ValueError:
        data = None
    told = data if isinstance(data, dict) else {}
    code, message = str(told.get("code", "")), str(told.get("message", ""))
    if 300 <= status < 400:
        return Reply(status, False, "redirect", _("The collector points elsewhere; bundles go nowhere else."))
    wait = float(retry_after) if retry_after.isdecimal() else 0.0
    final = 400 <= status < 500 and status not in _LATER and bool(code)
    return Reply(status, final, code or f"http_{status}", message, wait, data)
