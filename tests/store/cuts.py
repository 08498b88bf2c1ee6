"""A program that stores answers, traced, and the power cut at every point of what it did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from mlops_survey_tui.store.connection import Database
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.reading import verified
from tests.store.logs import database, filled
from tests.store.power import TRACED, Disk, read_files, steps, write_files
from tests.store.running import run

FIRST = 30
"""Entries that are there before."""


class Untraceable(Exception):  # noqa: N818 - says what is the case
    """This system does not let one program trace another."""


def cuts(directory: Path, trace: Path, batches: int, chances: int, seed: int = 0) -> Iterator[str]:
    """Cut the power at every point, with nothing, everything, and by chance parts of what was not synced written.

    Yields:
        What was wrong after each cut; empty where everything acknowledged was there and sound.

    Raises:
        Untraceable: nothing could be tried.
    """
    (name,) = filled(directory, FIRST)
    disk, acknowledged = Disk(read_files(directory)), FIRST
    tracer = ["strace", "-f", "-xx", "-y", "-s", "100000", "-e", f"trace={TRACED}", "-o", str(trace)]
    result = run(tracer, "go_on", directory, name, batches)
    if "ready" not in result.stdout:
        raise Untraceable(result.stderr)
    for number, step in enumerate(steps(trace.read_text())):
        disk.follow(step)
        if step.content.startswith(b"stored"):
            acknowledged = int(step.content.split()[1])
        outcomes = [disk.after_cut(None), disk.after_cut(None, keep=True)]
        outcomes += [disk.after_cut(Random(f"{seed} {number} {chance}")) for chance in range(chances)]
        for files in outcomes:
            write_files(files)
            yield _wrong(directory, name, acknowledged)
    if acknowledged != FIRST + 2 * batches:
        yield f"only {acknowledged} entries were acknowledged: {result.stderr}"
    write_files(disk.after_cut(None, keep=True))
    yield _wrong(directory, name, acknowledged, more=0)


def _wrong(directory: Path, name: str, acknowledged: int, more: int = 2) -> str:
    """Say what is wrong with the files; SQLite rolls back what was under way."""
    opened = Database(database(directory))
    try:
        with opened.reading() as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
            entries = len(verified(connection, name)[1])
    except StorageError as error:
        return str(error)
    finally:
        opened.close()
    if found != "ok":
        return f"the database is not sound: {found}"
    good = acknowledged <= entries <= acknowledged + more
    return "" if good else f"{entries} entries after {acknowledged} were acknowledged"
