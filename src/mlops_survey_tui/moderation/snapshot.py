"""What a moderator sees of an interview at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..interview.events import Event
from ..interview.keys import split_key
from ..interview.kinds import rules_of
from ..interview.page import Page
from ..interview.session import Session
from ..interview.timing import page_seconds
from ..questionnaire.model import Questionnaire
from ..store.moderation import State
from ..store.observations import ModeratedSession, Moment, Observation, standing
from .timeline import Timeline, without


class Status(StrEnum):
    """How an interview stands: not begun, open in the respondent's program, left, or over."""

    WAITING = "waiting"
    RUNNING = "running"
    AWAY = "away"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of an interview.

    ``page`` is what the respondent sees, None before the first and behind the last. Times are in milliseconds of
    running time without the stops. ``typical`` and ``longest`` are seconds by the time model. ``pages`` are the
    pages shown so far with their wording, the last shown last.
    """

    status: Status = Status.WAITING
    interview_id: str = ""
    session: ModeratedSession = field(default_factory=lambda: ModeratedSession(""))
    title: str = ""
    section: str = ""
    page: Page | None = None
    answer: str = ""
    drafted: bool = False
    probes: tuple[str, ...] = ()
    typical: float = 0.0
    longest: float = 0.0
    page_ms: int = 0
    session_ms: int = 0
    stopped: bool = False
    share: float = 0.0
    minutes_left: float = 0.0
    budget: float = 0.0
    observations: tuple[Observation, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    moment: Moment = field(default_factory=Moment)

    @property
    def key(self) -> str:
        """The key of the page shown."""
        return self.page.key if self.page is not None else ""

    def about(self, key: str) -> list[Observation]:
        """Return what was recorded about a page."""
        return [one for one in self.observations if one.moment.page == key]


class Reading:
    """An interview as its log and its observations say, read once and asked for snapshots as time goes on."""

    def __init__(
        self,
        session: ModeratedSession,
        questionnaire: Questionnaire,
        seed: str,
        events: Sequence[Event],
        observations: Sequence[Observation],
    ) -> None:
        self.session, self.questionnaire = session, questionnaire
        self.timeline = Timeline(events)
        self.observations = tuple(standing(observations))
        self._interview = Session(questionnaire, seed, events, lambda _: None, lambda: 0.0)
        self._still = self._drawn_up()

    def _drawn_up(self) -> Snapshot:
        """Return all that does not change with time."""
        interview, timeline = self._interview, self.timeline
        shown = Snapshot(
            Status.RUNNING, self.session.interview_id, self.session, self.questionnaire.title,
            budget=self.questionnaire.target_longest, observations=self.observations,
            stopped=timeline.is_stopped(self.observations), pages=self._pages(),
        )  # fmt: skip
        if interview.ended:
            return replace(shown, status=Status.ENDED, share=1.0)
        progress, page = interview.progress(), interview.page()
        shown = replace(shown, share=progress.share, minutes_left=progress.minutes_left, section=progress.section)
        if page is None:
            return shown
        question = self.questionnaire.question_by_id[page.question]
        typical = page_seconds(interview.world, page.key)
        longest = question.seconds.longest if typical == question.seconds.typical else question.seconds.longest_repeat
        answer, drafted = _words(page)
        return replace(
            shown, page=page, answer=answer, drafted=drafted, probes=question.probes, typical=typical, longest=longest
        )

    def _pages(self) -> tuple[tuple[str, str], ...]:
        """Return the pages shown that are still on the path, with their wording."""
        world = self._interview.world
        keys = [key for key in self._interview.facts.displayed if key in world.pages.get(split_key(key)[0], ())]
        return tuple((key, self._interview.page_at(key).text) for key in keys)

    def answer_of(self, key: str) -> str:
        """Return the answer of a page in words, nothing if it has none or is off the path."""
        if key not in self._interview.world.pages.get(split_key(key)[0], ()):
            return ""
        return _words(self._interview.page_at(key))[0]

    def snapshot(self, state: State, clock_ms: int, in_use: bool) -> Snapshot:
        """Return the interview now; the clock runs only while the respondent's program does."""
        still, timeline = self._still, self.timeline
        running = in_use and still.status is Status.RUNNING
        now = max(timeline.total, state.now.elapsed(clock_ms) if running else timeline.total)
        stops = timeline.stops(self.observations, now)
        page_ms = sum(without(stops, *span) for span in self._shown_now(now))
        status = still.status if running or still.status is Status.ENDED else Status.AWAY
        return replace(
            still, status=status, page_ms=page_ms, session_ms=without(stops, 0, now),
            moment=Moment(still.key, timeline.sequence, now),
        )  # fmt: skip

    def _shown_now(self, now: int) -> list[tuple[int, int]]:
        """Return the spans in which the page shown now was on the screen, the present one included."""
        page, timeline = self._still.key, self.timeline
        if not page:
            return []
        return [(one.start, one.end) for one in timeline.stretches if one.page == page] + [(timeline.total, now)]


def _words(page: Page) -> tuple[str, bool]:
    """Return the answer of a page in words, and whether it is only a draft."""
    answer = page.draft or page.answer
    if answer is None or answer.is_empty:
        return "", False
    return rules_of(page).describe(page, answer), page.draft is not None
