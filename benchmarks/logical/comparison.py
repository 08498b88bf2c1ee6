"""The engine on logical surveys, beside plain functions and SurveyJS: the same surveys, the same answers, CPU time.

``BENCHMARK_SIZES`` (30,100,1000 by default) and ``BENCHMARK_SEED`` (1) choose other surveys. Every side's outcome is
compared before anything is timed: the pages shown in order, their titles, the answers that count; and the two logs in
Python entry by entry. A difference ends the measurement.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..measured import Goal, Result, at_most, result
from .as_closures import program_of
from .as_questionnaire import questionnaire_of
from .description import LogicalSurvey
from .generate import generate
from .respondents import Answers, page_key, respondents
from .surveyjs import Bound, take_through
from .walks import as_answers, keyed_for_machine, outcome_of_machine, outcome_of_session, walk_machine, walk_session

GROUP = "engine"
SIZES, SEED = "BENCHMARK_SIZES", "BENCHMARK_SEED"
ANSWERS = 2_000
"""How many answers a sample has at least; from as many respondents as that takes."""
BOUNDS: Mapping[int, Bound] = {30: Bound(3), 100: Bound(1), 1000: Bound(1, most=15)}
"""What SurveyJS is given: at 1,000 questions it would take minutes for a single respondent."""


def sizes() -> list[int]:
    """Return how many questions the surveys have, smallest first."""
    return sorted(int(size) for size in os.environ.get(SIZES, "30,100,1000").split(","))


@dataclass(frozen=True)
class Case:
    """One survey with its respondents, for all sides."""

    survey: LogicalSurvey

    @classmethod
    def of(cls, size: int) -> Case:
        """Return the case of a size, with the seed that is asked for."""
        return cls(generate(size, int(os.environ.get(SEED, "1"))))

    @cached_property
    def program(self) -> list[Any]:
        """The survey as plain functions."""
        return program_of(self.survey)

    @cached_property
    def questionnaire(self) -> Any:
        """The survey as a questionnaire of this program."""
        return questionnaire_of(self.survey)

    @cached_property
    def given(self) -> list[Answers]:
        """The answers of all respondents."""
        return list(respondents(self.survey, self.program, 1 + ANSWERS // self.survey.size))

    @property
    def answers(self) -> int:
        """How many answers the respondents give together; a page that is skipped counts."""
        return sum(map(len, self.given))

    def ours(self) -> Callable[[], None]:
        """Return what takes all respondents through this program's session."""
        questionnaire, people = self.questionnaire, [as_answers(given) for given in self.given]

        def take() -> None:
            for number, given in enumerate(people):
                walk_session(questionnaire, given, number)

        return take

    def plain(self) -> Callable[[], None]:
        """Return what takes all respondents through the plain functions."""
        program, people = self.program, [keyed_for_machine(given) for given in self.given]

        def take() -> None:
            for given in people:
                walk_machine(program, given)

        return take

    def check(self) -> list[str]:
        """Compare what the two sides in Python come to; return the digests of the first respondents, for SurveyJS.

        Raises:
            AssertionError: they differ.
        """
        bound, digests = BOUNDS.get(self.survey.size, Bound(1, most=15)), []
        for number, given in enumerate(self.given):
            shown, session = walk_session(self.questionnaire, as_answers(given), number)
            titles, machine = walk_machine(self.program, keyed_for_machine(given))
            ours, theirs = outcome_of_session(shown, session), outcome_of_machine(titles, machine)
            if ours != theirs or ours.digest() != theirs.digest():
                raise AssertionError(f"{self.survey.size} questions, respondent {number}: other outcomes")
            told = [(event.sequence, str(event.kind), event.page, event.data.get("value")) for event in session.log]
            log = [(at, kind, page_key(key), data.get("value")) for at, kind, key, data, _ in machine.log]
            if told != log:
                raise AssertionError(f"{self.survey.size} questions, respondent {number}: other logs")
            digests.append(ours.digest(bound.most))
        return digests[: bound.respondents]


def compare(runs: int) -> tuple[list[Result], dict[str, str], dict[str, str], dict[str, list[Goal]]]:
    """Return the lines of all sizes, their peers, their floors, and their goals."""
    samples: dict[str, list[float]] = {}
    results, peers, floors, goals = [], dict[str, str](), dict[str, str](), dict[str, list[Goal]]()
    cases = {size: Case.of(size) for size in sizes()}
    digests = {size: case.check() for size, case in cases.items()}
    jobs = [job for size, case in cases.items() for job in ((size, OURS, case.ours()), (size, PLAIN, case.plain()))]
    with _settled():
        for number in range(runs + 1):
            for size, name, take in jobs:
                spent = _microseconds(take, 1 if name == OURS else 3) / cases[size].answers
                if number:
                    samples.setdefault(_line(name, size), []).append(spent)
    for size, case in cases.items():
        ours, plain, other = (_line(name, size) for name in (OURS, PLAIN, SURVEYJS))
        bound = BOUNDS.get(size, Bound(1, most=15))
        found = take_through(case.survey, case.given[: bound.respondents], bound, digests[size])
        results += [result(GROUP, name, "µs CPU", samples[name], answers=case.answers) for name in (plain, ours)]
        if found is not None:
            results.append(result(GROUP, other, "µs CPU", [found.microseconds], answers=found.answers))
        peers[ours], floors[ours] = other, plain
        goals[ours] = [at_most(4, plain), at_most(1 / 600, other)]
    least, most = _line(OURS, min(cases)), _line(OURS, max(cases))
    if least != most:
        goals[most].append(at_most(2, least))
    return results, peers, floors, goals


OURS, PLAIN, SURVEYJS = "this program, full event log", "plain functions", "SurveyJS"


def _line(name: str, size: int) -> str:
    return f"an answer of {size:,} questions: {name}"


@contextmanager
def _settled() -> Iterator[None]:
    """Take what stands out of the garbage collector's sight, as the program does once its first screen is drawn."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _microseconds(take: Callable[[], None], times: int) -> float:
    """Return the processor time of one of several goes, in microseconds."""
    gc.collect()
    begun = time.process_time()
    for _ in range(times):
        take()
    return (time.process_time() - begun) / times * 1e6
