"""Programs that commit the same answers: the store, sqlite3 with its statements alone, sqlite-utils, and bare syncs.

What is committed is an answer with the page that follows it: two entries, and the interview's own row brought forward.
Whoever does less than the store gets rows that were made before, checksums included.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from os import fsync
from pathlib import Path
from random import Random

from sqlite_utils import Database

from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.store.checksums import EventRow, chain, start_of_chain
from mlops_survey_tui.store.migrations import create_database
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import InterviewHeader
from mlops_survey_tui.store.rows import (
    ENTER_INTERVIEW,
    INSERT_EVENT,
    KEEP_QUESTIONNAIRE,
    StoredInterview,
    questionnaire_row,
)

ANSWERS = 150
"""Answers committed by each side in one round."""

INTERVIEW = "ABCDEFGHJKMN"
HEADER = InterviewHeader("0" * 32, "2026", "Benchmark", "seed", "respondent", "en", "{}")
SETTINGS = ("PRAGMA journal_mode=TRUNCATE", "PRAGMA synchronous=FULL")
_ADVANCE = "UPDATE interviews SET events = ?, checksum = ? WHERE id = ?"

Commit = Callable[[Sequence[Event]], object]
Side = Callable[[Path], AbstractContextManager[Commit]]


def batches() -> list[list[Event]]:
    """Return entries as the engine gives them: an answer, and the page that is displayed next."""
    random = Random(1)
    found = []
    for number in range(ANSWERS):
        answer = {"value": random.sample([f"option_{n}" for n in range(20)], 3)}
        page = {"options": [f"option_{n}" for n in range(8)]}
        first = Event(2 * number + 1, EventKind.ANSWERED, f"q{number}", answer, random.randrange(60_000))
        found.append([first, Event(2 * number + 2, EventKind.DISPLAYED, f"q{number + 1}", page, 0)])
    return found


def _rows() -> Iterator[list[EventRow]]:
    previous = start_of_chain(INTERVIEW)
    for events in batches():
        rows = chain(INTERVIEW, previous, events)
        previous = rows[-1].checksum
        yield rows


@contextmanager
def _by_store(folder: Path) -> Iterator[Commit]:
    """Commit as an interview does; every so many answers a backup is made beside it."""
    folder.mkdir(mode=0o700)
    with open_store(folder) as store, store.create(HEADER) as recorder:
        yield recorder


@contextmanager
def _by_store_in_memory(folder: Path) -> Iterator[Commit]:
    with open_store(memory=True) as store, store.create(HEADER) as recorder:
        yield recorder


@contextmanager
def _by_statements(folder: Path) -> Iterator[Commit]:
    rows = list(_rows())[::-1]
    with closing(_database(folder)) as connection:

        def commit(events: Sequence[Event]) -> None:
            written = rows.pop()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_ADVANCE, (written[-1].sequence, written[-1].checksum, INTERVIEW))
            connection.executemany(INSERT_EVENT, written)
            connection.execute("COMMIT")

        yield commit


@contextmanager
def _by_sqlite_utils(folder: Path) -> Iterator[Commit]:
    rows = list(_rows())[::-1]
    with closing(_database(folder)) as connection:
        database = Database(connection)
        interviews, events_table = database.table("interviews"), database.table("events")

        def commit(events: Sequence[Event]) -> None:
            written = rows.pop()
            with database.atomic():
                interviews.update(INTERVIEW, {"events": written[-1].sequence, "checksum": written[-1].checksum})
                events_table.upsert_all((row._asdict() for row in written), pk=("interview_id", "sequence"))

        yield commit


@contextmanager
def _by_syncs(folder: Path) -> Iterator[Commit]:
    """Append the same text to a file and sync it once: the least that durable can cost."""
    rows = list(_rows())[::-1]
    with folder.open("ab", buffering=0) as file:

        def commit(events: Sequence[Event]) -> None:
            file.write(repr(rows.pop()).encode())
            fsync(file)

        yield commit


def _database(path: Path) -> sqlite3.Connection:
    """Return a plain connection to a new database with the store's tables and one interview."""
    create_database(path)
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in SETTINGS:
        connection.execute(setting)
    connection.execute(KEEP_QUESTIONNAIRE, questionnaire_row(HEADER.questionnaire_hash, HEADER.questionnaire_text))
    connection.execute(ENTER_INTERVIEW, StoredInterview.new(INTERVIEW, HEADER, "2026-01-01", 1).as_row())
    return connection


SYNC = "the disk: the same entries appended to a file, one sync"
PLAIN = "sqlite3: rows made before, the same journal mode"
UTILS = "sqlite-utils: upsert of the same rows"
OWN = "the store: an answer and the next page, committed"
MEMORY = "the store in memory: the same, without a disk"

SIDES: Mapping[str, Side] = {
    SYNC: _by_syncs,
    PLAIN: _by_statements,
    UTILS: _by_sqlite_utils,
    OWN: _by_store,
    MEMORY: _by_store_in_memory,
}
