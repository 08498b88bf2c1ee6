"""One HTTP request to whoever answers at an address: bounded in time and size, without proxy, redirect or cookie.

It is spoken in a thread of its own, so that no name server, no network and no server can hold up the caller for longer
than it was given. TLS is spoken to all but ``http`` addresses, which the callers allow for this machine only.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, InvalidURL
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import SplitResult, urlsplit

from .language import _, mark

MOST_ANSWERED = 64 * 1024
STEPS = 4
"""The whole of a request may take so many times what one step of it may: connecting, sending, each wait for bytes."""
NAP = 0.1
"""Seconds of waiting at a time: Python heeds a signal that the system gives to another thread only in between."""
_WHYS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, mark("it took too long")),
    (socket.gaierror, mark("its name was not found on this network")),
    (ConnectionRefusedError, mark("nobody listens there")),
    (ConnectionError, mark("the connection was cut")),
    (ssl.SSLEOFError, mark("the connection was cut")),
    (ssl.SSLError, mark("it speaks no TLS, or none that is safe")),
    (InvalidURL, mark("its address cannot be used")),
    (UnicodeError, mark("its address cannot be used")),
    (OSError, mark("there is no way to it from this network")),
)
"""Why no answer came, by the error, the narrower first."""
_PORTS = {"http": 80, "https": 443}
_PART = 4096


class Failed(Exception):  # noqa: N818
    """No whole answer came. ``untrusted`` says that somebody answered without a certificate for this name."""

    def __init__(self, why: str, untrusted: bool = False) -> None:
        super().__init__(why)
        self.untrusted = untrusted


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the parts of the address, the method, the path behind the address's own, headers and body."""

    address: SplitResult
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``retry_after`` is how many seconds the other side asks to wait, 0 if it does not say."""

    status: int
    body: bytes
    retry_after: float = 0.0


def parts_of(address: str) -> SplitResult | None:
    """Return the parts of a service's address; none if it is no web address, or names more than host, port and path.

    White space, and what steers a terminal or turns what is shown, is in no address.
    """
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    plain = all(letter.isprintable() and not letter.isspace() for letter in address)
    return parts if known and plain and not ("@" in parts.netloc or parts.query or parts.fragment) else None


def exchange(request: Request, seconds: float, tell: Callable[[int], None] = lambda _sent: None) -> Answer:
    """Ask once, taking ``seconds`` for a step at most; ``tell`` hears how many bytes of the body are on their way.

    Raises:
        Failed: no whole answer came in time, or from somebody who is not to be trusted.
    """
    asking = _Asking(request, seconds)
    Thread(target=asking.run, daemon=True).start()
    end = time.monotonic() + STEPS * seconds
    while True:
        try:
            news = asking.news.get(timeout=max(0.0, min(NAP, end - time.monotonic())))
        except Empty:
            if time.monotonic() < end:
                continue
            asking.give_up()
            raise Failed(_why(TimeoutError())) from None
        if isinstance(news, Answer):
            return news
        if isinstance(news, Failed):
            raise news
        tell(news)


@dataclass
class _Asking:
    """The thread's side: what it has to say comes as numbers of bytes sent, and last an answer or a failure."""

    request: Request
    seconds: float
    news: SimpleQueue[int | Answer | Failed] = field(default_factory=SimpleQueue)
    connection: HTTPConnection | None = None
    given_up: bool = False

    def run(self) -> None:
        try:
            self.news.put(self._asked())
        except ssl.SSLCertVerificationError:
            self.news.put(Failed(_("its certificate is not to be trusted"), untrusted=True))
        except (OSError, HTTPException, ValueError) as error:
            self.news.put(Failed(_why(error)))
        finally:
            if self.connection is not None:
                self.connection.close()

    def give_up(self) -> None:
        """Wake the thread from whatever it waits for on the connection, if there is one by now; send nothing later."""
        self.given_up = True
        open_socket = self.connection.sock if self.connection is not None else None
        if open_socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(open_socket, socket.SHUT_RDWR)

    def _asked(self) -> Answer:
        request = self.request
        self.connection = connection = _connection(request.address, self.seconds)
        connection.connect()
        if self.given_up:
            raise TimeoutError
        path = request.address.path.rstrip("/") + request.path
        connection.putrequest(request.method, path, skip_accept_encoding=True)
        for name, value in request.headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        for start in range(0, len(request.body), _PART):
            connection.send(request.body[start : start + _PART])
            self.news.put(min(len(request.body), start + _PART))
        return _read(connection.getresponse())


def _why(error: Exception) -> str:
    """Return why no answer came, as far as the error tells."""
    odd = mark("what came is no HTTP, or not the whole of an answer")
    return _(next((why for kind, why in _WHYS if isinstance(error, kind)), odd))


def _connection(address: SplitResult, seconds: float) -> HTTPConnection:
    host, port = address.hostname or "", address.port or _PORTS[address.scheme]
    if address.scheme == "http":
        return HTTPConnection(host, port, timeout=seconds)
    return HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())


def _read(response: HTTPResponse) -> Answer:
    body = response.read(MOST_ANSWERED)
    if response.length:
        raise HTTPException("the answer is cut off, or longer than any that is wanted")
    return Answer(response.status, body, seconds_asked(response.getheader("Retry-After", "")))


def seconds_asked(retry_after: str) -> float:
    """Return the seconds that a Retry-After header asks to wait, given as a number or a date; 0 where it is neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
