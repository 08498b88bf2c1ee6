"""The store: all interviews on this machine, and the only writer of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ..interview.events import Event
from ..language import _
from . import reading, upkeep
from .backups import EVERY_ANSWERS, Backups
from .checksums import event_of
from .connection import Database
from .errors import InterviewInUse, StorageError
from .files import remove_plain
from .identifiers import new_id
from .locks import FileLock, is_held
from .moderation import Moderation
from .paths import DataDirectory
from .recorder import Beside, Recorder
from .records import InterviewHeader, InterviewSummary
from .rows import KEEP_QUESTIONNAIRE, StoredInterview, questionnaire_row

Summaries = list[InterviewSummary]


class Store:
    """Interviews, their logs and the questionnaires they are held under.

    Every method may raise :class:`StorageError`; then nothing was changed. ``directory`` is where everything
    is kept, or nothing for a store in memory.
    """

    def __init__(
        self,
        database: Database,
        directory: DataDirectory | None = None,
        notices: tuple[str, ...] = (),
        backups: Backups | None = None,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """``backups`` is left out where nothing is backed up; ``now`` gives local time, for people."""
        self.directory = directory
        self._database = database
        self._notices = notices
        self._backups = backups
        self._now = now
        self._answers_since_backup = 0

    @property
    def notices(self) -> tuple[str, ...]:
        """What the respondent should know about the store: damage, restored backups, memory only."""
        failure = self._backups.failure if self._backups else None
        said = _("No backup could be made. {reason}").format(reason=failure)
        return (*self._notices, said) if failure else self._notices

    @property
    def in_memory(self) -> bool:
        """Whether everything is lost when the program ends."""
        return self._database.path is None

    @property
    def moderation(self) -> Moderation:
        """What moderators recorded beside interviews."""
        return Moderation(self._database)

    @property
    def today(self) -> str:
        """The local date, for people."""
        return self._now().strftime("%Y-%m-%d")

    def keep_questionnaire(self, questionnaire_hash: str, text: str) -> None:
        """Store a compiled questionnaire, once per hash."""
        with self._database.transaction() as connection:
            connection.execute(KEEP_QUESTIONNAIRE, questionnaire_row(questionnaire_hash, text))

    def questionnaire(self, questionnaire_hash: str) -> str:
        """Return the compiled questionnaire with this hash."""
        with self._database.reading() as connection:
            return reading.questionnaire_text(connection, questionnaire_hash)

    def create(self, header: InterviewHeader, beside: Beside | None = None, interview_id: str = "") -> Recorder:
        """Begin an interview; nothing is written before its first entry, and ``beside`` writes along with each.

        ``interview_id`` is one that was made before, a new one if it is left out.
        """
        with self._database.reading() as connection:
            last_use = reading.next_use(connection)
        interview_id = interview_id or new_id()
        interview = StoredInterview.new(interview_id, header, self.today, last_use)
        return self._recorder(interview, self._lock(interview_id), is_new=True, beside=beside)

    def resume(self, interview_id: str, beside: Beside | None = None) -> Recorder:
        """Go on with an interview, by its full id.

        Raises:
            InterviewInUse: another program has it open.
            DamagedInterview: its log is not as it was written; :meth:`mend` goes on with the good part.
        """
        lock = self._lock_existing(interview_id)
        try:
            with self._database.reading() as connection:
                interview, _ = reading.verified(connection, interview_id)
                interview = replace(interview, last_use=reading.next_use(connection))
        except BaseException:
            self._release(lock)
            raise
        return self._recorder(interview, lock, is_new=False, beside=beside)

    def find(self, typed: str) -> str:
        """Return the id that begins as typed; lookalike letters and capitals are forgiven."""
        with self._database.reading() as connection:
            return reading.find(connection, typed)

    def header(self, interview_id: str) -> InterviewHeader:
        """Return what was fixed when the interview began."""
        with self._database.reading() as connection:
            return reading.stored_interview(connection, interview_id).header

    def events(self, interview_id: str, *, good_part: bool = False) -> list[Event]:
        """Return the log, proven entry by entry; with ``good_part`` up to the first damage, if there is any.

        Raises:
            DamagedInterview: something is not as it was written.
        """
        with self._database.reading() as connection:
            read = reading.good_part if good_part else reading.verified
            return [event_of(row) for row in read(connection, interview_id)[1]]

    def save_copy(self, target: Path) -> Path:
        """Copy the whole database to another place, for when nothing can be written here any more."""
        if target.exists():
            message = _("There is a file already: {path}.").format(path=target)
            raise StorageError("exists", message, _("Choose another name."))
        return self._database.save_copy(target)

    def delete(self, interview_id: str) -> list[Path]:
        """Delete an interview here and in the backups; return files set aside that may still hold it."""
        lock, gone = self._lock_existing(interview_id), False
        try:
            upkeep.delete_interview(self._database, interview_id)
            gone = True
            if self._backups is not None:
                self._backups.renew()
            self._remove_seats(interview_id)
            if self.directory is not None:
                remove_plain(self.directory.first_screen)  # it may name the interview
        finally:
            self._release(lock, remove=gone)
        return self.directory.set_aside() if self.directory else []

    def mend(self, interview_id: str) -> upkeep.MendingReport:
        """Go on with what can be proven of a damaged interview, here and in the backups."""
        lock = self._lock_existing(interview_id)
        try:
            copies = self._backups.settled() if self._backups else []
            return upkeep.mend_interview(self._database, self.directory, copies, interview_id)
        finally:
            self._release(lock)

    def check(self) -> list[tuple[str, StorageError | None]]:
        """Return what was checked (file, questionnaires, interviews), each with what is wrong with it."""
        return upkeep.check(self._database)

    def back_up(self) -> None:
        """Make a backup in the background, if anything changed since the last."""
        self._answers_since_backup = 0
        if self._backups is not None:
            self._backups.make_in_background()

    def close(self) -> None:
        """Wait for a backup under way and close the database."""
        if self._backups is not None:
            self._backups.wait()
        self._database.close()

    def list(self, mode: str | None = None) -> Summaries:
        """Return the interviews, of one mode or of all, the last used first."""
        with self._database.reading() as connection:
            return reading.summaries(connection, mode, self._in_use)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _recorder(
        self, interview: StoredInterview, lock: FileLock | None, *, is_new: bool, beside: Beside | None
    ) -> Recorder:
        return Recorder(self._database, interview, lock, is_new=is_new, now=self._now, after=self._count, beside=beside)

    def _count(self, answers: int) -> None:
        self._answers_since_backup += answers
        if self._answers_since_backup >= EVERY_ANSWERS:
            self.back_up()

    def _lock_file(self, interview_id: str) -> Path | None:
        return self.directory.locks / f"{interview_id}.lock" if self.directory else None

    def _lock(self, interview_id: str) -> FileLock | None:
        """Take the interview for this program."""
        path = self._lock_file(interview_id)
        if path is None:
            return None
        lock = FileLock(path)
        if not lock.acquire():
            raise InterviewInUse(interview_id)
        return lock

    def _lock_existing(self, interview_id: str) -> FileLock | None:
        """Take an interview for this program, if there is one with this id."""
        self.header(interview_id)
        return self._lock(interview_id)

    def in_use(self, interview_id: str) -> bool:
        """Whether a program has the interview open."""
        return self._in_use(interview_id)

    def _in_use(self, interview_id: str) -> bool:
        path = self._lock_file(interview_id)
        return path is not None and is_held(path)

    def seat(self, interview_id: str, name: str) -> FileLock | None:
        """Take a seat beside an interview until the lock is released; nothing if another program has it."""
        if self.directory is None:
            return None
        lock = FileLock(self.directory.locks / f"{interview_id}.{name}.lock")
        return lock if lock.acquire() else None

    def _remove_seats(self, interview_id: str) -> None:
        for path in self.directory.locks.glob(f"{interview_id}.*.lock") if self.directory else ():
            remove_plain(path)

    @staticmethod
    def _release(lock: FileLock | None, *, remove: bool = False) -> None:
        if lock is not None:
            lock.release(remove=remove)
