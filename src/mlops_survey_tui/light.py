"""What would load OpenSSL, without it: the survey makes no connection until something is sent, and it takes 5 MB."""

from __future__ import annotations

import sys
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager

try:
    from _blake2 import blake2b  # what hashlib has, which loads OpenSSL for other hashes
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b", "with_ssl", "without_ssl"]
_loading = allocate_lock()


@contextmanager
def without_ssl() -> Iterator[None]:
    """Let what is imported do without ``ssl``, as on a Python that was built so; later it can be imported.

    asyncio asks for it for connections of its own, of which the survey has none.
    """
    with _loading:
        if "ssl" in sys.modules:
            yield
            return
        sys.modules["ssl"] = None  # type: ignore[assignment]  # so says the import system that a module is not there
        try:
            yield
        finally:
            del sys.modules["ssl"]


@contextmanager
def with_ssl() -> Iterator[None]:
    """Import what makes connections in another thread, not while something is being loaded without them."""
    with _loading:
        yield
