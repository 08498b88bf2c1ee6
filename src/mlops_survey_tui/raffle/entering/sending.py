"""Sends an entry over HTTP: TLS except on this machine, no cookies, no redirects, nothing that tells who sends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult

from ...exchange import Failed, Request, exchange, parts_of
from ...language import _
from ...plain_json import plain_json
from ..failures import CannotUse, RaffleError

_SECONDS = 15.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_HEADERS = {"Content-Type": "application/json", "User-Agent": "mlops-survey"}
_CODE = re.compile("[a-z][a-z0-9_]{0,59}", re.ASCII)
_TAKEN = ("created", "already_there")
_FOR_GOOD = (400, 401, 403, 404, 409, 410, 413, 422)


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
        """Whether trying again is no use: a refusal without a code may come from something on the way."""
        return self.done or (self.status in _FOR_GOOD and self.code not in ("", "cut_off"))


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
    _parts(service)
    return service.rstrip("/")


def _parts(service: str) -> SplitResult:
    parts = parts_of(service)
    if parts is None:
        raise RaffleError(_("The address of the raffle must look like https://host/."))
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise RaffleError(_("Entries are only sent over https."))
    return parts


def _ask(method: str, service: str, entry: bytes, body: bytes | None, headers: dict[str, str]) -> Reply:
    content = body or b""
    sent = {**_HEADERS, "Content-Length": str(len(content)), **headers}
    try:
        answer = exchange(Request(_parts(service), method, f"/v1/entries/{entry.hex()}", sent, content), _SECONDS)
    except Failed as failed:
        raise CannotUse(_("The raffle cannot be reached: {reason}").format(reason=failed)) from failed
    code = _code(answer.body)
    if answer.status in (200, 201) and code not in _TAKEN:
        raise CannotUse(_("The raffle cannot be reached: {reason}").format(reason=f"HTTP {answer.status}"))
    return Reply(answer.status, code)


def _code(body: bytes) -> str:
    """Return the code in an answer, or nothing where it is not one as the service gives them."""
    try:
        data = plain_json(body)
    except ValueError:
        return ""
    code = data.get("code") if isinstance(data, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""
