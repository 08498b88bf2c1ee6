"""What a face that is driven cannot do, for whoever drives it."""

from __future__ import annotations


class Impossible(Exception):  # noqa: N818
    """The face offers no way to do what was asked where it stands; the message says what, and why not."""
