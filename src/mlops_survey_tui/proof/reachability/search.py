"""The bounded search: random walks, as long as they reach something new, within a budget."""

from __future__ import annotations

import time
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from random import Random

from ...interview.answers import EMPTY, Answer
from ...interview.page import Page
from ...questionnaire.model import Questionnaire
from ...rehearsal.replies import random_answer
from ...rehearsal.witness import Witness
from .target import Target, each_seen_in
from .trace import Reply, Trace, walked, walked_by

IDLE, IDLE_BEFORE_SOLVING = 12, 2
"""Random walks without anything new after which the search ends, alone and where a solver comes after it."""
LITTLE = 0.03
"""Share of what is wanted under which a walk finds too little, where a solver comes after it: that takes no longer."""


@dataclass
class Found:
    """Witnesses by target, and the number of walks that they took."""

    witnesses: dict[Target, Witness] = field(default_factory=dict)
    walks: int = 0

    def take(self, trace: Trace, witness: Witness, wanted: Set[Target]) -> int:
        """Note what a walk reached; return how much of it is new."""
        self.walks += 1
        before = len(self.witnesses)
        for target in each_seen_in(trace):
            if target not in self.witnesses and target in wanted:
                self.witnesses[target] = witness
        return len(self.witnesses) - before

    def taker(self, wanted: Set[Target], solver: bool) -> Callable[[Trace, Witness], None]:
        """Return what notes what walks reach that are made for something else, until several reach little."""
        idle, (enough, little) = 0, _patience(wanted, solver)

        def take(trace: Trace, witness: Witness) -> None:
            nonlocal idle
            if idle < enough:
                idle = 0 if self.take(trace, witness, wanted) > little else idle + 1

        return take


def _patience(wanted: Set[Target], solver: bool) -> tuple[int, float]:
    """Return after how many walks a search ends that reach no more than so many new targets."""
    return (IDLE_BEFORE_SOLVING, LITTLE * len(wanted)) if solver else (IDLE, 0)


def explore(
    questionnaire: Questionnaire,
    wanted: set[Target],
    seed: str,
    seconds: float,
    solver: bool = True,
    clock: Callable[[], float] = time.monotonic,
    most: int = 400,
    found: Found | None = None,
) -> Found:
    """Walk at random until everything is reached, nothing new comes up for a while, or the time is over.

    ``found`` is what was found before; then more is added to it.
    """
    found, idle = found or Found(), 0
    enough, little = _patience(wanted, solver)
    began = clock()
    for number in range(most):
        if idle >= enough or clock() - began > seconds or wanted <= found.witnesses.keys():
            break
        walk_seed = f"{seed}-{number}"
        trace = walked(questionnaire, style_of(questionnaire, Random(walk_seed), number), walk_seed)
        new = found.take(trace, Witness(walk_seed, trace.answers), wanted)
        idle = 0 if new > little else idle + 1
    return found


def style_of(questionnaire: Questionnaire, random: Random, number: int) -> Reply:
    """Return a respondent: the first answers everything, the second skips, others mix, some love special answers."""
    if number == 1:
        return lambda page: EMPTY if not page.required else staying(questionnaire, page, random, 0, 0)
    skips, specials = ((0.0, 0.0), (0.0, 0.0), (0.05, 0.0), (0.1, 0.1), (0.05, 0.6), (0.5, 0.1))[number % 6]

    def reply(page: Page) -> Answer:
        if number % 9 == 8:
            return safely(page, random, skips, specials)
        return staying(questionnaire, page, random, skips, specials)

    return reply


def staying(questionnaire: Questionnaire, page: Page, random: Random, skips: float, specials: float) -> Answer:
    """Return a random answer, hardly ever one that ends the interview."""
    ending = questionnaire.question_by_id[page.question].settings.get("ends", {})
    for _ in range(20):
        answer = safely(page, random, skips, specials)
        if not (isinstance(answer.value, str) and answer.value in ending):
            break
    return answer


def safely(page: Page, random: Random, skips: float, specials: float) -> Answer:
    """Return a random answer, or none where the page leaves nothing to choose."""
    try:
        return random_answer(page, random, skips, specials)
    except (ValueError, IndexError):
        return EMPTY


def confirm(questionnaire: Questionnaire, witness: Witness, found: Found, wanted: set[Target]) -> None:
    """Walk a candidate and note what it reaches."""
    found.take(walked_by(questionnaire, witness), witness, wanted)
