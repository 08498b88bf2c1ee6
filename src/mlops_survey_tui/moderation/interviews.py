"""Opens moderated interviews: a mode of their own, a clock that stops for the panel, the moderator's row beside."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from ..faces.tui.interviews import Interviews
from ..interview.answers import Answer
from ..interview.page import Problem
from ..interview.session import Session
from ..questionnaire.model import Questionnaire
from ..store.errors import StorageError
from ..store.identifiers import new_id
from ..store.moderation import MODE, Companion, Now
from ..store.observations import ModeratedSession
from ..store.recorder import Recorder
from ..store.records import InterviewHeader
from ..store.store import Store
from .stopwatch import Stopwatch

PROBLEMS = "problems"
"""What the log of a moderated interview notes when an answer was not taken as it was."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the moderator has said beforehand; ``notes`` is None while the respondent was not asked yet."""

    sections: tuple[str, ...] = ()
    respondent: str = ""
    notes: bool | None = None
    resume: str = ""


class NotingSession(Session):
    """A session that also notes, by their codes, why an answer was not taken as it was."""

    def answer(self, answer: Answer) -> list[Problem]:
        """Store an answer and move on, or return what is wrong with it and note that."""
        found = super().answer(answer)
        if found:
            self.note(PROBLEMS, {"codes": [problem.code for problem in found]})
        return found


class ModeratedInterviews(Interviews):
    """Interviews whose id is known before they begin, so that the console can wait for them.

    No module is dropped for slowness: who thinks aloud is slow, and every question is to be looked at.
    """

    session_type = NotingSession

    def __init__(
        self,
        questionnaire: Questionnaire,
        store: Store,
        plan: Plan,
        *,
        seed: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``clock`` is the machine's monotonic clock in seconds, which the console reads too."""
        self.stopwatch = Stopwatch(clock)
        self._clock_ms: Callable[[], int] = lambda: round(clock() * 1000)
        super().__init__(
            questionnaire, store, seed=seed, sections=plan.sections, mode=MODE, clock=self.stopwatch, pace_guard=False
        )
        self.plan = plan
        self.next_id = plan.resume or new_id()
        self.current = ""
        """The interview that was opened last."""

    def create(self, header: InterviewHeader) -> Recorder:
        """Return what writes a new interview under the id that was told."""
        plan, name = self.plan, self.next_id
        session = ModeratedSession(name, plan.respondent, bool(plan.notes), plan.sections, self.store.today)
        recorder = self.store.create(header, Companion(session, self._clock_ms), name)
        self.current, self.next_id = name, new_id()
        return recorder

    def reopen(self, interview_id: str) -> Recorder:
        """Return what goes on writing a moderated interview, and the running time from where its log stopped."""
        self.current = interview_id
        found = self.store.moderation.session(interview_id)
        elapsed = sum(event.active_ms for event in self.store.events(interview_id))
        session = found or ModeratedSession(interview_id, self.plan.respondent, started=self.store.today)
        return self.store.resume(interview_id, Companion(session, self._clock_ms, elapsed))

    def agree(self, respondent: str, notes: bool) -> None:
        """Take what the moderator has entered before the first question."""
        self.plan = replace(self.plan, respondent=respondent, notes=notes)

    def stop(self, interview_id: str) -> None:
        """Let the clock stand still, and the console know it."""
        self.stopwatch.stop()
        self._tell(interview_id, running=False)

    def go(self, interview_id: str) -> None:
        """Let the clock run again."""
        self._tell(interview_id, running=True)
        self.stopwatch.go()

    def _tell(self, interview_id: str, running: bool) -> None:
        """Let the console know; where that cannot be stored now, the next entry of the log tells it."""
        moderation, clock = self.store.moderation, self._clock_ms()
        with suppress(StorageError):
            state = moderation.state(interview_id)
            if state is not None:
                moderation.keep_now(interview_id, Now(state.now.elapsed(clock), clock, running))
