"""A collector in a few lines, and a proxy before it that does to requests what networks do."""

from __future__ import annotations

import hashlib
import json
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

from mlops_survey_tui.sharing.envelope import hash_of


class Receiver(ThreadingHTTPServer):
    """Keeps bundles by digest, as the protocol says; counts how often each was stored."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept: dict[str, dict[str, Any]] = {}
        self.withdrawn: set[str] = set()
        self.stored: Counter[str] = Counter()
        self.guard = threading.Lock()
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        """Answers to give in place of the right ones, first come, first served."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that end before their time."""


class _Handler(BaseHTTPRequestHandler):
    server: Receiver
    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if len(body) != int(self.headers["Content-Length"]):
            self.close_connection = True
            return
        with self.server.guard:
            if self.server.answers:
                self._answer(*self.server.answers.pop(0))
                return
            digest = self.path.rpartition("/")[2]
            if hashlib.sha256(body).hexdigest() != digest:
                self._answer(400, {}, b'{"code": "digest"}')
                return
            data = json.loads(body)
            if data["id"] in self.server.withdrawn:
                self._answer(410, {}, b'{"code": "withdrawn"}')
                return
            status = 200 if digest in self.server.kept else 201
            self.server.stored[data["id"]] += status == 201
            self.server.kept[digest] = data
        self._answer(status, {}, json.dumps({"id": data["id"], "accepted": True}).encode())

    def do_DELETE(self) -> None:
        id_, token = self.path.rpartition("/")[2], self.headers["Authorization"].partition(" ")[2]
        with self.server.guard:
            found = [digest for digest, data in self.server.kept.items() if data["id"] == id_]
            right = id_ in self.server.withdrawn or any(
                self.server.kept[digest]["withdrawal"] == hash_of(token) for digest in found
            )
            if right:
                self.server.withdrawn.add(id_)
                for digest in found:
                    del self.server.kept[digest]
        self._answer(204 if right else 404, {}, b"" if right else b'{"code": "unknown"}')

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver for as long as it is needed."""
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()


FAULTS = ("pass", "reset_request", "reset_answer", "stall", "twice", "500", "redirect", "portal", "short", "refuse")


class FaultyProxy:
    """Passes one connection after the other on, each with a fault drawn at random."""

    def __init__(self, port: int, random: Random) -> None:
        self._port, self._random = port, random
        self.seen: Counter[str] = Counter()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                fault = self._random.choice(FAULTS)
                self.seen[fault] += 1
                threading.Thread(target=self._one, args=(client, fault, self._random.random()), daemon=True).start()

    def _one(self, client: socket.socket, fault: str, share: float) -> None:
        with client, suppress(OSError):
            client.settimeout(3)
            if fault == "refuse":
                _reset(client)
                return
            request = _whole(client)
            if fault in _MADE_UP:
                client.sendall(_MADE_UP[fault].replace(b"ID", _id_in(request)))
                return
            if fault == "reset_request":
                self._exchange(request[: int(share * len(request))], wait=False)
                _reset(client)
                return
            answer = self._exchange(request)
            if fault == "twice":
                answer = self._exchange(request)
            if fault == "stall":
                client.recv(1)
            elif fault == "reset_answer":
                client.sendall(answer[: int(share * len(answer))])
                _reset(client)
            else:
                client.sendall(answer)

    def _exchange(self, request: bytes, wait: bool = True) -> bytes:
        with socket.create_connection(("127.0.0.1", self._port), timeout=3) as server:
            server.sendall(request)
            if not wait:
                return b""
            return _whole(server)


_MADE_UP = {
    "500": b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: 0\r\n\r\n",
    "redirect": b"HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
    "portal": b"HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n<html>Log in!</html>\r\n",
    "short": b'HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"id": "ID", "accepted": true}',
}


def _id_in(request: bytes) -> bytes:
    return request.partition(b'"id":"')[2][:32]


def _whole(connection: socket.socket) -> bytes:
    """Read one message to its end, as its length says."""
    data = b""
    while b"\r\n\r\n" not in data:
        got = connection.recv(65536)
        if not got:
            return data
        data += got
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        got = connection.recv(65536)
        if not got:
            break
        body += got
    return head + b"\r\n\r\n" + body


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
