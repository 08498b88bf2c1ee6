"""What is done at the start with a database that is missing, damaged or of an older schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..language import _
from ..private_files import replacing
from .backups import Backups
from .connection import connect, copy_database
from .errors import StorageError, storage_error
from .examination import Condition, Finding, examine
from .files import free_name, keep_under
from .migrations import create_database, upgrade
from .paths import ASIDE, DataDirectory
from .rebuilding import contents, rebuild
from .schema import current_schema

_MOST_REMEDIES = 4
"""Bringing back a damaged database of an older schema takes two, and a last look."""

Remedy = Callable[[DataDirectory, Backups, Finding], tuple[str, ...]]


def make_ready(directory: DataDirectory, backups: Backups) -> tuple[str, ...]:
    """Bring the database into a state that can be used; return what the respondent should know about it.

    Raises:
        StorageError: it cannot be used, and is as it was.
    """
    notices: tuple[str, ...] = ()
    for _attempt in range(_MOST_REMEDIES):
        finding = examine(directory.database)
        if finding.condition is Condition.SOUND:
            return notices
        notices += _REMEDIES[finding.condition](directory, backups, finding)
    raise StorageError(
        "damaged",
        _("What is written to {path} cannot be read back: {reason}.").format(
            path=directory.database, reason=finding.reason
        ),
        _("Check the disk, or choose another directory with --data-dir DIR."),
    )


def _begin(directory: DataDirectory, backups: Backups, finding: Finding) -> tuple[str, ...]:
    """Make a new database, or bring back the backup of one that is gone."""
    database, backup = directory.database, backups.newest_good()
    with _explained(database):
        set_journal_aside(directory)
        if backup is None:
            create_database(database)
            return ()
        with closing(connect(backup, "ro")) as source:
            copy_database(source, database)
    notice = _(
        "The database was gone: {path}. The newest good backup was restored ({backup}); "
        "what was answered after it was made is lost."
    )
    return (notice.format(path=database, backup=contents(backup)),)


def _upgrade(directory: DataDirectory, backups: Backups, finding: Finding) -> tuple[str, ...]:
    backups.make()
    upgrade(directory.database, backups.newest_good())
    return ()


def _decline(directory: DataDirectory, backups: Backups, finding: Finding) -> tuple[str, ...]:
    message = _(
        "The database was written by a newer version of mlops-survey (format {format}; this version "
        "reads up to {known}): {path}. It is as it was."
    )
    raise StorageError(
        "newer_schema",
        message.format(format=finding.schema, known=current_schema(), path=directory.database),
        _("Update mlops-survey, or start with another directory: --data-dir DIR."),
    )


def _recover(directory: DataDirectory, backups: Backups, finding: Finding) -> tuple[str, ...]:
    """Keep the damaged file under another name, and put the best that all files yield in its place."""
    database = directory.database
    with _explained(database):
        aside = _set_aside(directory)
        with replacing(database) as fresh:
            outcome = rebuild(fresh, aside, backups)
    notice = _("The database was damaged ({reason}). It is kept, untouched, as {path}.")
    return (notice.format(reason=finding.reason, path=aside), *outcome)


def _set_aside(directory: DataDirectory) -> Path:
    """Name the damaged file apart; an earlier attempt that went no further has done so already."""
    earlier = (path for path in directory.set_aside() if path.samefile(directory.database))
    aside = next(earlier, None) or keep_under(directory.database, ASIDE)
    _set_journal_aside(directory.database, aside)
    return aside


def set_journal_aside(directory: DataDirectory) -> None:
    """Take away the journal of a database that has gone.

    Raises:
        OSError: it is still there.
    """
    _set_journal_aside(directory.database, free_name(directory.root, "interviews.gone-{number}.sqlite3"))


def _set_journal_aside(database: Path, aside: Path) -> None:
    """Take away the journal of a lost or damaged file: SQLite would play it into the file that comes next."""
    for suffix in ("-journal", "-wal", "-shm"):
        journal = Path(f"{database}{suffix}")
        if journal.exists():
            journal.replace(f"{aside}{suffix}")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise storage_error(error, path) from error


_REMEDIES: dict[Condition, Remedy] = {
    Condition.MISSING: _begin,
    Condition.OLDER: _upgrade,
    Condition.NEWER: _decline,
    Condition.DAMAGED: _recover,
}
