"""Where interviews are kept, and whether that place is safe to keep them in."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..language import _
from ..private_files import PRIVATE_DIRECTORY, PRIVATE_FILE, create_private
from .errors import StorageError, storage_error, unwritable
from .files import is_plain

VARIABLE = "MLOPS_SURVEY_DATA_DIR"
ASIDE = "interviews.damaged-{number}.sqlite3"
"""Name under which a damaged database is kept, numbered."""

_DATABASE = "interviews.sqlite3"
_OWN_NAMES = ("interviews.", ".interviews.", "backups", "locks", "cache", "outbox", "receipts", "first-screen")
_JOURNALS = ("-journal", "-wal", "-shm")
_LONGEST_PATH = 512
"""SQLite opens no file whose path has so many bytes."""
_PROBE_SIZE = 8192


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The directory that holds everything on this machine."""

    root: Path

    @property
    def database(self) -> Path:
        """The database of all interviews."""
        return self.root / _DATABASE

    @property
    def backups(self) -> Path:
        """The directory of rolling backups."""
        return self.root / "backups"

    @property
    def locks(self) -> Path:
        """The directory of lock files, one an interview."""
        return self.root / "locks"

    @property
    def first_screen(self) -> Path:
        """The screen that the next start shows first."""
        return self.root / "first-screen"

    def set_aside(self) -> list[Path]:
        """Return the damaged databases that were set aside here."""
        return sorted(self.root.glob(ASIDE.format(number="*")))


def data_directory(chosen: Path | None = None, environment: Mapping[str, str] = os.environ) -> DataDirectory:
    """Return the data directory: the chosen one, the one the environment names, or the user's own.

    Raises:
        StorageError: the user has no home directory to which the name relates, or there is no current one.
    """
    named = chosen or environment.get(VARIABLE) or ""
    if not str(named).strip():
        from platformdirs import user_data_path

        named = user_data_path("mlops-survey", appauthor=False)
    expanded = Path(os.path.expanduser(named))  # noqa: PTH111 - says what it does not know by leaving it
    if expanded.parts[:1] and expanded.parts[0].startswith("~"):
        raise storage_error(FileNotFoundError(errno.ENOENT, ""), expanded, "no_home")
    try:
        return DataDirectory(Path(os.path.abspath(expanded)))  # noqa: PTH100 - keeps links visible
    except OSError as error:
        raise storage_error(error, expanded) from error


def prepare(directory: DataDirectory) -> None:
    """Create the data directory where needed, make it private, and prove that it can be written.

    Raises:
        StorageError: the place is not safe, or nothing can be written there.
    """
    try:
        _refuse_link(directory.root, root=True)
        _make(directory.root)
        _refuse_strangers(directory.root)
        _make_private(directory)
        for part in (directory.locks, directory.backups):
            _refuse_link(part)
            _make(part)
        _refuse_link(directory.database)
        _refuse_odd_journals(directory.database)
        if directory.database.is_file():
            directory.database.chmod(PRIVATE_FILE)
        _probe(directory.locks)
    except OSError as error:
        raise unwritable(directory.root, error) from error


def _make(path: Path) -> None:
    """Create a private directory, and the missing ones above it."""
    if not path.parent.exists():
        _make(path.parent)
    if os.path.lexists(path) and not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    path.mkdir(PRIVATE_DIRECTORY, exist_ok=True)


def _refuse_link(path: Path, root: bool = False) -> None:
    """Refuse a symbolic link; that of the whole directory can be named by its target, unless it leads to itself."""
    if not path.is_symlink():
        return
    target = os.path.realpath(path)
    remedy = _("Choose one of your own with --data-dir DIR.")
    if root and not Path(target).is_symlink():
        remedy = _("Name its target: --data-dir {path}.").format(path=target)
    raise _unsafe(_("{path} is a symbolic link").format(path=path), remedy)


def _refuse_odd_journals(database: Path) -> None:
    """Refuse what SQLite would follow, wait for or fail at when it opens the files beside the database.

    Raises:
        OSError: SQLite cannot open files with paths so long.
    """
    for journal in (Path(f"{database}{suffix}") for suffix in _JOURNALS):
        if len(os.fsencode(journal)) >= _LONGEST_PATH:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(journal))
        if os.path.lexists(journal) and not is_plain(journal):
            raise storage_error(OSError(errno.EEXIST, _("it is not a file")), journal, "in_the_way")


def _refuse_strangers(root: Path) -> None:
    """Refuse a directory in which somebody else could plant or replace files."""
    if os.name != "posix":
        return
    own, parent = root.stat(), root.parent.stat()
    if own.st_uid != os.geteuid():
        raise _unsafe(
            _("{path} belongs to another user").format(path=root),
            _("Choose one of your own with --data-dir DIR."),
        )
    if parent.st_mode & stat.S_IWOTH and not parent.st_mode & stat.S_ISVTX:
        raise _unsafe(
            _("everybody may rename files in {path}").format(path=root.parent),
            _("Run `chmod o-w {path}`, or choose another directory with --data-dir DIR.").format(path=root.parent),
        )


def _make_private(directory: DataDirectory) -> None:
    """Shut others out of the directory, unless it holds other files: then they must not write in it."""
    root = directory.root
    mode = root.stat().st_mode
    if os.name != "posix" or not mode & 0o077:
        return
    if all(path.name.startswith(_OWN_NAMES) for path in root.iterdir()):
        root.chmod(PRIVATE_DIRECTORY)
    elif mode & 0o022:
        raise _unsafe(
            _("other users may write in {path}, and it holds other files").format(path=root),
            _("Choose a directory for the interviews alone with --data-dir DIR."),
        )


def _unsafe(reason: str, remedy: str) -> StorageError:
    message = _("Answers are not kept in an unsafe place: {reason}.")
    return StorageError("unsafe_directory", message.format(reason=reason), remedy)


def _probe(directory: Path) -> None:
    """Write a few blocks and remove them: a full or read-only disk is known before the first question."""
    probe = directory / f".probe-{os.urandom(4).hex()}"
    create_private(probe)
    try:
        probe.write_bytes(bytes(_PROBE_SIZE))
    finally:
        probe.unlink()
