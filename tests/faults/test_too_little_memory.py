"""A machine that gives too little memory, or no more threads: it is said, and what is asked for is not lost."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mlops_survey_tui.shortage import is_shortage
from mlops_survey_tui.store.connection import Database
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from tests.sharing.finished import coffee, finished_in
from tests.terminal.terminal import Terminal

COFFEE = str(Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee")
_FROM_START_TO_ENOUGH = (16_000, 23_000, 32_000, 44_000, 56_000)
"""Kilobytes, from about what Python starts with to about what the survey needs."""
_ENDED_BY_A_LIBRARY = -6
"""What is written in Rust says that memory lacks and ends the program itself: while loading, before any question."""


def _within(kilobytes: int, arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
    command = shlex.join([sys.executable, *arguments])
    environ = {"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8", "HOME": "/nonexistent"}
    return subprocess.run(
        ["sh", "-c", f"ulimit -v {kilobytes}; exec {command}"],
        input=b"\n1\n", env=environ, capture_output=True, check=False, timeout=30,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit is not heeded")
@pytest.mark.parametrize("kilobytes", _FROM_START_TO_ENOUGH)
def test_too_little_memory_is_said_wherever_it_runs_out(kilobytes: int, tmp_path: Path) -> None:
    if _within(kilobytes, ["-c", "import runpy"]).returncode != 0:
        pytest.skip("Python itself does not start")
    data = str(tmp_path / "data")
    done = _within(kilobytes, ["-m", "mlops_survey_tui", "--plain", "--data-dir", data, "--questions", COFFEE])
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0 or b"memory" in done.stderr
    assert done.returncode in (0, 4, _ENDED_BY_A_LIBRARY), done.stderr


def test_without_another_thread_the_backup_is_made_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path / "data") as store:
        finished_in(store, coffee())

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    for path in (tmp_path / "data" / "backups").glob("backup-*.sqlite3"):
        path.unlink()
    monkeypatch.setattr(threading.Thread, "start", refuse)
    open_store(tmp_path / "data").close()
    assert [path.name for path in (tmp_path / "data" / "backups").glob("backup-*")] == ["backup-000001.sqlite3"]


def test_memory_that_the_database_lacks_is_a_fault_of_storing() -> None:
    def exhausted() -> str:
        raise MemoryError

    database = Database(None)
    database.connection.create_function("exhausted", 0, exhausted)
    with pytest.raises(StorageError, match="too little memory") as caught, database.transaction() as connection:
        connection.execute("SELECT exhausted()").fetchall()
    assert caught.value.code == "no_memory"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), True),
        (RuntimeError("can't start new thread"), True),
        (ImportError("libx.so: failed to map segment from shared object"), True),
        (OSError(12, os.strerror(12)), True),
        (sqlite3.OperationalError("no such table"), False),
        (ImportError("no module named x"), False),
    ],
)
def test_what_is_for_lack_of_memory_is_told_from_other_faults(error: Exception, told: bool) -> None:
    assert is_shortage(error) is told


def test_too_many_open_files_are_no_fault_of_the_program(tmp_path: Path) -> None:
    survey = f"{sys.executable} -m mlops_survey_tui --data-dir {tmp_path / 'data'} --questions {COFFEE}"
    for files in (7, 8, 11):
        terminal = Terminal(["sh", "-c", f"ulimit -n {files}; exec {survey}"])
        try:
            while terminal.process.isalive() and "Start the survey" not in terminal.text():
                terminal.read()
            terminal.send("\r\x03\x03")
            code = terminal.exit_code()
        finally:
            terminal.close()
        assert b"Traceback" not in terminal.output
        assert code in (0, 4), terminal.output
