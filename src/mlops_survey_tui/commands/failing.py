"""What is said when something ends a command, and the code it exits with: the last place before a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from typer import Abort
from typer.exceptions import TyperException

from .. import exit_codes
from ..faces.terminal import complain, say_last
from ..shortage import is_shortage
from .printing import say

_PERMISSIONS = "Name a place that you may read and write, or change its permissions, and try again."
_PATH = "Check the path, and name another one where something is in its way."
_REMEDIES = {
    errno.ENOSPC: "Free some space, or name a place on another disk, and try again.",
    errno.EFBIG: "Free some space, or name a place on another disk, and try again.",
    errno.EROFS: "Name a place that can be written, and try again.",
    errno.EACCES: _PERMISSIONS,
    errno.EPERM: _PERMISSIONS,
    errno.ENOENT: _PATH,
    errno.ENOTDIR: _PATH,
    errno.EISDIR: _PATH,
    errno.EEXIST: _PATH,
    errno.ELOOP: _PATH,
    errno.ENAMETOOLONG: "Name a shorter path.",
    errno.EMFILE: "Close some programs, or raise the limit (see `ulimit -a`), and try again.",
    errno.EIO: "Try again; if it happens again, check the disk.",
}
"""What to do about what the system says of a file, where a command has no better words for it."""


@contextmanager
def told() -> Iterator[None]:
    """Tell in words what ends a command, and exit with the code for it; lack of memory is for the entry point to tell.

    Raises:
        SystemExit: something ended it.
    """
    try:
        yield
    except Abort:
        say("Aborted!")
        sys.exit(exit_codes.CRASH)
    except _storage_errors() as error:
        complain(str(error))
        sys.exit(exit_codes.STORAGE)
    except OSError as error:
        if is_shortage(error):
            raise
        complain("" if isinstance(error, BrokenPipeError) else in_words(error))
        say_last("", sys.stdout)
        sys.exit(exit_codes.STORAGE)
    except TyperException as error:
        said = _Said()
        error.show(said)  # type: ignore[attr-defined]
        complain(said.getvalue().rstrip("\n"))
        sys.exit(error.exit_code)


def _storage_errors() -> tuple[type[Exception], ...]:
    """Return what the store raises, if something has loaded it: most commands do without, and without SQLite."""
    loaded = sys.modules.get("mlops_survey_tui.store.errors")
    return (loaded.StorageError,) if loaded is not None else ()


def in_words(error: OSError) -> str:
    """Return what happened, where, and what to do about it."""
    what = error.strerror or str(error)
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    return f"{where}{what}. {remedy(error)}"


def with_remedy(error: Exception) -> str:
    """Return what an error says, and what to do about it where the system's word is behind it."""
    return f"{error}. {remedy(error.__cause__)}" if isinstance(error.__cause__, OSError) else str(error)


def remedy(error: OSError) -> str:
    """Return what to do about what the system says."""
    return _REMEDIES.get(error.errno or 0, "Try again, or name another place.")


class _Said(StringIO):
    """Hears what a terminal would be told, so that nothing of it vanishes before it is made visible."""

    def isatty(self) -> bool:
        return True
