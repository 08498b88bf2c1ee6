"""The one error of an import."""

from __future__ import annotations


class ImportFailure(Exception):  # noqa: N818
    """A file that cannot be brought in; the message says why, and how to mend it."""
