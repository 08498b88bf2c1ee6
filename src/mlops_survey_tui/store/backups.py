"""Rolling copies of the whole database, so that damage costs at most the last few answers."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ..language import _
from .connection import connect, copy_database
from .errors import StorageError, storage_error
from .examination import Condition, examine
from .files import is_plain, remove_partial
from .locks import FileLock

KEPT = 5
EVERY_ANSWERS = 25
"""A copy is made after so many answers."""

_NAME = re.compile(r"backup-([0-9]{6,12})\.sqlite3")
_CONTENT = "SELECT id, status, events, checksum FROM interviews ORDER BY id"
_OBSERVED = "SELECT interview_id, observations, checksum FROM moderated ORDER BY interview_id"
_MODERATED_SINCE = 2
"""The schema from which on there are sessions of moderators."""


class Backups:
    """The copies of one database, numbered in the order they were made."""

    def __init__(self, directory: Path, database: Path) -> None:
        self.directory = directory
        self._database = database
        self._thread: threading.Thread | None = None
        self._asked = threading.Event()
        self.failure: StorageError | None = None
        """Why the last copy that was made in the background failed."""

    def newest_first(self) -> list[Path]:
        """Return the copies there are."""
        found = [
            path for path in self.directory.glob("backup-*.sqlite3") if _NAME.fullmatch(path.name) and is_plain(path)
        ]
        return sorted(found, key=_number, reverse=True)

    def settled(self) -> list[Path]:
        """Return the copies, newest first, when none is under way that would move them."""
        self.wait()
        return self.newest_first()

    def make(self) -> Path | None:
        """Copy the database, unless it is empty or the newest copy says the same; return the copy.

        Another program that is making one makes this one needless.

        Raises:
            StorageError: the copy could not be made; the older ones are still there.
        """
        with self._alone(wait=0) as alone:
            return self._make() if alone else None

    def make_in_background(self) -> None:
        """Copy the database as it is from now on, without making the respondent wait."""
        self._asked.set()
        if self._thread is None or not self._thread.is_alive():
            thread = threading.Thread(target=self._attempt_while_asked, name="backup")
            try:
                thread.start()
            except RuntimeError:  # no more threads; what was asked for is made when somebody waits for it
                return
            self._thread = thread

    def wait(self) -> None:
        """Wait for the copies under way or asked for, if any."""
        if self._thread is not None:
            self._thread.join()
        if self._asked.is_set():
            self._attempt_while_asked()

    def renew(self) -> None:
        """Put one new copy in the place of all others, because something deleted must not live on in them.

        Raises:
            StorageError: the old copies, or some of them, are still there.
        """
        with self._alone(wait=5) as alone:
            if not alone:
                raise StorageError(
                    "locked", _("A backup is being made that may hold what was deleted."), _("Try again.")
                )
            for path in self.newest_first():
                _remove(path)
            self._make()

    def newest_good(self) -> Path | None:
        """Return the newest copy that is sound and that this program can read."""
        for path in self.newest_first():
            with suppress(StorageError):
                if examine(path, "ro").condition in (Condition.SOUND, Condition.OLDER):
                    return path
        return None

    @contextmanager
    def _alone(self, wait: float) -> Iterator[bool]:
        """Keep other programs from making copies; say whether that was possible."""
        lock = FileLock(self.directory / "backups.lock")
        try:
            yield lock.acquire(wait)
        finally:
            lock.release()

    def _attempt_while_asked(self) -> None:
        """Make copies until one began after the last call for it: a copy under way may be older than what changed."""
        while self._asked.is_set():
            self._asked.clear()
            self.failure = None
            try:
                self.make()
            except StorageError as error:
                self.failure = error
            except (MemoryError, OSError) as error:
                self.failure = storage_error(error, self.directory)

    def _make(self) -> Path | None:
        older = self.newest_first()
        try:
            remove_partial(self.directory)
            with closing(connect(self._database, "ro")) as connection:
                content = _content(connection)
                if not content or (older and content == _content_of(older[0])):
                    return None
                target = self.directory / f"backup-{_number(older[0]) + 1 if older else 1:06}.sqlite3"
                copy_database(connection, target)
        except (sqlite3.Error, OSError) as error:
            raise storage_error(error, self._database) from error
        for path in older[KEPT - 1 :]:
            _remove(path)
        return target


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, path) from error


def _number(path: Path) -> int:
    found = _NAME.fullmatch(path.name)
    return int(found[1]) if found else 0


def _content(connection: sqlite3.Connection) -> list[tuple[str | int, ...]]:
    """Return what identifies the content, nothing if it is empty; a last checksum covers its whole log."""
    version = connection.execute("PRAGMA user_version").fetchall()
    interviews = connection.execute(_CONTENT).fetchall()
    observed = connection.execute(_OBSERVED).fetchall() if version[0][0] >= _MODERATED_SINCE else []
    return version + interviews + observed if interviews else []


def _content_of(backup: Path) -> list[tuple[str | int, ...]] | None:
    try:
        with closing(connect(backup, "ro")) as connection:
            return _content(connection)
    except sqlite3.Error:
        return None
