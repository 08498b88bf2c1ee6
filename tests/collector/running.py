"""A collector in a process of its own, and how to speak with it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from mlops_survey_tui.sharing.envelope import Envelope

from .bundles import Reply

_LONGEST_START = 30.0
JSON = {"Content-Type": "application/json"}


class Collector:
    """A process; its log is the file that it writes to standard error."""

    def __init__(
        self, program: str, database: str, questionnaire: Path, log: Path, options: Sequence[str] = ()
    ) -> None:
        self.port, self.log = free_port(), log
        command = [sys.executable, "-m", program, "collect", "--port", str(self.port), "--database", database]
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [*command, "--processes", "1", "--questions", str(questionnaire), *options],
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Wait until bundles are taken."""
        end = time.monotonic() + _LONGEST_START
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.ask("GET", "/v1/ready").status == 200:
                    return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(self.log.read_text("utf-8"))

    def connection(self, source: str = "") -> HTTPConnection:
        """Return a new connection."""
        return HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(source, 0) if source else None)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] = {},
        connection: HTTPConnection | None = None,
    ) -> Reply:
        """Ask once."""
        used = connection or self.connection()
        used.request(method, path, body, dict(headers))
        response = used.getresponse()
        text = response.read()
        content: Any = json.loads(text) if response.headers.get_content_type() == "application/json" else text
        if connection is None:
            used.close()
        return Reply(response.status, content, {name.lower(): value for name, value in response.getheaders()})

    def put(self, envelope: Envelope, connection: HTTPConnection | None = None, /, **headers: str) -> Reply:
        """Send a bundle."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("PUT", f"/v1/bundles/{envelope.digest}", envelope.body, {**JSON, **given}, connection)

    def withdraw(self, id_: str, token: str) -> Reply:
        """Withdraw a bundle."""
        return self.ask("DELETE", f"/v1/bundles/{id_}", headers={"Authorization": f"Withdrawal {token}"})

    def stop(self) -> int:
        """Ask the collector to end; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self) -> None:
        """End the collector and its checking processes without any warning."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
