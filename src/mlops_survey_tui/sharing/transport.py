"""Speaks to a collector: one request, no cookies, no redirects, no proxy, TLS except on this machine.

Only the standard library is used, and nothing is said but what the protocol needs: no program name, no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult

from ..exchange import Answer, Failed, Request, exchange, parts_of
from ..language import _
from ..plain_json import plain_json

SECONDS = 15.0
"""How long one step of a request may take; the whole of it may take four times as long."""
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_FOR_GOOD = (400, 401, 403, 409, 410, 413, 415, 422, 428)
"""With a code of a collector beside them, these refuse for good; all others may come from something on the way."""
_PASSING = ("cut_off",)
_CODE = re.compile("[a-z][a-z0-9_]{0,59}", re.ASCII)
_LONGEST_MESSAGE = 300


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
    parts = parts_of(address)
    if parts is None:
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
    request = Request(checked_address(address), method, path, headers, body)
    try:
        return _reply(exchange(request, seconds, tell))
    except Failed as failed:
        if failed.untrusted:
            hint = _("See that this computer's clock is right, and that no network here wants a log-in first.")
            told = _("The collector's certificate is not to be trusted.")
            return Reply(0, False, "certificate", f"{told} {hint}")
        return Reply(0, False, "no_answer", _("No answer came: {why}.").format(why=failed))


def _reply(answer: Answer) -> Reply:
    """Take an answer for what a collector says only as far as it looks like it: other programs answer too."""
    data = _data(answer.body)
    told = data if isinstance(data, dict) else {}
    code, message = told.get("code"), told.get("message")
    known = code if isinstance(code, str) and _CODE.fullmatch(code) else ""
    status = answer.status
    if 300 <= status < 400:
        return Reply(status, False, "redirect", _("The collector points elsewhere; bundles go nowhere else."))
    final = status in _FOR_GOOD and bool(known) and known not in _PASSING
    words = _plain(message) if isinstance(message, str) else ""
    return Reply(status, final, known or f"http_{status}", words, answer.retry_after, data)


def _data(body: bytes) -> Any:
    try:
        return plain_json(body) if body else None
    except ValueError:
        return None


def _plain(message: str) -> str:
    """Return a stranger's words short, without what steers a terminal or turns the direction of writing."""
    return "".join(letter if letter.isprintable() else " " for letter in message[:_LONGEST_MESSAGE])
