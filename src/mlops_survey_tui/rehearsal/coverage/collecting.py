"""Counts the targets that interviews cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...interview.answers import Answer
from ...interview.events import Event, EventKind
from ...interview.page import Page
from ...interview.pages import build_page
from ...interview.path import section_pages
from ...interview.retracing import retrace
from ...interview.session import Session
from ...interview.world import World
from ...questionnaire.model import Questionnaire
from ..transcript import Shown
from .observing import at_answer, at_page, at_standstill
from .targets import ENDING, FORM, KINDS, WORDING, Target, problem_targets, targets

_TURNS = (EventKind.WENT_BACK, EventKind.JUMPED, EventKind.UNDONE, EventKind.FINISHED)
"""Before these the way so far is looked at, because it may change then."""


class Coverage:
    """How often each target was covered, over any number of interviews. ``paths`` are section ids in order."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.counts: Counter[Target] = Counter()
        self.paths: Counter[tuple[str, ...]] = Counter()
        self.interviews = 0

    def add(self, seed: str, events: Sequence[Event], shown: Sequence[Shown] = ()) -> set[Target]:
        """Take in an interview by its log; ``shown`` tells of problems, which no log holds. Return what it covers."""
        covered, path = _observed(self.questionnaire, seed, events)
        for one in shown:
            covered.update(t for problem in one.problems for t in problem_targets(one.page.question, problem.code))
        self.counts.update(covered)
        self.paths[path] += 1
        self.interviews += 1
        return covered

    def add_session(self, session: Session, shown: Sequence[Shown] = ()) -> set[Target]:
        """Take in an interview that may have ended without keeping anything, of which no log tells."""
        covered = self.add(session.seed, session.log, shown)
        if session.discarded:
            lost = set(_last_answer(session)) | set(at_standstill(session.world, ""))
            self.counts.update(lost - covered)
            covered |= lost
        return covered

    def missed(self, kind: str = "") -> list[Target]:
        """Return the targets, of one kind or of all, that no interview covers."""
        return [
            target for target in targets(self.questionnaire) if not self.counts[target] and kind in ("", target.kind)
        ]

    def share(self, kind: str) -> tuple[int, int]:
        """Return how many targets of a kind are covered, and how many there are."""
        of_kind = [target for target in targets(self.questionnaire) if target.kind == kind]
        return sum(bool(self.counts[target]) for target in of_kind), len(of_kind)

    def kinds(self) -> list[str]:
        """Return the kinds that this questionnaire has targets of."""
        return [kind for kind in KINDS if self.share(kind)[1]]


def _observed(questionnaire: Questionnaire, seed: str, events: Sequence[Event]) -> tuple[set[Target], tuple[str, ...]]:
    """Go through a log; return what it covers, and the sections with pages on the path at its end, in order."""
    covered: set[Target] = set()
    page: Page | None = None
    world: World | None = None
    for number, (event, world) in enumerate(retrace(questionnaire, seed, events)):
        if event.kind is EventKind.DISPLAYED and event.page:
            page = build_page(world, event.page)
        covered.update(_of_event(world, event, page))
        if number + 1 == len(events) or events[number + 1].kind in _TURNS:
            covered.update(at_standstill(world, world.facts.position))
    sections = questionnaire.sections if world is not None else ()
    return covered, tuple(section.id for section in sections if world and any(section_pages(world, section)))


def _of_event(world: World, event: Event, page: Page | None) -> Iterator[Target]:
    """Yield what one entry covers; ``page`` is the page on the screen."""
    if page is not None and event.page == page.key:
        if event.kind is EventKind.DISPLAYED:
            yield from at_page(world, page)
            if "wording" in event.data:
                yield Target(WORDING, page.question, str(event.data["wording"] + 1))
        elif event.kind in (EventKind.ANSWERED, EventKind.SKIPPED):
            yield from at_answer(world, page, Answer.from_data(event.data))
    elif event.kind is EventKind.ASSIGNED and "form" in event.data:
        yield Target(FORM, str(event.data["form"]))
    elif event.kind is EventKind.FINISHED and event.data["outcome"] == "complete":
        yield Target(ENDING, "complete")


def _last_answer(session: Session) -> Iterator[Target]:
    """Yield what the answer covers with which an interview was given up."""
    _, key = session.facts.order[-1]
    answer = session.facts.raw(key)
    if answer is not None:
        yield from at_answer(session.world, build_page(session.world, key), answer)
