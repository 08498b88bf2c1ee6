"""The append-only log of one interview: the only thing that is ever stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple


class EventKind(StrEnum):
    """What can happen in an interview."""

    STARTED = "started"
    DISPLAYED = "displayed"
    DRAWN = "drawn"
    ASSIGNED = "assigned"
    REPLACED = "replaced"
    BOOSTED = "boosted"
    DROPPED = "dropped"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    CLEARED = "cleared"
    WENT_BACK = "went_back"
    JUMPED = "jumped"
    UNDONE = "undone"
    NOTED = "noted"
    PAUSED = "paused"
    RESUMED = "resumed"
    FINISHED = "finished"


class Event(NamedTuple):
    """One entry of the log.

    ``sequence`` counts from 1 without gaps; order comes from it alone, never from a clock.
    ``page`` is a page key (``question`` or ``question@item``) or empty. ``active_ms`` is the
    time in milliseconds since the last event of the same sitting, measured on a monotonic clock.
    """

    sequence: int
    kind: EventKind
    page: str = ""
    data: Mapping[str, Any] = {}
    active_ms: int = 0


new_event: Callable[[tuple[int, EventKind, str, Mapping[str, Any], int]], Event] = partial(tuple.__new__, Event)
"""Make an event of its parts in order; as the class, at half the cost."""
