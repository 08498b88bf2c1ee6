"""Where interviews are kept, and whether that place is safe to keep them in."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..language import _
from .errors import StorageError, unwritable
from .files import PRIVATE_DIRECTORY, PRIVATE_FILE, create_private

VARIABLE = "MLOPS_SURVEY_DATA_DIR"
ASIDE = "interviews.damaged-{number}.sqlite3"
"""Name under which a damaged database is kept, numbered."""

_DATABASE = "interviews.sqlite3"
_OWN_NAMES = ("interviews.", ".interviews.", "backups", "locks", "cache", "outbox", "receipts")
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

    def set_aside(self) -> list[Path]:
        """Return the damaged databases that were set aside here."""
        return sorted(self.root.glob(ASIDE.format(number="*")))


def data_directory(chosen: Path | None = None, environment: Mapping[str, str] = os.environ) -> DataDirectory:
    """Return the data directory: the chosen one, the one the environment names, or the user's own."""
    named = chosen or environment.get(VARIABLE)
    if named:
        return DataDirectory(Path(os.path.abspath(Path(named).expanduser())))  # noqa: PTH100 - keeps links visible
    from platformdirs import user_data_path

    return DataDirectory(user_data_path("mlops-survey", appauthor=False))


def prepare(directory: DataDirectory) -> None:
    """Create the data directory where needed, make it private, and prove that it can be written.

    Raises:
        StorageError: the place is not safe, or nothing can be written there.
    """
    try:
        _refuse_link(directory.root)
        _make(directory.root)
        _refuse_strangers(directory.root)
        _make_private(directory)
        for part in (directory.locks, directory.backups):
            _refuse_link(part)
            _make(part)
        _refuse_link(directory.database)
        if directory.database.exists():
            directory.database.chmod(PRIVATE_FILE)
        _probe(directory.locks)
    except OSError as error:
        raise unwritable(directory.root, error) from error


def _make(path: Path) -> None:
    """Create a private directory, and the missing ones above it."""
    if not path.parent.exists():
        _make(path.parent)
    path.mkdir(PRIVATE_DIRECTORY, exist_ok=True)


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise _unsafe(
            _("{path} is a symbolic link").format(path=path),
            _("Name its target: --data-dir {path}.").format(path=path.resolve()),
        )


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
    probe = directory / f".probe-{secrets.token_hex(4)}"
    create_private(probe)
    try:
        probe.write_bytes(bytes(_PROBE_SIZE))
    finally:
        probe.unlink()
