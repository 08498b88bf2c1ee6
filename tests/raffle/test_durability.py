"""What was acknowledged is there, however the service ends."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import threading
from pathlib import Path

from .organiser import ask, database, made

_SERVER = """
import sys, uvicorn
from pathlib import Path
from mlops_survey_tui.raffle.service.app import make_app
from mlops_survey_tui.raffle.service.limits import RateLimit
from tests.raffle.organiser import desk
app = make_app(desk(Path(sys.argv[1])), RateLimit(tries=100_000), rebuild_seconds=0.005)
server = uvicorn.Server(uvicorn.Config(app, port=0, access_log=False, log_config=None))
startup = server.startup
async def told(sockets=None):
    await startup(sockets)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
server.startup = told
server.run()
"""


def test_a_killed_service_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """Killed in the middle of accepting and rebuilding, again and again."""
    acknowledged: set[bytes] = set()
    for turn in range(3):
        server = subprocess.Popen([sys.executable, "-c", _SERVER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        port = int(server.stdout.readline())
        threads = [
            threading.Thread(target=_put_until_gone, args=(port, f"{turn}-{at}", acknowledged)) for at in range(3)
        ]
        for thread in threads:
            thread.start()
        before = len(acknowledged)
        while len(acknowledged) < before + 20:
            assert server.poll() is None
            threading.Event().wait(0.002)
        server.send_signal(signal.SIGKILL)
        server.wait()
        server.stdout.close()
        for thread in threads:
            thread.join()
    entries = database(tmp_path)
    assert acknowledged <= set(entries.hashes("raffle"))
    assert entries._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _put_until_gone(port: int, name: str, acknowledged: set[bytes]) -> None:
    for number in range(2000):
        entry, record = made(f"{name}-{number}@example.org")
        try:
            status, _, _ = ask(port, "PUT", f"/v1/entries/{entry.hex()}", record.body())
        except (OSError, http.client.HTTPException):
            return
        if status == 201:
            acknowledged.add(entry)
