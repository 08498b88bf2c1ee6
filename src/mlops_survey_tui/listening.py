"""Opens the sockets on which a service listens, before it says that it does, and hears the signals that end it.

The collector and the raffle both serve and know nothing of each other, so it stands beneath both.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WAITING = 2048
_NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class CannotListen(OSError):  # noqa: N818
    """A service cannot listen; the message says where, why, and what to do."""


def listening(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at all addresses of a host.

    Raises:
        CannotListen: the host has no address on this machine, or the port is taken or kept for others.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM) if host else []
    except (OSError, UnicodeError):
        found = []
    sockets: list[socket.socket] = []
    why = "it is no address"
    for family, *_, address in dict.fromkeys(found):
        try:
            sockets.append(socket.create_server(address, family=family, backlog=_WAITING))
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else str(error)
            if error.errno not in _NOT_HERE:
                break
    else:
        if sockets:
            return sockets
    for one in sockets:
        one.close()
    raise CannotListen(
        f"Nothing can listen at {host or 'an address without a name'}, port {port}: {why}. Name another address of "
        "this machine with --host, or another port with --port; or end what listens there."
    )


def make_room(files: int) -> None:
    """Let this process have so many files and connections open at once, as far as the system allows it."""
    try:
        import resource
    except ModuleNotFoundError:  # there is no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = files if hard == resource.RLIM_INFINITY else min(files, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


@contextmanager
def ended_by_signals(end: Callable[[int, None], None]) -> Iterator[None]:
    """Have ``end`` hear the signals that end a service, while it runs: they are a wish like any other.

    Whoever starts a service so that it outlives its terminal has it ignore SIGHUP, and it goes on doing so.
    """
    loop, numbers = asyncio.get_running_loop(), [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    for number in numbers:
        loop.add_signal_handler(number, end, number, None)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


def shown_address(scheme: str, host: str, port: int) -> str:
    """Return the address of a service as browsers write it."""
    return f"{scheme}://[{host}]:{port}/" if ":" in host else f"{scheme}://{host}:{port}/"
