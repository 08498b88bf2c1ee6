"""No address of anybody is in a file, a log, a database or a backup."""

from __future__ import annotations

import re
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from .bundles import envelopes
from .conftest import Start
from .postgres import Postgres
from .running import JSON, Collector

UPLOADS = 60
SOURCE, FORWARDED, SIXTH = "127.66.77.88", "203.0.113.54", "2001:db8:77:88::5"
TRACES = [
    SOURCE.encode(),
    FORWARDED.encode(),
    b"203.0.113",
    b"2001:db8:77",
    bytes.fromhex("20010db800770088"),
    b"Mozilla",
    b"canary-header",
]
PACKED = [bytes(map(int, address.split("."))) for address in (SOURCE, FORWARDED)]
"""Four bytes are in a file of many megabytes by chance, so these are looked for in small files only."""
SMALL = 1 << 20
CLOCK = re.compile(rb"\d\d:\d\d:\d\d")


def test_nothing_that_is_kept_or_written_holds_an_address(
    start: Start, database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    collector = start(database, "--behind-proxy", "--rate", "5000")
    connections: dict[str, HTTPConnection] = {}
    for number, envelope in enumerate(envelopes(UPLOADS)):
        source = f"127.66.77.{number % 9 + 80}" if number % 10 else SOURCE
        connection = connections.setdefault(source, collector.connection(source))
        forwarded = {"X_Forwarded_For": (FORWARDED, SIXTH)[number % 2]} if number % 3 == 0 else {}
        extra = {"User_Agent": "Mozilla", "X_Canary": "canary-header", **forwarded}
        assert collector.put(envelope, connection, **extra).status == 201
    _provoke_errors(collector)
    for envelope in envelopes(2):
        collector.put(envelope)
        assert collector.withdraw(envelope.id, envelope.token).status == 204
    backups = tmp_path / "backups"
    for command in (["backup", str(backups)], ["export", str(tmp_path / "export.jsonl")], ["counts"], ["quarantine"]):
        _admin(database, tmp_path, *command)
    assert collector.stop() == 0
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) >= 4
    if database.startswith("postgresql"):
        server: Postgres = request.getfixturevalue("postgres")
        files += [file for file in server.folder.rglob("*") if file.is_file()]
    for file in files:
        content = file.read_bytes()
        traces = TRACES + (PACKED if len(content) < SMALL else [])
        assert not [trace for trace in traces if trace in content], file
        if file.suffix in (".jsonl", ".txt"):
            assert not CLOCK.search(content), file


def _provoke_errors(collector: Collector) -> None:
    """Have the collector see what it could be tempted to log."""
    for headers in ({"X-Forwarded-For": FORWARDED, "User-Agent": "Mozilla"}, {"X-Forwarded-For": SIXTH}):
        collector.ask("PUT", "/v1/bundles/" + "0" * 64, b"{}", {**JSON, **headers})
        collector.ask("DELETE", "/v1/bundles/" + "0" * 32, headers=headers)
        collector.ask("GET", f"/{FORWARDED}", headers=headers)
    connection = collector.connection(SOURCE)
    connection.connect()
    connection.sock.sendall(b"NONSENSE " + FORWARDED.encode() + b"\r\n\r\n")
    connection.close()


def _admin(database: str, folder: Path, *command: str) -> None:
    program = [sys.executable, "-m", "mlops_survey_tui", "collect", "admin", *command, "--database", database]
    done = subprocess.run(program, capture_output=True, check=True)
    (folder / f"{command[0]}.txt").write_bytes(done.stdout + done.stderr)
