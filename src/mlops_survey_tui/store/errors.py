"""What can go wrong in the store, each with a code, what happened and what to do about it."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from ..language import _, mark

_RETRY = mark("Nothing stored was lost.")
_STILL_OPEN = mark("This program still has all that was stored, for as long as it runs.")
_LOST = mark("The last entries were not saved.")
_ALL_LOST = mark("If it was deleted, what was stored since the last backup is lost.")
_ELSEWHERE = mark("Or choose another directory with --data-dir DIR.")


class StorageError(Exception):
    """Something could not be stored or read; nothing is stored in part, and trying again is safe.

    Attributes:
        code: stable name of the fault.
        message: what happened, as a sentence.
        remedy: what the respondent can do, as a sentence; may be empty.
    """

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    @property
    def has_gone(self) -> bool:
        """Whether only this program still has what was stored, because its file is not there any more."""
        return self.code in ("moved", "replaced")

    @property
    def on_leaving(self) -> str:
        """What to say to respondents who leave without what could not be stored."""
        lost = _(_ALL_LOST) if self.has_gone else ""
        return f"{self.message} {_(_LOST)} {lost}".rstrip()


class InterviewInUse(StorageError):  # noqa: N818 - says what is the case
    """Another program has the interview open."""

    def __init__(self, interview_id: str) -> None:
        super().__init__(
            "in_use",
            _("Interview {id} is open in another program.").format(id=interview_id),
            _("Go on there, or close it first; another interview can be started here meanwhile."),
        )
        self.interview_id = interview_id


class UnknownInterview(StorageError):  # noqa: N818 - says what is the case
    """No interview, or more than one, has this id."""


class DamagedInterview(StorageError):  # noqa: N818 - says what is the case
    """The log of an interview does not match its checksums.

    Attributes:
        interview_id: the interview.
        last_good: sequence number of the last entry that is certainly as it was written; 0 for none.
        expected: how many entries were written.
    """

    def __init__(self, interview_id: str, last_good: int, expected: int, what: str) -> None:
        message = (
            _("Interview {id} is damaged: {what}; entries 1 to {last_good} of {expected} are good.")
            if last_good
            else _("Interview {id} is damaged: {what}.")
        )
        remedy = _(
            "`mlops-survey responses mend {id}` sets a copy aside, takes what the backups still "
            "have and goes on with the good part."
        )
        message = message.format(id=interview_id, what=what, last_good=last_good, expected=expected)
        super().__init__("damaged_interview", message, remedy.format(id=interview_id))
        self.interview_id = interview_id
        self.last_good = last_good
        self.expected = expected


_FAULTS: dict[str, tuple[str, ...]] = {
    "disk_full": (
        mark("The disk is full, or a quota is used up: {path}."),
        _RETRY,
        mark("Free some space and try again."),
        _ELSEWHERE,
    ),
    "io_error": (
        mark("The disk reported an error: {path} ({detail})."),
        _RETRY,
        mark("Try again; if it happens again, check the disk."),
        _ELSEWHERE,
    ),
    "read_only": (
        mark("Nothing can be written here, it is read-only: {path}."),
        _RETRY,
        mark("Make it writable and try again."),
        _ELSEWHERE,
    ),
    "no_permission": (
        mark("Writing is not permitted: {path}."),
        _RETRY,
        mark("Change the permissions and try again."),
        _ELSEWHERE,
    ),
    "moved": (
        mark("The database was moved or deleted while it was in use: {path}."),
        _STILL_OPEN,
        mark("Try again, and it is written there anew."),
    ),
    "replaced": (
        mark("Another file has taken the place of the database that is in use: {path}."),
        _STILL_OPEN,
        mark("Move that file away and try again: then it is written there anew."),
    ),
    "locked": (
        mark("Another program is using the database: {path}."),
        _RETRY,
        mark("Close the other program, or wait a moment and try again."),
    ),
    "lock_failed": (
        mark("The file system does not let the database be locked: {path}."),
        _RETRY,
        mark("Network folders often cannot; choose a directory on a local disk with --data-dir DIR."),
    ),
    "cannot_open": (
        mark("The database, or its journal beside it, cannot be opened: {path} ({detail})."),
        _RETRY,
        mark("Check that the directory exists and is writable, and try again."),
        _ELSEWHERE,
    ),
    "too_many_files": (
        mark("Too many files are open on this machine: {path}."),
        _RETRY,
        mark("Close some programs and try again."),
    ),
    "no_memory": (
        mark("There is too little memory to go on with {path}."),
        _RETRY,
        mark("Close some programs and try again."),
    ),
    "missing": (
        mark("This is not there: {path}."),
        mark("Check the path, or the disk that should be mounted there."),
        _ELSEWHERE,
    ),
    "in_the_way": (
        mark("Something else has the name that is needed: {path} ({detail})."),
        mark("Move it away and start again."),
        _ELSEWHERE,
    ),
    "too_long": (mark("The path is too long: {path}."), mark("Choose a shorter one with --data-dir DIR.")),
    "no_home": (
        mark("This user has no home directory: {path}."),
        mark("Name a directory for the interviews with --data-dir DIR."),
    ),
    "damaged": (
        mark("The database is damaged, or the disk cannot read it: {path} ({detail})."),
        mark(
            "Try again; if it stays so, leave and start again: the damaged file is then set aside and the newest "
            "good backup restored."
        ),
    ),
    "too_large": (mark("The answer is too large to be stored: {path}."), mark("Shorten it and try again.")),
    "other": (mark("Storing failed: {path} ({detail})."), _RETRY, mark("Try again."), _ELSEWHERE),
}

_SQLITE_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "io_error",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "no_permission",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_NOMEM: "no_memory",
    sqlite3.SQLITE_TOOBIG: "too_large",
    sqlite3.SQLITE_NOLFS: "too_large",
}
_SQLITE_EXTENDED_CODES = {
    sqlite3.SQLITE_READONLY_DBMOVED: "moved",
    sqlite3.SQLITE_IOERR_LOCK: "lock_failed",
    sqlite3.SQLITE_IOERR_RDLOCK: "lock_failed",
    sqlite3.SQLITE_IOERR_UNLOCK: "lock_failed",
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK: "lock_failed",
}
_SYSTEM_CODES = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",
    errno.EFBIG: "disk_full",
    errno.EIO: "io_error",
    errno.EROFS: "read_only",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EMFILE: "too_many_files",
    errno.ENFILE: "too_many_files",
    errno.ENOMEM: "no_memory",
    errno.ENOLCK: "lock_failed",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EISDIR: "in_the_way",
    errno.ELOOP: "in_the_way",
    errno.ENXIO: "in_the_way",
    errno.ENAMETOOLONG: "too_long",
}


def fault_code(error: Exception) -> str:
    """Return the catalogue's code of an error of SQLite or of the operating system."""
    if isinstance(error, sqlite3.Error):
        number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if str(error).startswith("unsupported"):  # a header that no SQLite writes, told as an error of the statement
            return "damaged"
        return _SQLITE_EXTENDED_CODES.get(number) or _SQLITE_CODES.get(number & 0xFF, "other")
    if isinstance(error, OSError):
        return _SYSTEM_CODES.get(error.errno or 0, "other")
    return "no_memory" if isinstance(error, MemoryError) else "other"


def storage_error(error: Exception, path: Path | None, code: str = "") -> StorageError:
    """Return an error of SQLite or of the operating system in words that say what to do.

    ``code`` names the fault where the caller knows better than the error itself.
    """
    code = code or fault_code(error)
    message, *remedies = map(_, _FAULTS[code])
    where = _("the memory of this program") if path is None else str(path)
    detail = error.strerror if isinstance(error, OSError) and error.strerror else error
    return StorageError(code, message.format(path=where, detail=detail), " ".join(remedies))


def unwritable(root: Path, error: OSError) -> StorageError:
    """Return the error for a data directory in which nothing can be kept."""
    reason = error.strerror or str(error)
    if error.filename and str(error.filename) != str(root):
        reason = f"{reason}: {error.filename}"
    return StorageError(
        "not_writable",
        _("Answers cannot be kept in {place}: {reason}.").format(place=root, reason=reason),
        _("Choose a directory you can write to with --data-dir DIR or the variable MLOPS_SURVEY_DATA_DIR."),
    )
