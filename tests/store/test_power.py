"""A power cut at any point: what was acknowledged is there, and the database is sound."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from mlops_survey_tui.store.connection import Database
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.reading import verified
from tests.store.logs import database, filled
from tests.store.power import TRACED, Disk, read_files, steps, write_files
from tests.store.running import run

BATCHES = 4
CHANCES = int(os.environ.get("MLOPS_SURVEY_POWER_CUTS", "3"))
"""Random choices of what reached the disk, at each point; a full run sets a hundred."""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_power_cut_at_any_point_loses_nothing_acknowledged(directory: Path, tmp_path: Path) -> None:
    (name,) = filled(directory, 30)
    before = read_files(directory)
    trace = tmp_path / "trace"
    tracer = ["strace", "-f", "-xx", "-y", "-s", "100000", "-e", f"trace={TRACED}", "-o", str(trace)]
    result = run(tracer, "go_on", directory, name, BATCHES)
    if "ready" not in result.stdout:
        pytest.skip(f"this system does not let one program trace another: {result.stderr}")
    followed = list(steps(trace.read_text()))
    disk, acknowledged, cuts = Disk(before), 30, 0
    for step in followed:
        disk.follow(step)
        if step.content.startswith(b"stored"):
            acknowledged = int(step.content.split()[1])
        outcomes = [disk.after_cut(None), disk.after_cut(None, keep=True)]
        outcomes += [disk.after_cut(Random(number)) for number in range(CHANCES)]
        for files in outcomes:
            write_files(files)
            assert acknowledged <= entries(directory, name) <= acknowledged + 2
            cuts += 1
    assert acknowledged == 30 + 2 * BATCHES
    assert cuts > 200
    write_files(disk.after_cut(None, keep=True))
    assert entries(directory, name) == acknowledged


def entries(directory: Path, name: str) -> int:
    """Return the number of entries, all proven; SQLite rolls back what was under way."""
    opened = Database(database(directory))
    try:
        with opened.reading() as connection:
            assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            return len(verified(connection, name)[1])
    except StorageError as error:
        raise AssertionError(str(error)) from error
    finally:
        opened.close()
