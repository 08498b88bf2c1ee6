"""Work on a whole interview, or on all of them: delete, mend, check."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .alone import alone
from .connection import Database
from .errors import StorageError, UnknownInterview
from .files import free_name
from .mending import mend, sources, write_mended
from .migrations import tables
from .moderation import proven
from .paths import ASIDE, DataDirectory
from .reading import questionnaire_text, stored_interview, verified

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

_DELETE = (
    "DELETE FROM observation_drafts WHERE interview_id = :id",
    "DELETE FROM moderated_now WHERE interview_id = :id",
    "DELETE FROM observations WHERE interview_id = :id",
    "DELETE FROM moderated WHERE interview_id = :id",
    "DELETE FROM events WHERE interview_id = :id",
    "DELETE FROM interviews WHERE id = :id",
    "DELETE FROM questionnaires WHERE hash NOT IN (SELECT questionnaire_hash FROM interviews)",
)


@dataclass(frozen=True, slots=True)
class MendingReport:
    """What mending an interview came to.

    ``kept`` entries are good, ``lost`` ones no file holds any more; ``aside`` is a copy of the database
    as it was. ``observations_lost`` counts what a moderator recorded and no file holds any more.
    """

    interview_id: str
    kept: int
    lost: int
    aside: Path | None
    observations_lost: int = 0


def delete_interview(database: Database, interview_id: str) -> None:
    """Delete an interview, its log, what its moderator recorded, and questionnaires that no interview needs.

    The space they took is wiped.

    Raises:
        UnknownInterview: there is none with this id.
        StorageError: it could not be deleted, or not wiped.
    """
    with database.transaction() as connection:
        stored_interview(connection, interview_id)
        for statement in _DELETE:
            connection.execute(statement, {"id": interview_id})
    database.vacuum()


def mend_interview(
    database: Database, directory: DataDirectory | None, backups: list[Path], interview_id: str
) -> MendingReport:
    """Replace a damaged log by the longest that the database and its backups hold together.

    Raises:
        UnknownInterview: no file knows this interview.
        StorageError: the database is as it was.
    """
    with sources(backups) as copies:
        with database.reading() as connection:
            mended = mend(interview_id, [connection, *copies])
        if mended is None:
            raise UnknownInterview("unknown_interview", f"There is no interview {interview_id} here.")
        aside = _set_aside(database, directory) if directory else None
        with database.rewriting() as connection:
            write_mended(connection, mended)
    moderated_lost = mended.moderated.lost if mended.moderated else 0
    return MendingReport(interview_id, len(mended.rows), mended.lost, aside, moderated_lost)


def _set_aside(database: Database, directory: DataDirectory) -> Path:
    """Copy the database as it is to a name of its own, while no other program chooses one or tidies up."""
    with alone(directory):
        return database.save_copy(free_name(directory.root, ASIDE))


def check(database: Database) -> list[tuple[str, StorageError | None]]:
    """Return what was checked, and what is wrong with it: the file, questionnaires, interviews, observations."""
    with database.reading() as connection:
        view = tables(connection)
        checked = [("database", _file_error(view))]
        for row in view.query("SELECT hash FROM questionnaires ORDER BY hash"):
            error = _error_of(questionnaire_text, connection, row["hash"])
            checked.append((f"questionnaire {row['hash']}", error))
        for row in view.query("SELECT id FROM interviews ORDER BY id"):
            checked.append((f"interview {row['id']}", _error_of(verified, connection, row["id"])))
        for row in view.query("SELECT interview_id AS id FROM moderated ORDER BY interview_id"):
            checked.append((f"moderator of {row['id']}", _error_of(proven, connection, row["id"])))
    return checked


def _file_error(view: Tables) -> StorageError | None:
    complaints = [str(row["integrity_check"]) for row in view.query("PRAGMA integrity_check")]
    orphans = view.query("PRAGMA foreign_key_check")
    complaints += [f"a row of {row['table']} lacks its {row['parent']}" for row in orphans]
    complaints = [complaint for complaint in complaints if complaint != "ok"]
    if not complaints:
        return None
    return StorageError("damaged", f"The database is damaged: {'; '.join(complaints)}.")


def _error_of(
    read: Callable[[sqlite3.Connection, str], object], connection: sqlite3.Connection, name: str
) -> StorageError | None:
    try:
        read(connection, name)
    except StorageError as error:
        return error
    return None
