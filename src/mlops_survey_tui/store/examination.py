"""Whether a database file can be used as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from ..language import _, mark
from . import schema
from .connection import connect
from .errors import fault_code, storage_error
from .files import is_plain
from .observations import OBSERVATION_COLUMNS, SESSION_COLUMNS
from .rows import EVENT_COLUMNS, INTERVIEW_COLUMNS, QUESTIONNAIRE_COLUMNS

_REQUIRED_COLUMNS = {
    "questionnaires": QUESTIONNAIRE_COLUMNS,
    "interviews": INTERVIEW_COLUMNS,
    "events": EVENT_COLUMNS,
}
"""What the queries of this program read; a file without these columns is damaged."""
_SINCE_SCHEMA_2 = {"moderated": SESSION_COLUMNS, "observations": OBSERVATION_COLUMNS}
_TABLES = {*_REQUIRED_COLUMNS, *_SINCE_SCHEMA_2, "moderated_now", "observation_drafts"}


class Condition(Enum):
    """What state a database file is in."""

    SOUND = auto()
    MISSING = auto()
    OLDER = auto()
    NEWER = auto()
    DAMAGED = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of a file, why it is called damaged, and the number of its schema."""

    condition: Condition
    reason: str = ""
    schema: int = 0


_NO_FORMAT = 10_000
"""More formats than there will ever be: such a number is damage."""
_ACTS = mark("it holds instructions that are not of this program")
_OTHER_FORMAT = mark("its format is not the one that its header names")
_ACTING = "SELECT type, name, tbl_name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
_ORPHAN = """SELECT 1 FROM events WHERE interview_id NOT IN (SELECT id FROM interviews) LIMIT 1"""


def examine(path: Path, mode: str = "rw") -> Finding:
    """Look at a database file without changing it, but for what SQLite takes back after a crash.

    Damage is believed at the second look: SQLite also calls it damage when the disk fails to read once.

    Raises:
        StorageError: it cannot be looked at (locked, disk error), which says nothing about damage.
    """
    finding = _look(path, mode)
    return _look(path, mode) if finding.condition is Condition.DAMAGED else finding


def is_busy(path: Path) -> bool:
    """Return whether another program keeps a database from being read at this moment, or nobody can read it."""
    try:
        with closing(connect(path, "ro")) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        return True
    return False


def _look(path: Path, mode: str) -> Finding:
    if not path.exists():
        return Finding(Condition.MISSING)
    if not is_plain(path):
        return Finding(Condition.DAMAGED, _("it is not a file"))
    if path.stat().st_size == 0:
        return Finding(Condition.DAMAGED, _("it is empty"))
    try:
        with closing(connect(path, mode)) as connection:
            return _examine(connection)
    except sqlite3.Error as error:
        if fault_code(error) == "damaged":
            return Finding(Condition.DAMAGED, str(error))
        raise storage_error(error, path) from error


def _examine(connection: sqlite3.Connection) -> Finding:
    number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        return Finding(Condition.DAMAGED, _("it is not a database of this program"))
    if not 0 < number < _NO_FORMAT:
        return Finding(Condition.DAMAGED, _(_OTHER_FORMAT))
    if number > schema.current_schema():
        return Finding(Condition.NEWER, schema=number)
    if complaint := _complaint(connection, number):
        return Finding(Condition.DAMAGED, complaint, number)
    if number == schema.current_schema():
        return Finding(Condition.SOUND, schema=number)
    applied = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
    if applied != number:
        return Finding(Condition.DAMAGED, _(_OTHER_FORMAT), number)
    return Finding(Condition.OLDER, schema=number)


def shadowed(connection: sqlite3.Connection) -> bool:
    """Return whether something that computes, and may never end, has the name of a table of this program.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    views = (name for kind, name, _table in connection.execute(_ACTING) if kind == "view")
    return any(str(name).lower() in _TABLES for name in views)


def _triggered(connection: sqlite3.Connection) -> bool:
    """Return whether the file does something by itself when this program writes."""
    return any(kind == "trigger" and str(table).lower() in _TABLES for kind, _, table in connection.execute(_ACTING))


def _complaint(connection: sqlite3.Connection, number: int) -> str:
    if shadowed(connection) or _triggered(connection):
        return _(_ACTS)
    result = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if result != "ok":
        return " ".join(result.split())
    required = _REQUIRED_COLUMNS | (_SINCE_SCHEMA_2 if number >= 2 else {})
    for table, columns in required.items():
        found = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        if not found.issuperset(columns):
            return _("the table {table} is not complete").format(table=table)
    if not _references_fit(connection):
        return _(_OTHER_FORMAT)
    if connection.execute(_ORPHAN).fetchone():
        return _("the table {table} is not complete").format(table="interviews")
    return ""


def _references_fit(connection: sqlite3.Connection) -> bool:
    """Return whether each table that refers to another finds there what it refers to, as it was defined."""
    try:
        connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return False
    return True
