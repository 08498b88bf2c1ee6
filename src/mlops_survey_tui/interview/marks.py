"""What keeps an interview apart from ordinary ones, and how it came here, as its first entry tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .events import Event, EventKind


def marks_of(events: Sequence[Event]) -> tuple[str, ...]:
    """Return the marks of an interview: draft or closed, chosen_seed, chosen_draws, chosen_sections."""
    told = _told(events)
    marks = [told.get("status", "")]
    marks += ["chosen_seed"] * bool(told.get("chosen_seed")) + ["chosen_draws"] * bool(told.get("pins"))
    return tuple(mark for mark in (*marks, "chosen_sections" if told.get("sections") else "") if mark)


def channel_of(events: Sequence[Event]) -> str:
    """Return the coarse code of how the respondent heard of the survey, if there is one."""
    return str(_told(events).get("channel", ""))


def _told(events: Sequence[Event]) -> Mapping[str, Any]:
    return events[0].data if events and events[0].kind is EventKind.STARTED else {}
