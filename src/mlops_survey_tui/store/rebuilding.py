"""Making a good database out of a damaged one and its backups, and saying what is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from ..language import _, plural
from .backups import Backups
from .connection import connect
from .mending import Mended, good_questionnaires, interview_ids, mend, sources, write_mended
from .mending_observations import observations_lost, take_over_session
from .migrations import migrate
from .rows import KEEP_QUESTIONNAIRE

_COUNT = "SELECT count(*), coalesce(sum(events), 0), max(updated) FROM interviews"
_LENGTH = "SELECT events FROM interviews WHERE id = ?"


def rebuild(fresh: Path, damaged: Path, backups: Backups) -> tuple[str, ...]:
    """Fill an empty file with the newest good backup and what the damaged file has beyond it.

    Returns:
        What was restored, what was recovered and what is lost, as sentences for the respondent.
    """
    backup = backups.newest_good()
    with closing(connect(fresh)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA foreign_keys=OFF")
        if backup is not None:
            _copy(backup, connection)
        migrate(connection)
        restored = (
            _("The newest good backup was restored ({backup}).") if backup else _("There is no good backup of it.")
        )
        return restored.format(backup=backup and contents(backup)), *_take_over(connection, damaged, backups)


def contents(backup: Path) -> str:
    """Say what a backup holds, for people."""
    with closing(connect(backup, "ro")) as connection:
        interviews, entries, updated = connection.execute(_COUNT).fetchone()
    said = (
        _("{name}: {interviews} interview(s), {entries} entries, last written {updated}")
        if updated
        else _("{name}: {interviews} interview(s), {entries} entries, last written never")
    )
    return said.format(name=backup.name, interviews=interviews, entries=entries, updated=updated)


def _copy(backup: Path, connection: sqlite3.Connection) -> None:
    with closing(connect(backup, "ro")) as source:
        source.backup(connection)


def _take_over(connection: sqlite3.Connection, damaged: Path, backups: Backups) -> Iterable[str]:
    """Add the entries of the damaged file whose checksums prove them, and say what came of it."""
    with sources([damaged]) as readable, sources(backups.newest_first()) as copies:
        if not readable:
            return (_("Nothing could be read in the damaged file: what was answered after the backup is lost."),)
        ids, complete = interview_ids(readable[0])
        found = [mended for name in sorted(ids) if (mended := mend(name, readable + copies))]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(KEEP_QUESTIONNAIRE, good_questionnaires(readable[0]))
        recovered = sum(_take_over_one(connection, mended) for mended in found)
        connection.execute("COMMIT")
    return _account(found, recovered, complete)


def _take_over_one(connection: sqlite3.Connection, mended: Mended) -> int:
    """Write a mended interview where it goes further than what is there; return by how many entries."""
    row = connection.execute(_LENGTH, (mended.interview.id,)).fetchone()
    gain = len(mended.rows) - (row[0] if row else 0)
    if gain <= 0:
        take_over_session(connection, mended.interview.id, mended.moderated)
        return 0
    write_mended(connection, mended)
    return gain


def _account(found: list[Mended], recovered: int, complete: bool) -> tuple[str, ...]:
    gain = plural(
        "{count} entry beyond it was recovered from the damaged file.",
        "{count} entries beyond it were recovered from the damaged file.",
        recovered,
    )
    loss = _("Interview {id}: {lost} of {expected} entries are lost.")
    said = [gain.format(count=recovered)] if recovered else []
    said += [
        loss.format(id=mended.interview.id, lost=mended.lost, expected=mended.expected)
        for mended in found
        if mended.lost
    ]
    said += observations_lost((one.interview.id, one.moderated) for one in found)
    if not complete:
        said.append(_("Parts of the damaged file cannot be read: what came after the backup may be lost."))
    elif not any(mended.lost for mended in found):
        said.append(_("No entry is known to be lost."))
    return tuple(said)
