"""How long an entry waits before it is sent, so that its time says little about when it was made."""

from __future__ import annotations

from collections.abc import Callable
from secrets import randbelow

SHORTEST_SECONDS, LONGEST_SECONDS = 10 * 60, 8 * 60 * 60


def random_delay(below: Callable[[int], int] = randbelow) -> int:
    """Return seconds between ten minutes and eight hours, all equally likely, from the system's secure source."""
    return SHORTEST_SECONDS + below(LONGEST_SECONDS - SHORTEST_SECONDS + 1)
