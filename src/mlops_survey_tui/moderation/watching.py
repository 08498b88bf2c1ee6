"""Follows an interview through the database that the respondent's program writes."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..interview.keys import split_key
from ..language import _
from ..questionnaire.model import Questionnaire
from ..store.errors import UnknownInterview
from ..store.export import stored_questionnaire
from ..store.locks import FileLock
from ..store.moderation import State
from ..store.observations import ModeratedSession, Observation
from ..store.store import Store
from .snapshot import Reading, Snapshot

EVERY = 0.25
"""Seconds between two looks at the database."""
CONSOLE, PANEL = "console", "panel"
"""Places where notes are typed; each has a draft of its own."""
_SEATS = (CONSOLE, *(f"{CONSOLE}-{number}" for number in range(2, 10)))
"""Where consoles that follow one interview at once keep their drafts, so that none takes another's away."""


def clock_ms() -> int:
    """Return the machine's monotonic clock, which all programs of one boot share."""
    return round(time.monotonic() * 1000)


class Watching:
    """Looks at one interview, the one named or the newest that runs, and reads it again when something was added."""

    def __init__(self, store: Store, interview_id: str = "", clock: Callable[[], int] = clock_ms) -> None:
        self.store = store
        self.interview_id = interview_id
        self._clock = clock
        self._seen: tuple[int, str, int] | None = None
        self._reading: Reading | None = None
        self._seat: FileLock | None = None
        self._place = ""

    def look(self) -> Snapshot:
        """Return the interview as it is now.

        Raises:
            StorageError: it cannot be read; the next look may succeed. Or it was deleted.
        """
        if not self.interview_id:
            self.interview_id = self._newest()
        state = self.store.moderation.state(self.interview_id) if self.interview_id else None
        if state is None and self._reading is not None:
            text = _("Interview {id} was deleted.")
            raise UnknownInterview("deleted", text.format(id=self.interview_id))
        if state is None:
            return Snapshot(interview_id=self.interview_id)
        reading = self._read(state)
        return reading.snapshot(state, self._clock(), self.store.in_use(self.interview_id))

    def probes(self, page: str) -> tuple[str, ...]:
        """Return the probes that the question file lists for a page."""
        if self._reading is None:
            return ()
        question = self._reading.questionnaire.question_by_id.get(split_key(page)[0])
        return question.probes if question else ()

    def answer(self, page: str) -> str:
        """Return the answer of a page in words."""
        return self._reading.answer_of(page) if self._reading is not None and page else ""

    def observe(self, observation: Observation, place: str) -> None:
        """Keep an observation.

        Raises:
            StorageError: it was not kept and can be given again.
        """
        self.store.moderation.observe(self.interview_id, observation, self._own(place))
        self._seen = None

    def keep_draft(self, place: str, draft: Observation | None) -> None:
        """Keep what is half typed."""
        self.store.moderation.keep_draft(self.interview_id, self._own(place), draft)

    def draft(self, place: str) -> Observation | None:
        """Return what was half typed when the program ended."""
        return self.store.moderation.draft(self.interview_id, self._own(place)) if self.interview_id else None

    def close(self) -> None:
        """Leave the seat to the next console."""
        if self._seat is not None:
            self._seat.release(remove=True)
        self._seat, self._place = None, ""

    def _own(self, place: str) -> str:
        """Return where this program keeps what is typed at a place: of several consoles each has a seat of its own."""
        if place != CONSOLE:
            return place
        if not self._place:
            self._place = self._seated()
        return self._place

    def _seated(self) -> str:
        """Take the first free seat, rather one at which a note was left half typed; return its name."""
        moderation, name = self.store.moderation, self.interview_id
        for seat in sorted(_SEATS, key=lambda seat: moderation.draft(name, seat) is None):
            self._seat = self.store.seat(name, seat)
            if self._seat is not None:
                return seat
        return CONSOLE

    def _newest(self) -> str:
        """Return the newest interview that is open in a program, else nothing."""
        return next((name for name in self.store.moderation.newest() if self.store.in_use(name)), "")

    def _read(self, state: State) -> Reading:
        seen = (state.events, state.status, state.observations)
        if self._reading is None or seen != self._seen:
            header = self.store.header(self.interview_id)
            kept = self._reading.questionnaire if self._reading else None
            questionnaire: Questionnaire = kept or stored_questionnaire(self.store, header.questionnaire_hash)
            session = self.store.moderation.session(self.interview_id) or ModeratedSession(self.interview_id)
            events = self.store.events(self.interview_id)
            observations = self.store.moderation.observations(self.interview_id)
            self._reading = Reading(session, questionnaire, header.seed, events, observations)
            self._seen = seen
        return self._reading
