"""What the log says so far: the fold of all events, with nothing evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .answers import Answer
from .events import Event, EventKind
from .offers import Offer
from .pins import NO_PINS, Pins

Given = tuple[int, EventKind, Answer | None]


class Facts:
    """The state that events add up to. Only :meth:`apply` changes it, or :meth:`take` where there is no log."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.sequence = 0
        self.given: dict[str, list[Given]] = {}
        self.order: list[tuple[int, str]] = []
        self.drafts: dict[str, Answer] = {}
        self.displayed: dict[str, None] = {}
        self.offers: dict[str, Offer] = {}
        self.answered_offers: dict[int, Offer] = {}
        self.position = ""
        self.taken_back = False
        self.returning = False
        self.draws: dict[str, Any] = {}
        self.draw_history: dict[str, list[str]] = {}
        self.form: int | None = None
        self.replaced: dict[str, str] = {}
        self.boosted: dict[str, str] = {}
        self.dropped: dict[str, str] = {}
        self.volunteer: dict[str, Any] = {}
        self.sections: tuple[str, ...] = ()
        self.pins: Pins = NO_PINS
        self.outcome = ""
        self.page_ms: dict[str, list[int]] = {}
        for event in events:
            self.apply(event)

    def apply(self, event: Event) -> None:
        """Take in one event."""
        if event.active_ms:
            self.spend(event)
        self.happen(event)

    def spend(self, event: Event) -> None:
        """Take in the time before an event, which went by on the page that stood there."""
        if self.position and event.kind is not _RESUMED:
            self.page_ms.setdefault(self.position, []).append(event.active_ms)

    def happen(self, event: Event) -> None:
        """Take in what happened, without the time before it."""
        self.sequence = event.sequence
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            handler(self, event)

    def give(self, event: Event, answer: Answer | None) -> None:
        """Take in that something was given on a page: as :meth:`happen`, which reads the answer from the event."""
        sequence, kind, page, _, _ = event
        self.sequence = sequence
        if page in self.given:
            self.given[page].append((sequence, kind, answer))
        else:
            self.given[page] = [(sequence, kind, answer)]
        self.order.append((sequence, page))
        if self.drafts:
            self.drafts.pop(page, None)
        if self.offers and page in self.offers:
            self.answered_offers[sequence] = self.offers[page]

    def show(self, event: Event) -> None:
        """Take in that a page is shown of which nothing more is told: as :meth:`happen`."""
        self.sequence = event.sequence
        self.position = page = event.page
        self.displayed[page] = None

    def take(self, key: str, kind: EventKind | None, answer: Answer | None) -> None:
        """Take in that a page was displayed, and what was given on it, if anything was."""
        self.displayed[key] = None
        if kind is not None:
            self.given[key] = [(self.sequence, kind, answer)]

    def raw(self, key: str) -> Answer | None:
        """Return the latest answer given on a page, whether or not it is on the path now."""
        given = self.given.get(key)
        return given[-1][2] if given else None

    def passed(self, key: str) -> bool:
        """Whether the page was answered or skipped."""
        given = self.given.get(key)
        return bool(given) and given[-1][1] is not _CLEARED  # type: ignore[index]

    def answered_offer(self, key: str) -> Offer | None:
        """Return what the latest answer given on a page was chosen from; None where that cannot change."""
        given = self.given.get(key)
        return self.answered_offers.get(given[-1][0]) if given else None

    def _started(self, event: Event) -> None:
        self.sections = tuple(event.data.get("sections", ()))
        if "pins" in event.data:
            self.pins = Pins.from_data(event.data["pins"])

    def _displayed(self, event: Event) -> None:
        self.position = event.page
        self.displayed[event.page] = None
        if (offer := Offer.logged(event.data)) is not None:
            self.offers[event.page] = offer

    def _gave(self, event: Event) -> None:
        self.give(event, Answer.from_data(event.data) if event.kind is _ANSWERED else None)

    def _drafted(self, event: Event) -> None:
        self.drafts[event.page] = Answer.from_data(event.data)

    def _drawn(self, event: Event) -> None:
        name, value = event.data["draw"], event.data["value"]
        self.draws[name] = value
        for number, part in enumerate(event.data.get("parts", ())):
            history = self.draw_history.setdefault(f"{name}#{number}", [])
            history += [item for item in part if item not in history]

    def _assigned(self, event: Event) -> None:
        if "volunteer" in event.data:
            self.volunteer = dict(event.data)
        else:
            self.form = event.data["form"]

    def _replaced(self, event: Event) -> None:
        self.replaced[event.data["module"]] = event.data["by"]

    def _boosted(self, event: Event) -> None:
        self.boosted[event.data["module"]] = event.data.get("instead_of", "")

    def _dropped(self, event: Event) -> None:
        self.dropped[event.data["module"]] = event.data["reason"]

    def _jumped(self, event: Event) -> None:
        self.returning = True

    def _went_back(self, event: Event) -> None:
        self.returning = False

    def _cleared(self, event: Event) -> None:
        self.taken_back = True
        self.give(event, None)

    def _undone(self, event: Event) -> None:
        self.taken_back = True
        sequence = event.data["sequence"]
        self.given[event.page] = [given for given in self.given.get(event.page, []) if given[0] != sequence]
        self.order = [entry for entry in self.order if entry[0] != sequence]

    def _finished(self, event: Event) -> None:
        self.outcome = event.data["outcome"]


_ANSWERED, _RESUMED, _CLEARED = EventKind.ANSWERED, EventKind.RESUMED, EventKind.CLEARED
"""Members by themselves: looking one up in its class takes longer than most of what is done with it (Python 3.11)."""
_HANDLERS = {
    EventKind.STARTED: Facts._started,
    EventKind.DISPLAYED: Facts._displayed,
    EventKind.ANSWERED: Facts._gave,
    EventKind.SKIPPED: Facts._gave,
    EventKind.CLEARED: Facts._cleared,
    EventKind.DRAFTED: Facts._drafted,
    EventKind.DRAWN: Facts._drawn,
    EventKind.ASSIGNED: Facts._assigned,
    EventKind.REPLACED: Facts._replaced,
    EventKind.BOOSTED: Facts._boosted,
    EventKind.DROPPED: Facts._dropped,
    EventKind.JUMPED: Facts._jumped,
    EventKind.WENT_BACK: Facts._went_back,
    EventKind.UNDONE: Facts._undone,
    EventKind.FINISHED: Facts._finished,
}
