"""Time as a rehearsal tells it: it stands still until it is moved."""

from __future__ import annotations


class RehearsalClock:
    """A clock in seconds that only moves when told to; milliseconds are kept exactly."""

    def __init__(self) -> None:
        self._milliseconds = 0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self._milliseconds / 1000

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._milliseconds += round(seconds * 1000)
