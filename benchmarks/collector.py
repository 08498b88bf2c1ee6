"""Durable acknowledgements a second: the collector, prototypes of one, what only checks, and the disk itself.

All are uploaded to by the same program on the same cores, one after the other within each round.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from mlops_survey_tui.questionnaire.load import current_edition, load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import enveloped
from tests.collector.postgres import Postgres, programs

from .measured import Result, at_least, beside, judged, result
from .surroundings import PROJECT, peer

CONNECTIONS = 32
SECONDS = 5.0
_RESPONDENTS = 150
_BLOCK = 8192
_PROTOTYPE, _EACH = "uvicorn, pydantic, one commit for all that wait", "uvicorn, pydantic, a commit a request"
_FIELDS = "uvicorn, pydantic, nothing stored"
_SAME_CHECK = "uvicorn, the same check in one process, one commit for all that wait"
_BARE, _CHECKS = "a bare group commit behind the same socket", "a collector that stores nothing"
_DISK = "the disk: writes of 8 KiB with a sync"
_SQLITE, _POSTGRESQL = "collect, SQLite", "collect, PostgreSQL"
_OURS = (_SQLITE, _POSTGRESQL)
_GOALS = {
    _SQLITE: (at_least(0.8, _PROTOTYPE), at_least(1.0, _SAME_CHECK), at_least(800)),
    _POSTGRESQL: (at_least(0.8, _PROTOTYPE),),
}


def measure(runs: int) -> list[Result]:
    """Upload through 32 connections for some seconds, to each in turn; ``runs`` above 3 are as good as 3."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        survey = load(current_edition())
        _write(survey, folder)
        programs_found = programs()
        postgres = Postgres(programs_found) if programs_found else None
        servers = dict(_servers(folder, postgres))
        found: dict[str, list[tuple[list[float], float]]] = {what: [] for what in servers}
        syncs = []
        for number in range(min(runs, 3)):
            syncs.append(_syncs_per_second(folder))
            for what, command in servers.items():
                found[what].append(_upload(command(number), folder))
        if postgres is not None:
            postgres.remove()
    results = [result("collector", _DISK, "a second", syncs)]
    for what, rounds in found.items():
        results.append(_result(what, rounds))
    sides = beside(results, dict.fromkeys(_OURS, _PROTOTYPE), dict.fromkeys(_OURS, _BARE))
    return judged(sides, _GOALS)


def _result(what: str, rounds: Sequence[tuple[list[float], float]]) -> Result:
    seconds = sorted(one for took, _ in rounds for one in took)
    late = seconds[int(len(seconds) * 0.99)] * 1e3
    rates = [len(took) / SECONDS for took, _ in rounds]
    return result("collector", what, "a second", rates, p99_ms=late, peak_mb=max(memory for _, memory in rounds))


def _write(survey: Questionnaire, folder: Path) -> None:
    """Write the questionnaire, and bundles of simulated respondents, one a line."""
    (folder / "survey.json").write_text(survey.to_json(), "utf-8")
    taken = simulate(survey, [ANYBODY], _RESPONDENTS, "uploads", 1)
    lines = [enveloped(bundle(survey, one.seed, one.events), "1.0").body for one in taken]
    (folder / "bundles.jsonl").write_bytes(b"\n".join(lines))


Command = Callable[[int], tuple[str, ...]]


def _servers(folder: Path, postgres: Postgres | None) -> Iterator[tuple[str, Command]]:
    survey = str(folder / "survey.json")
    collect = (sys.executable, "-m", "mlops_survey_tui", "collect", "--rate", "0", "--questions", survey)
    prototype = peer("prototype")
    yield _PROTOTYPE, lambda number: (*prototype, str(folder / f"group{number}.sqlite3"), "group")
    yield _SAME_CHECK, lambda number: (*prototype, str(folder / f"same{number}.sqlite3"), "group", survey)
    yield _EACH, lambda number: (*prototype, str(folder / f"each{number}.sqlite3"), "each")
    yield _FIELDS, lambda number: (*prototype, "", "none")
    yield _BARE, lambda number: (*peer("group_commit"), str(folder / f"bare{number}.sqlite3"))
    yield _CHECKS, lambda number: (*peer("only_checks"), survey)
    yield _SQLITE, lambda number: (*collect, "--database", f"sqlite:///{folder}/bundles{number}.sqlite3")
    if postgres is not None:
        yield _POSTGRESQL, lambda number: (*collect, "--database", postgres.url())


def _upload(command: Sequence[str], folder: Path) -> tuple[list[float], float]:
    """Return the seconds of each acknowledgement, and the most MB that all processes of the server held together."""
    with _running(command) as (port, process):
        file = str(folder / "bundles.jsonl")
        uploads = (*peer("uploads"), str(port), str(CONNECTIONS), str(SECONDS), file)
        done = subprocess.run(uploads, cwd=PROJECT, capture_output=True, text=True, check=True)
        answered = json.loads(done.stdout)
        assert answered["others"] == [0.0], "something was not accepted"
        return answered["seconds"], _megabytes(process.pid)


@contextmanager
def _running(command: Sequence[str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run a server until it answers, and end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*command, "--port", str(port)], cwd=PROJECT, stdout=quiet, stderr=quiet)
    try:
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/v1/ready").close()
                break
            except OSError:
                time.sleep(0.05)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _megabytes(pid: int) -> float:
    """Return what a process and its children hold in memory, shared pages counted once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = [line for one in (pid, *children) for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _syncs_per_second(folder: Path) -> float:
    handle = os.open(folder / "syncs", os.O_CREAT | os.O_WRONLY)
    block, begun, number = bytes(_BLOCK), time.perf_counter(), 0
    while time.perf_counter() - begun < 1:
        os.pwrite(handle, block, number * _BLOCK)
        os.fdatasync(handle)
        number += 1
    os.close(handle)
    return number / (time.perf_counter() - begun)
