"""Interviews read for the report: for each page what it took, what was answered, and what the moderator recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...interview.answers import Answer
from ...interview.events import Event, EventKind
from ...interview.keys import split_key
from ...interview.page import Page
from ...interview.session import Session
from ...interview.timing import page_seconds
from ...questionnaire.model import Questionnaire
from ...store.errors import StorageError
from ...store.export import stored_questionnaire
from ...store.moderation import MODE
from ...store.observations import ModeratedSession, Observation, standing
from ...store.records import InterviewSummary
from ...store.store import Store
from ..interviews import PROBLEMS
from ..timeline import Timeline

_RETURNS = (EventKind.WENT_BACK, EventKind.JUMPED, EventKind.UNDONE)
_GIVEN = (EventKind.ANSWERED, EventKind.SKIPPED)


@dataclass(frozen=True, slots=True)
class Observed:
    """An observation with the milliseconds since its page came up; -1 where it is about an earlier page."""

    observation: Observation
    on_page_ms: int
    interview: str
    respondent: str


@dataclass(slots=True)
class PageRecord:
    """One page of one interview. ``timed`` says whether it was passed, so that its time is whole."""

    key: str
    page: Page
    interview: str
    moderated: bool
    typical: float
    longest: float
    is_first: bool = True
    active_ms: int = 0
    timed: bool = False
    changes: int = 0
    returns: int = 0
    helps: int = 0
    problems: int = 0
    skipped: bool = False
    special: str = ""
    answer: Answer | None = None

    @property
    def question(self) -> str:
        """The id of the question."""
        return split_key(self.key)[0]


@dataclass(slots=True)
class Held:
    """One interview with its pages and what was observed about them; "" stands for no question."""

    summary: InterviewSummary
    questionnaire: Questionnaire
    session: ModeratedSession | None
    pages: dict[str, PageRecord]
    observed: list[Observed] = field(default_factory=list)


def collect(
    store: Store, questionnaire_id: str = "", edition: str = "", all_modes: bool = False
) -> tuple[list[Held], list[StorageError]]:
    """Return the interviews of one questionnaire, by default of the one held last, and why some cannot be read."""
    held: list[Held] = []
    failures: list[StorageError] = []
    for summary in store.list(None if all_modes else MODE):
        if (edition and summary.edition != edition) or summary.mode not in (MODE, "respondent"):
            continue
        try:
            one = _held(store, summary)
        except StorageError as error:
            failures.append(error)
            continue
        questionnaire_id = questionnaire_id or one.questionnaire.id
        if one.questionnaire.id == questionnaire_id:
            held.append(one)
    return held, failures


def _held(store: Store, summary: InterviewSummary) -> Held:
    header = store.header(summary.id)
    questionnaire = stored_questionnaire(store, header.questionnaire_hash)
    events = store.events(summary.id)
    session = store.moderation.session(summary.id)
    observations = store.moderation.observations(summary.id) if session else []
    return held_of(summary, questionnaire, header.seed, events, session, observations)


def held_of(
    summary: InterviewSummary,
    questionnaire: Questionnaire,
    seed: str,
    events: Sequence[Event],
    session: ModeratedSession | None,
    observations: Sequence[Observation],
) -> Held:
    """Return one interview, read from its log and its observations."""
    interview = Session(questionnaire, seed, events, lambda _: None, lambda: 0.0)
    timeline, kept = Timeline(events), standing(observations)
    pages = dict(_pages(interview, summary, session is not None))
    for key, spent in timeline.active_ms(timeline.stops(kept)).items():
        if key in pages:
            pages[key].active_ms = spent
    _count(pages, events)
    respondent = session.respondent if session else ""
    observed = [Observed(one, _on_page(one, timeline, events), summary.id, respondent) for one in kept]
    return Held(summary, questionnaire, session, pages, observed)


def _pages(interview: Session, summary: InterviewSummary, moderated: bool) -> Iterator[tuple[str, PageRecord]]:
    """Yield the pages that were shown and are on the path, as they are at the end."""
    world, facts = interview.world, interview.facts
    for key in facts.displayed:
        name = split_key(key)[0]
        if key not in world.pages.get(name, ()):
            continue
        question, page = interview.questionnaire.question_by_id[name], interview.page_at(key)
        typical = page_seconds(world, key)
        first = world.pages[name][0] == key
        longest = question.seconds.longest if first else question.seconds.longest_repeat
        answer = page.answer
        yield key, PageRecord(
            key, page, summary.id, moderated, typical, longest, first, timed=facts.passed(key), answer=answer,
            skipped=page.shape != "info" and facts.passed(key) and (answer is None or answer.is_empty),
            special=answer.special if answer is not None else "",
        )  # fmt: skip


def _count(pages: dict[str, PageRecord], events: Iterable[Event]) -> None:
    """Count what was done on each page: answers changed, returns, help opened, answers not taken."""
    given: dict[str, object] = {}
    returning = False
    for event in events:
        record = pages.get(event.page)
        if event.kind in _GIVEN and record is not None:
            record.changes += event.page in given and given[event.page] != dict(event.data)
            given[event.page] = dict(event.data)
        if event.kind is EventKind.DISPLAYED and record is not None:
            record.returns += returning
        if event.kind is EventKind.NOTED and record is not None:
            record.helps += event.data.get("what") == "help_opened"
            record.problems += event.data.get("what") == PROBLEMS
        returning = event.kind in _RETURNS or (returning and event.kind is not EventKind.DISPLAYED)


def _on_page(one: Observation, timeline: Timeline, events: Sequence[Event]) -> int:
    """Return how long the page had been on the screen, counted from when it last came up."""
    if one.data.get("later") or not one.moment.page:
        return -1
    shown = [
        event.sequence
        for event in events
        if event.kind is EventKind.DISPLAYED and event.page == one.moment.page and event.sequence <= one.moment.sequence
    ]
    return timeline.point(one.moment) - timeline.at(shown[-1]) if shown else -1


def flags_of(observed: Iterable[Observed]) -> Counter[str]:
    """Count flags by kind."""
    return Counter(
        str(one.observation.data.get("flag")) for one in observed if one.observation.kind == "flag"
    )  # fmt: skip
