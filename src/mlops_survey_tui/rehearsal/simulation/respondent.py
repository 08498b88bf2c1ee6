"""One simulated respondent: a persona, a seed, and the interview that comes of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from ...interview.answers import EMPTY, Answer
from ...interview.events import Event
from ...interview.page import Page
from ...interview.session import Session
from ...interview.timing import page_seconds
from ...questionnaire.model import Questionnaire
from ..clock import RehearsalClock
from .format import PersonaSpec
from .persona import reply

MODE = "simulated"
_PAGE_SPREAD = 0.35
"""Standard deviation of the logarithm of the time for one page, beside the respondent's own pace."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated interview. ``persona`` is the persona's id."""

    persona: str
    session: Session


def simulate_one(questionnaire: Questionnaire, persona: PersonaSpec, seed: str) -> Simulated:
    """Let a persona take the survey; the same persona and seed give the same interview."""
    random, clock = Random(seed), RehearsalClock()
    pace = persona.pace * math.exp(random.gauss(0, persona.pace_spread))
    session = Session.begin(questionnaire, seed=seed, sink=_nowhere, clock=clock)
    while (page := session.page()) is not None:
        if page.question in persona.quits_at or (persona.quits and random.random() < persona.quits):
            session.pause()
            return Simulated(persona.id, session)
        clock.move(pace * page_seconds(session.world, page.key) * math.exp(random.gauss(0, _PAGE_SPREAD)))
        _give(session, page, persona, random)
        if session.ended:
            return Simulated(persona.id, session)
    session.finish()
    return Simulated(persona.id, session)


def _give(session: Session, page: Page, persona: PersonaSpec, random: Random) -> None:
    """Answer a page: twice where it is only warned about; where it is refused, skip, or find anything valid."""
    answer = _agreement(session, page, persona) or reply(persona, page, random)
    for attempt in (answer, answer, EMPTY):
        if not session.answer(attempt):
            return
    for _ in range(100):
        if not session.answer(reply(PersonaSpec(id=persona.id, skips=0), page, random)):
            return
    raise ValueError(f"{page.key} is required, and no valid answer to it was found")


def _agreement(session: Session, page: Page, persona: PersonaSpec) -> Answer | None:
    """Return the answer with which a persona takes part, unless it says itself what it answers."""
    if page.question != session.questionnaire.consent or page.question in {*persona.answers, *persona.weights}:
        return None
    ends = session.questionnaire.question_by_id[page.question].settings.get("ends", {})
    return next((Answer(choice.id) for choice in page.options if choice.id not in ends), None)


def _nowhere(events: Sequence[Event]) -> None:
    """Store nothing: the session keeps its log."""
