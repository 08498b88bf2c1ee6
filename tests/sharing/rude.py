"""A server that answers as it likes, over TLS if it has a certificate; and certificates of a test authority."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Behaviour = Callable[[socket.socket], None]
PATIENCE = 5.0


class Rude:
    """Reads the head of each request, then does with the connection what it is told to."""

    def __init__(self, behaviour: Behaviour, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._behaviour, self._tls, self._host = behaviour, tls, f"[{host}]" if ":" in host else host
        self._listener = socket.create_server((host, 0), family=family)
        self.port = int(self._listener.getsockname()[1])
        self.heads: list[bytes] = []
        """What was asked, as far as anything was."""
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"{'https' if self._tls else 'http'}://{self._host}:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        with suppress(OSError), connection:
            spoken = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with spoken:
                head = b""
                while b"\r\n\r\n" not in head and (part := spoken.recv(65536)):
                    head += part
                self.heads.append(head)
                self._behaviour(spoken)


def answered(status: int, content: bytes, **headers: str) -> bytes:
    """Return an answer as it goes over the wire; ``retry_after`` becomes ``Retry-After``."""
    lines = [f"{name.replace('_', '-').title()}: {value}\r\n" for name, value in headers.items()]
    head = f"HTTP/1.1 {status} Answer\r\nContent-Length: {len(content)}\r\n{''.join(lines)}\r\n"
    return head.encode() + content


def endless(first: bytes, part: bytes, pause: float = 0.0) -> Behaviour:
    """Return a behaviour that sends a part again and again after something else, with pauses between."""
    waiting = threading.Event()

    def behave(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(part)
            waiting.wait(pause)

    return behave


class Authority:
    """Signs certificates; whoever is to trust it is given ``file``."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = _named("test authority")
        self.file = folder / "authority.pem"
        made = self._builder(self._name, self._key, 1).add_extension(x509.BasicConstraints(True, None), True)
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def context(self, host: str, days: int = 1, itself: bool = False) -> ssl.SSLContext:
        """Return the side of a server: its certificate ends in so many days; ``itself`` says who signs it."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(_named(host), key, days)
        named = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        made = named.sign(key if itself else self._key, hashes.SHA256())
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / f"{host}{days}{itself}.pem"
        file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, days: int) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=30))
            .not_valid_after(now + timedelta(days=days))
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
