"""A moderated interview under a clock that is moved by hand, and its console over the same store."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.moderation.interviews import ModeratedInterviews, Plan
from mlops_survey_tui.moderation.watching import Watching
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.store.store import Store

WORKSHOP = Path(__file__).parents[2] / "questions" / "examples" / "workshop"


def workshop() -> Questionnaire:
    """Return the example with folders."""
    return load(WORKSHOP)


@dataclass
class HandClock:
    """A clock in seconds that stands still until it is moved."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def milliseconds(self) -> int:
        return round(self.seconds * 1000)

    def move(self, seconds: float) -> None:
        self.seconds += seconds


@dataclass
class Live:
    """One interview that is held, and what the console sees of it."""

    store: Store
    plan: Plan = field(default_factory=lambda: Plan(respondent="R-1", notes=True))
    clock: HandClock = field(default_factory=HandClock)
    seed: str = "1"
    name: str = ""

    def __post_init__(self) -> None:
        self.interviews = ModeratedInterviews(workshop(), self.store, self.plan, seed=self.seed, clock=self.clock)
        self.interviews.next_id = self.name or self.interviews.next_id
        self.name = self.interviews.next_id
        self.opened = self.interviews.begin()
        self.watching = Watching(self.store, self.name, self.clock.milliseconds)

    @property
    def page(self) -> Page:
        page = self.opened.session.page()
        assert page is not None
        return page

    def answer(self, value: object = None, seconds: float = 1.0) -> None:
        """Let time pass, then answer the page shown."""
        self.clock.move(seconds)
        answer = EMPTY if value is None else Answer(value)
        problems = self.opened.session.answer(answer)
        assert not problems, problems

    def to_attendance(self) -> None:
        """Go past the introduction and agree."""
        self.answer()
        self.answer("yes")
