"""The verbs of an interview. Every face speaks to the engine through this class alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..questionnaire.model import Questionnaire
from .advance import display, go_on, next_page
from .answers import EMPTY, Answer
from .checking import normalise, problems
from .events import Event, EventKind, new_event
from .facts import Facts
from .keys import split_key
from .kinds import rules_of
from .kinds.base import kept_texts
from .page import Page, Problem, Progress, ReviewLine
from .pages import build_page
from .path import all_pages, page_after, pages_from
from .pins import NO_PINS, Pins
from .plan import Plan
from .timing import pace, seconds_done, seconds_left
from .world import World

Sink = Callable[[Sequence[Event]], None]
DISCARDED, SCREENED_OUT, COMPLETE = "discarded", "screened_out", "complete"


class Session:
    """One interview in progress: a log, what follows from it, and a sink that stores each event durably.

    A verb first works out all events that follow, then hands them to the sink at once, and only then counts
    them as happened. If the sink raises, the session is as it was before the verb.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        seed: str,
        events: Sequence[Event],
        sink: Sink,
        clock: Callable[[], float],
        pace_guard: bool = True,
    ) -> None:
        self.questionnaire = questionnaire
        self.seed = seed
        self.log: list[Event] = list(events)
        self.pace_guard = pace_guard
        self._sink = sink
        self._clock = clock
        self._held: list[Event] = []
        self._pending: list[Event] = []
        self._warned: tuple[str, Answer] | None = None
        self._shown: tuple[str, int, Page] | None = None
        self.discarded = False
        self.facts = Facts(self.log)
        self.world = World(questionnaire, seed, self.facts)
        self.consented = not questionnaire.consent or bool(self.log)
        self._last = clock()

    @classmethod
    def begin(
        cls,
        questionnaire: Questionnaire,
        *,
        seed: str,
        sink: Sink,
        clock: Callable[[], float] = time.monotonic,
        sections: tuple[str, ...] = (),
        channel: str = "",
        chosen_seed: bool = False,
        pace_guard: bool = True,
        pins: Pins = NO_PINS,
    ) -> Session:
        """Start an interview and show its first page. Nothing reaches the sink before consent is given.

        ``chosen_seed`` and ``pins`` are noted in the log: such answers are not a random draw.
        """
        session = cls(questionnaire, seed, (), sink, clock, pace_guard)
        session.consented = not questionnaire.consent
        data: dict[str, Any] = {"version": questionnaire.version}
        status = "" if questionnaire.status == "open" else questionnaire.status
        told = {"sections": list(sections), "channel": channel, "chosen_seed": chosen_seed, "status": status}
        told["pins"] = pins.to_data() if pins is not NO_PINS else {}
        data |= {name: value for name, value in told.items() if value}
        session.record(EventKind.STARTED, "", data)
        if sections or (pins is not NO_PINS and pins != NO_PINS):
            session.world = World(questionnaire, seed, session.facts)
        display(session, next(all_pages(session.world), ""))
        session._commit()
        return session

    @classmethod
    def resume(
        cls,
        questionnaire: Questionnaire,
        events: Sequence[Event],
        *,
        seed: str,
        sink: Sink,
        clock: Callable[[], float] = time.monotonic,
        pace_guard: bool = True,
    ) -> Session:
        """Go on with a stored interview at the page where it stopped."""
        session = cls(questionnaire, seed, events, sink, clock, pace_guard)
        if not session.ended:
            session.record(EventKind.RESUMED)
            session._commit()
        return session

    @property
    def position(self) -> str:
        """Key of the current page, '' at the end."""
        return self.facts.position

    @property
    def ended(self) -> str:
        """'' while in progress, else complete, screened_out or discarded."""
        return DISCARDED if self.discarded else self.facts.outcome

    def page(self) -> Page | None:
        """Return the page to show now; None when every page on the path lies behind."""
        key = self.facts.position
        return None if not key or self.discarded or self.facts.outcome else self.page_at(key)

    def page_at(self, key: str) -> Page:
        """Return any page on the path, with its answer."""
        shown, sequence = self._shown, self.facts.sequence
        if shown is not None and shown[1] == sequence and shown[0] == key:
            return shown[2]
        plan = self.world.plans[key]
        page = plan.page if plan.same_words and plan.page is not None else build_page(self.world, key)
        if key in self.facts.given or key in self.facts.drafts:
            page = self._with_answer(page)
        self._shown = (key, sequence, page)
        return page

    def _with_answer(self, page: Page) -> Page:
        key = page.key
        answer, draft = self.world.effective.get(key), self.facts.drafts.get(key)
        confirm = key in self.world.changed_answers
        if confirm and answer is None and draft is None:
            draft = _leftover(page, self.facts.raw(key))
        return page.but(answer=answer, draft=draft, confirm=confirm)

    def check(self, answer: Answer) -> list[Problem]:
        """Return what is wrong with an answer to the current page; nothing is stored."""
        page = self.page()
        return list(problems(self.world, page, normalise(answer))) if page else []

    def answer(self, answer: Answer) -> list[Problem]:
        """Store an answer and move on; or return what is wrong with it.

        A soft problem is returned once; the same answer given again is stored. An empty answer skips.

        Raises:
            Exception: whatever the sink raises; the session is then unchanged.
        """
        key = self.facts.position
        if not key or self.discarded or self.facts.outcome:
            return []
        plan = self.world.plans[key]
        if plan.certain is not None and plan.certain(answer):
            self._give(plan, key, answer, _ANSWERED, {"value": answer.value})
            return []
        normal = normalise(answer)
        found = list(problems(self.world, self.page_at(key), normal))
        overridden = self._warned == (key, normal)
        if found and not (overridden and all(problem.soft for problem in found)):
            self._warned = (key, normal) if all(problem.soft for problem in found) else None
            return found
        if normal is EMPTY and plan.question.shape != "info":
            self._give(plan, key, None, _SKIPPED, {})
        else:
            self._give(plan, key, normal, _ANSWERED, normal.to_data())
        return []

    def skip(self) -> list[Problem]:
        """Move on without an answer."""
        return self.answer(Answer())

    def _give(self, plan: Plan, key: str, answer: Answer | None, kind: EventKind, data: dict[str, Any]) -> None:
        self.facts.give(self._next_event(kind, key, data), answer)
        self.world.take_answer(plan, key, answer)
        if plan.ends and answer is not None and self._ends(plan.ends, answer):
            self._commit(plan.consents)
            return
        world = self.world
        target = "" if world.rotates or self.facts.returning else page_after(world, plan, key)
        if target and world.plans[target].silent:
            self.show(target)
        else:
            go_on(self, key)
        self._commit(plan.consents)

    def _ends(self, ends: Mapping[str, str], answer: Answer) -> bool:
        """End the interview if an option was chosen that does so; say whether one was."""
        ending = ends.get(answer.value) if isinstance(answer.value, str) else None
        if ending == "discard":
            self.discarded = True
        elif ending == "keep":
            self.record(EventKind.FINISHED, "", {"outcome": SCREENED_OUT})
        return ending is not None

    def draft(self, answer: Answer) -> None:
        """Keep what was entered so far on the current page without giving it."""
        page, normal = self.page(), normalise(answer)
        if page is None or normal == (page.draft or page.answer or normalise(Answer())):
            return
        self.record(EventKind.DRAFTED, page.key, normal.to_data())
        self._commit()

    def back(self) -> bool:
        """Go to the page before; answers stay."""
        if self.ended:
            return False
        pages = pages_from(self.world, self.position, -1) if self.position else reversed(list(all_pages(self.world)))
        target = next(iter(pages), None)
        if target is None:
            return False
        self.record(EventKind.WENT_BACK, self.position)
        display(self, target)
        self._commit()
        return True

    def jump(self, key: str) -> bool:
        """Go to a page that was shown before; after its answer the first open page follows."""
        if self.ended or key not in self.facts.displayed or key not in set(all_pages(self.world)):
            return False
        self.record(EventKind.JUMPED, key)
        display(self, key)
        self._commit()
        return True

    def undo(self) -> bool:
        """Take back the last answer or skip, and return to its page."""
        if self.ended or not self.facts.order:
            return False
        sequence, key = self.facts.order[-1]
        self.record(EventKind.UNDONE, key, {"sequence": sequence})
        target = key if key in self.world.pages.get(split_key(key)[0], ()) else next_page(self, "")
        display(self, target)
        self._commit()
        return True

    def clear(self, key: str) -> None:
        """Take an answer away: the page counts as not answered, the log keeps what was said.

        If the page on the screen leaves the path by it, the next one that is open is shown.
        """
        self.record(EventKind.CLEARED, key)
        if not self.ended and self.position not in self.world.pages.get(split_key(self.position)[0], ()):
            display(self, next_page(self, self.position))
        self._commit()

    def note(self, what: str, data: Mapping[str, Any] | None = None) -> None:
        """Record something about the current page that is no answer, such as that help was opened."""
        self.record(EventKind.NOTED, self.position, {"what": what, **(data or {})})
        self._commit()

    def pause(self) -> None:
        """Record that the respondent leaves."""
        if not self.ended:
            self.record(EventKind.PAUSED, self.position)
            self._commit()

    def finish(self) -> bool:
        """End the interview; possible when nothing on the path is open."""
        if self.ended or self.page() is not None or next_page(self, ""):
            return False
        self.record(EventKind.FINISHED, "", {"outcome": COMPLETE})
        self._commit()
        return True

    def progress(self) -> Progress:
        """Return how far the respondent is and the minutes left at their own pace."""
        done, left = seconds_done(self.world), seconds_left(self.world)
        share = done / (done + left) if done + left else 1.0
        section = ""
        if self.position:
            question = self.questionnaire.question_by_id[split_key(self.position)[0]]
            section = self.questionnaire.section_by_id[question.section].title
        return Progress(share, pace(self.world) * left / 60, section)

    def review(self) -> tuple[ReviewLine, ...]:
        """Return every page on the path with its answer in words."""
        return tuple(self._review_line(key) for key in all_pages(self.world) if self._is_asked(key))

    def _is_asked(self, key: str) -> bool:
        return self.questionnaire.question_by_id[split_key(key)[0]].shape != "info"

    def _review_line(self, key: str) -> ReviewLine:
        page = self.page_at(key)
        answer = page.answer
        words, status = "", "open"
        if page.confirm:
            status = "confirm"
        elif self.facts.passed(key):
            status = "skipped"
        if answer is not None and not answer.is_empty:
            words = rules_of(page).describe(page, answer)
            status = "confirm" if page.confirm else "special" if answer.special else "answered"
        return ReviewLine(key, page.section, page.text, words, status, key in self.facts.displayed)

    def record(self, kind: EventKind, page: str = "", data: Mapping[str, Any] | None = None) -> None:
        """Take an event into account; :meth:`_commit` stores all that were recorded."""
        event = self._next_event(kind, page, dict(data or {}))
        self.facts.happen(event)
        self.world.take_in(event)

    def show(self, key: str) -> None:
        """Record that a page is shown of which nothing more is to be told."""
        if self._pending:
            event = new_event((self.facts.sequence + 1, _DISPLAYED, key, {}, 0))
            self._pending.append(event)
        else:
            event = self._next_event(_DISPLAYED, key, {})
        self.facts.show(event)

    def _next_event(self, kind: EventKind, page: str, data: dict[str, Any]) -> Event:
        """Return the event that comes now; the time since the last one counts for the first of a verb."""
        facts, pending, active = self.facts, self._pending, 0
        if not pending:
            now = self._clock()
            active = round((now - self._last) * 1000)
            self._last = now
        event = new_event((facts.sequence + 1, kind, page, data, active if active > 0 else 0))
        if active > 0:
            facts.spend(event)
        pending.append(event)
        return event

    def _commit(self, consents: bool = False) -> None:
        """Hand the recorded events to the sink; if it raises, forget them."""
        pending, self._pending = self._pending, []
        if self._held or self.discarded or not self.consented:
            self._commit_held(pending, consents)
            return
        self._store(pending)
        self.log += pending

    def _commit_held(self, pending: list[Event], consents: bool) -> None:
        """Commit before consent, with it, or after an answer that discards everything."""
        if self.discarded:
            self._held = []
            return
        if self.consented or consents:
            self._store([*self._held, *pending])
            self.consented = True
            self._held = []
        else:
            self._held += pending
        self.log += pending

    def _store(self, events: list[Event]) -> None:
        try:
            self._sink(events)
        except BaseException:
            self._shown = None
            self.facts = Facts(self.log)
            self.world = World(self.questionnaire, self.seed, self.facts)
            raise


_ANSWERED, _SKIPPED, _DISPLAYED = EventKind.ANSWERED, EventKind.SKIPPED, EventKind.DISPLAYED


def _leftover(page: Page, raw: Answer | None) -> Answer | None:
    """Return what of an answer can still be shown on a page that changed, so that it need not be typed again."""
    if raw is None or raw.special or page.sets:
        return None
    offered = {choice.id for choice in (*page.options, *page.all_rows)}
    if isinstance(raw.value, dict):
        kept: Any = {row: value for row, value in raw.value.items() if row in offered}
    elif isinstance(raw.value, list):
        kept = [option for option in raw.value if option in offered]
    else:
        kept = raw.value if not offered or raw.value in offered else None
    return Answer(kept, texts=kept_texts(raw, offered)) if kept not in (None, {}, []) else None
