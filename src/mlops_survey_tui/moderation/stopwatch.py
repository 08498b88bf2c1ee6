"""A clock that can be stopped: what the moderator does on the respondent's terminal takes none of their time."""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopwatch:
    """Gives the seconds of a monotonic clock without those in which it was stopped."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lost = 0.0
        self._stopped_at: float | None = None

    def __call__(self) -> float:
        """Return the running seconds."""
        return (self._clock() if self._stopped_at is None else self._stopped_at) - self._lost

    def stop(self) -> None:
        """Stand still from now on."""
        if self._stopped_at is None:
            self._stopped_at = self._clock()

    def go(self) -> None:
        """Run again."""
        if self._stopped_at is not None:
            self._lost += self._clock() - self._stopped_at
            self._stopped_at = None
