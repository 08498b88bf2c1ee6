"""How many respondents the engine takes through the current edition, and what an answer costs beside other programs.

The comparison runs on surveys made for it (``benchmarks/logical``), of 30, 100 and 1,000 questions.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from statistics import median

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.load import current_edition, load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import drive, from_mapping

from .logical.comparison import compare
from .measured import Result, beside, judged, result
from .surroundings import consenting, drive_one

RESPONDENTS = 20


def measure(runs: int) -> list[Result]:
    """Take respondents through the current edition, and through surveys of all sizes on all sides."""
    results, peers, floors, goals = compare(runs)
    return [*_current_edition(runs), *judged(beside(results, peers, floors), goals)]


def _current_edition(runs: int) -> list[Result]:
    """Take the same random respondents through the survey again and again; making up answers does not count."""
    questionnaire = load(current_edition())
    scripts = [_script(questionnaire, str(number)) for number in range(RESPONDENTS)]
    answers = sum(map(len, scripts))
    interviews, pages, digests = [], [], set()
    for _ in range(runs + 1):
        begun = time.perf_counter()
        digests.add(_digest([_take(questionnaire, str(number), script) for number, script in enumerate(scripts)]))
        elapsed = time.perf_counter() - begun
        interviews.append(elapsed / RESPONDENTS * 1e3)
        pages.append(elapsed / answers * 1e3)
    assert len(digests) == 1, "the same answers led to different interviews"
    events = sum(len(_take(questionnaire, str(number), script)) for number, script in enumerate(scripts))
    rate, each = 1e3 / median(interviews[1:]), events / answers
    return [
        result("engine", "a whole interview of the current edition", "ms", interviews[1:], per_second=rate),
        result("engine", "one page: shown, answered, the next found", "ms", pages[1:], events=each),
    ]


def _script(questionnaire: Questionnaire, seed: str) -> dict[str, Answer]:
    """Return the answers of one random respondent by page."""
    given: dict[str, Answer] = {}
    reply = consenting(questionnaire, Random(seed))
    session = _begin(questionnaire, seed)
    while (page := session.page()) is not None:
        given[page.key] = reply(page)
        drive_one(session, given[page.key])
    return given


def _take(questionnaire: Questionnaire, seed: str, script: dict[str, Answer]) -> Sequence[Event]:
    session = _begin(questionnaire, seed)
    drive(session, from_mapping(script))
    session.finish()
    return session.log


def _begin(questionnaire: Questionnaire, seed: str) -> Session:
    return Session.begin(questionnaire, seed=seed, sink=lambda events: None, clock=lambda: 0.0)


def _digest(logs: Sequence[Sequence[Event]]) -> str:
    told = ([(event.kind, event.page, event.data) for event in log] for log in logs)
    return blake2b(repr(list(told)).encode(), digest_size=8).hexdigest()
