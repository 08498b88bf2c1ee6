"""Being the only program that works on the files of a data directory, beside the rows of its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..language import _
from .errors import StorageError, storage_error
from .locks import FileLock
from .paths import DataDirectory

_OPENING_SECONDS = 10.0


@contextmanager
def alone(directory: DataDirectory) -> Iterator[None]:
    """Keep other programs from opening the database, and from making copies beside it.

    Raises:
        StorageError: one has been at it for long, or the system told of trouble within.
    """
    lock = FileLock(directory.locks / "opening.lock")
    if not lock.acquire(_OPENING_SECONDS):
        raise StorageError(
            "locked",
            _("Another program has been opening the database for a while: {path}.").format(path=directory.database),
            _("Wait until it is ready, or end it, and start again."),
        )
    try:
        yield
    except OSError as error:
        raise storage_error(error, directory.root) from error
    finally:
        lock.release()
