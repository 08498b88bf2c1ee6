"""A way through a questionnaire as data: enough to walk it again, and to be written down as a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..interview.answers import Answer
from ..interview.pins import NO_PINS, Pins
from ..interview.session import Session
from ..questionnaire.model import Questionnaire
from .driver import Refused, drive, from_mapping


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers by page key, under a seed and what is pinned of chance; every other page is skipped.

    ``reaches`` says in words what it shows ("question role", "option role: engineer").
    """

    seed: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    pins: Pins = NO_PINS
    sections: tuple[str, ...] = ()
    reaches: str = ""


def walk(questionnaire: Questionnaire, witness: Witness, clock: Callable[[], float] = lambda: 0.0) -> Session:
    """Return the interview that a witness leads to, at its end or where an answer of it is refused.

    The pace guard is off and, with the default clock, no time passes; so the path depends on the witness alone.
    """
    session = Session.begin(
        questionnaire, seed=witness.seed, sink=lambda events: None, clock=clock, sections=witness.sections,
        chosen_seed=True, pace_guard=False, pins=witness.pins,
    )  # fmt: skip
    try:
        drive(session, from_mapping(witness.answers))
    except Refused:
        return session
    session.finish()
    return session
