"""One interview walked to look at it: the pages as they were displayed, and what was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...interview.answers import EMPTY, Answer
from ...interview.page import Page
from ...interview.pins import NO_PINS, Pins
from ...interview.session import Session
from ...questionnaire.model import Questionnaire
from ...rehearsal.driver import from_mapping
from ...rehearsal.witness import Witness

Reply = Callable[[Page], Answer]


@dataclass
class Trace:
    """A session at its end, or where an answer was refused, with its pages and the codes of problems by page."""

    session: Session
    pages: list[Page] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    problems: dict[str, set[str]] = field(default_factory=dict)
    refused: str = ""

    def reached(self, position: dict[str, int]) -> int:
        """Return the position behind which nothing was looked at; that of the end where the interview came there."""
        if self.session.ended == "complete" or not self.pages:
            return len(position)
        return max(position[page.question] for page in self.pages)


def walked(questionnaire: Questionnaire, reply: Reply, seed: str, pins: Pins = NO_PINS) -> Trace:
    """Walk an interview page by page, without pace guard and with a clock that stands still.

    A soft remark is overridden. A refused answer ends the walk.
    """
    session = Session.begin(
        questionnaire, seed=seed, sink=lambda events: None, clock=lambda: 0.0, chosen_seed=True, pace_guard=False,
        pins=pins,
    )  # fmt: skip
    trace = Trace(session)
    while (page := session.page()) is not None:
        trace.pages.append(page)
        answer = reply(page)
        if answer != EMPTY:
            trace.answers[page.key] = answer
        problems = session.answer(answer)
        if problems:
            trace.problems[page.key] = {problem.code for problem in problems}
            if not all(problem.soft for problem in problems) or session.answer(answer):
                trace.refused = page.key
                return trace
    session.finish()
    return trace


def walked_by(questionnaire: Questionnaire, witness: Witness) -> Trace:
    """Walk the way of a witness."""
    return walked(questionnaire, from_mapping(witness.answers), witness.seed, witness.pins)


def positions(questionnaire: Questionnaire) -> dict[str, int]:
    """Return the place of each question in the order of the survey."""
    return {question.id: number for number, question in enumerate(questionnaire.questions)}
