"""When each page was on the screen, read off a log: running time counts the milliseconds of its entries.

The running time stands still while the survey is closed, so it needs no clock of the day and survives a restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..interview.events import Event, EventKind
from ..interview.timing import PAUSES
from ..store.observations import STOPPED, Moment, Observation, ObservationKind

Span = tuple[int, int]
"""Start and end in milliseconds of running time."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page on the screen, up to the log entry with this sequence number."""

    page: str
    start: int
    end: int
    sequence: int


class Timeline:
    """The stretches of a log, and where moments fall among them."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.stretches: list[Stretch] = []
        self.total = 0
        self.page = ""
        self.sequence = 0
        self._at = {0: 0}
        self._turned: list[int] = []
        self._position: dict[int, str] = {0: ""}
        for event in events:
            self._take(event)

    def _take(self, event: Event) -> None:
        start, self.total = self.total, self.total + event.active_ms
        if event.active_ms and self.page and event.kind is not EventKind.RESUMED:
            self.stretches.append(Stretch(self.page, start, self.total, event.sequence))
        if event.kind is EventKind.DISPLAYED:
            self.page = event.page
            self._turned.append(event.sequence)
        self.sequence = event.sequence
        self._at[event.sequence] = self.total
        self._position[event.sequence] = self.page

    def page_at(self, sequence: int) -> str:
        """Return the page that was on the screen after an entry."""
        return self._position.get(sequence, self.page)

    def at(self, sequence: int) -> int:
        """Return the running time at an entry."""
        return self._at.get(sequence, self.total)

    def point(self, moment: Moment) -> int:
        """Return a moment as running time; it lies between its entry and the next, whatever clocks said."""
        start = self._at.get(moment.sequence, self.total)
        end = self._at.get(moment.sequence + 1)
        return max(start, moment.at_ms if end is None else min(moment.at_ms, end))

    def turned_after(self, sequence: int) -> int | None:
        """Return when the page changed next after an entry, nothing if it is still shown."""
        following = next((turn for turn in self._turned if turn > sequence), None)
        return None if following is None else self._at[following]

    def stops(self, observations: Iterable[Observation], now: int | None = None) -> list[Span]:
        """Return the spans in which the moderator had stopped the clock.

        A stop ends when the clock is started again, or with the page: a clock that was forgotten costs one question.
        """
        end_of_all = max(self.total, now or 0)
        spans: list[Span] = []
        begun: Observation | None = None
        for one in sorted(timer_changes(observations), key=lambda one: (one.moment.sequence, one.moment.at_ms)):
            if begun is not None:
                spans.append(self._stop(begun, self.point(one.moment)))
            begun = one if one.data.get("change") == STOPPED else None
        if begun is not None:
            spans.append(self._stop(begun, end_of_all))
        return [(start, end) for start, end in spans if end > start]

    def _stop(self, begun: Observation, end: int) -> Span:
        turned = self.turned_after(begun.moment.sequence)
        return self.point(begun.moment), end if turned is None else min(end, turned)

    def is_stopped(self, observations: Sequence[Observation]) -> bool:
        """Return whether the clock is stopped now."""
        changes = timer_changes(observations)
        if not changes or changes[-1].data.get("change") != STOPPED:
            return False
        return self.turned_after(changes[-1].moment.sequence) is None

    def active_ms(self, stops: Sequence[Span]) -> dict[str, int]:
        """Return the active milliseconds of each page without the stops; a long pause counts as a short one."""
        active: dict[str, int] = {}
        for one in self.stretches:
            spent = counted(without(stops, one.start, one.end))
            active[one.page] = active.get(one.page, 0) + spent
        return active


def timer_changes(observations: Iterable[Observation]) -> list[Observation]:
    """Return the changes of the timer."""
    return [one for one in observations if one.kind is ObservationKind.TIMER]


def without(stops: Iterable[Span], start: int, end: int) -> int:
    """Return the milliseconds between two points that lie in no stop; stops may overlap."""
    left, at = 0, start
    for first, last in sorted(stops):
        if last <= at:
            continue
        if first >= end:
            break
        left += max(0, first - at)
        at = max(at, last)
    return left + max(0, end - at)


def counted(milliseconds: int) -> int:
    """Return what counts of a time without a key: a long pause counts as a short one, as for the pace guard."""
    longest, short = round(PAUSES.pause_above_seconds * 1000), round(PAUSES.pause_counts_seconds * 1000)
    return milliseconds if milliseconds <= longest else short
