"""Programs that tests run apart, to kill them, starve them, or have two at once.

Run as `python -m tests.store.programs NAME ARGUMENT...`.
"""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from mlops_survey_tui.store import schema
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import HEADER, answered, keep, log


def _say(*words: object) -> None:
    """Print a line in one piece."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def append(directory: str, pause: str = "0") -> None:
    """Append answers for ever, saying each once it is stored, with a pause in seconds between them."""
    store = open_store(Path(directory))
    recorder = store.create(HEADER)
    _say(recorder.interview_id)
    for sequence in count(1):
        recorder([answered(sequence, "x" * (sequence % 500))])
        _say(sequence)
        time.sleep(float(pause))


def hold(directory: str, interview_id: str) -> None:
    """Keep an interview open until the input ends."""
    with open_store(Path(directory)) as store, store.resume(interview_id):
        _say("held")
        sys.stdin.read()


def go_on(directory: str, interview_id: str, batches: str) -> None:
    """Append batches of two entries to an interview, saying each once it is stored."""
    store = open_store(Path(directory))
    recorder = store.resume(interview_id)
    sequence = len(store.events(interview_id)) + 1
    _wait_for_backup()
    _say("ready")
    for size in range(int(batches)):
        recorder([answered(sequence, "w" * (size * 900)), answered(sequence + 1)])
        sequence += 2
        _say("stored", sequence - 1)


def _wait_for_backup() -> None:
    while threading.active_count() > 1:
        time.sleep(0.01)


def retry(directory: str, interview_id: str) -> None:
    """Append one batch when told to; say each error, and try again until it is stored."""
    store = open_store(Path(directory))
    recorder = store.resume(interview_id)
    sequence = len(store.events(interview_id)) + 1
    _wait_for_backup()
    _say("ready")
    sys.stdin.readline()
    for attempt in count():
        try:
            recorder([answered(sequence, f"attempt {attempt}"), answered(sequence + 1, "z" * 6000)])
            break
        except StorageError as error:
            _say("error", error.code)
    _say("stored", attempt)


def outgrow(directory: str, interview_id: str, limit: str) -> None:
    """Append under a limit on file sizes until it bites, then lift the limit and try again."""
    store = open_store(Path(directory))
    recorder = store.resume(interview_id)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    for sequence in count(len(store.events(interview_id)) + 1):
        try:
            recorder([answered(sequence, "z" * 2000)])
        except StorageError as error:
            _say("error", error.code, sequence)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            recorder([answered(sequence, "again")])
            _say("stored", sequence)
            return


def upgrade(directory: str, fatal_statement: str) -> None:
    """Upgrade to a schema of the future and die at its n-th statement."""
    schema.MIGRATIONS += (FUTURE,)
    die_at(int(fatal_statement))
    with open_store(Path(directory)) as store:
        _say("upgraded", len(store.list()))


FUTURE = schema.Migration(
    3,
    "notes",
    (
        "CREATE TABLE notes (interview_id TEXT NOT NULL, text TEXT NOT NULL)",
        "ALTER TABLE interviews ADD COLUMN channel TEXT NOT NULL DEFAULT ''",
        "UPDATE interviews SET channel = 'other'",
        "INSERT INTO notes SELECT id, 'upgraded' FROM interviews",
    ),
)


def die_at(number: int) -> None:
    """Kill this program at the n-th statement of the migration of the future, its COMMIT included."""
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect
    seen: list[str] = []

    def trace(statement: str) -> None:
        if seen[-1:] == ["COMMIT"] or not (seen or statement == FUTURE.statements[0]):
            return
        seen.append(statement)
        if len(seen) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(*arguments: object, **options: object) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(trace)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]


def fill(directory: str) -> None:
    """Store one interview of five answers."""
    with open_store(Path(directory)) as store:
        _say(keep(store, log(5)))


PROGRAMS: dict[str, Callable[..., None]] = {
    "append": append,
    "hold": hold,
    "go_on": go_on,
    "retry": retry,
    "outgrow": outgrow,
    "upgrade": upgrade,
    "fill": fill,
}

if __name__ == "__main__":
    PROGRAMS[sys.argv[1]](*sys.argv[2:])
