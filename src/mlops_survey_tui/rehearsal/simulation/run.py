"""Many simulated interviews, on several cores, in the order of their numbers."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from ...interview.answers import Answer
from ...interview.events import Event, EventKind
from ...interview.outcome import FinalAnswer, answers_of
from ...interview.timing import elapsed_seconds
from ...questionnaire.compiler.reading import read_file
from ...questionnaire.model import Questionnaire
from ...questionnaire.offerings import offered, offered_by
from .consistency import contradictions
from .fit import Choices
from .format import PersonaSpec, PersonasSpec
from .respondent import Simulated, simulate_one

ANYBODY = PersonaSpec(id="anybody")
"""Who answers where no personas are given: at random, validly."""
_CHUNK = 20


@dataclass(frozen=True, slots=True)
class Result:
    """One simulated interview, small enough to be handed from one process to another.

    ``maxdiff`` holds by question the sets shown and the answer; ``seconds`` is the active time.
    """

    number: int
    persona: str
    seed: str
    ended: str
    seconds: float
    events: tuple[Event, ...]
    answers: tuple[FinalAnswer, ...]
    contradictions: tuple[str, ...] = ()
    maxdiff: Mapping[str, Choices] = field(default_factory=dict)


def read_personas(file: Path) -> list[PersonaSpec]:
    """Return the personas of a file.

    Raises:
        QuestionnaireInvalid: the file has faults; the exception lists all of them.
    """
    return read_file(file, PersonasSpec)[0].personas


def unknown_names(questionnaire: Questionnaire, personas: Sequence[PersonaSpec]) -> list[str]:
    """Return what personas name that the questionnaire does not have: questions, and options of questions."""
    found: dict[str, None] = {}
    for persona in personas:
        for names in (persona.answers, persona.weights, persona.numbers, persona.utilities, persona.quits_at):
            found.update((name, None) for name in names if name.partition("@")[0] not in questionnaire.question_by_id)
        for by_question in (persona.weights, persona.utilities):
            for name, options in by_question.items():
                found.update((f"{name}: {option}", None) for option in _unknown_options(questionnaire, name, options))
    return list(found)


def _unknown_options(questionnaire: Questionnaire, name: str, options: Iterable[str]) -> Iterator[str]:
    question = questionnaire.question_by_id.get(name)
    if question is None:
        return
    columns = tuple(source for scale in question.columns for source in scale.sources)
    possible = {**offered_by(questionnaire, question), **offered(questionnaire, columns)}
    known = [*possible, *(option.id for option in (*question.specials, *question.row_specials))]
    labels = [option.label for option in possible.values()]
    settings = question.settings
    points = range(settings["low"], settings["high"] + 1) if "low" in settings else ()
    yield from (option for option in options if option not in (*known, *labels, *map(str, points)))


def simulate(
    questionnaire: Questionnaire, personas: Sequence[PersonaSpec], count: int, seed: str, processes: int = 0
) -> Iterator[Result]:
    """Yield so many simulated interviews; they depend on the seed and their number, not on the number of processes."""
    processes = min(processes or os.cpu_count() or 1, max(1, count // _CHUNK))
    job = (questionnaire.to_json(), [persona.model_dump() for persona in personas], seed)
    if processes == 1:
        _prepare(*job)
        yield from map(_result, range(count))
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, _prepare, job) as pool:
        yield from pool.imap(_result, range(count), chunksize=_CHUNK)


_work: dict[str, Any] = {}
"""What a process needs for its interviews; set once when it starts."""


def _prepare(questionnaire: str, personas: list[dict[str, Any]], seed: str) -> None:
    _work["questionnaire"] = Questionnaire.from_json(questionnaire)
    _work["personas"] = [PersonaSpec.model_validate(persona) for persona in personas]
    _work["seed"] = seed


def _result(number: int) -> Result:
    personas: list[PersonaSpec] = _work["personas"]
    seed = f"{_work['seed']}-{number}"
    persona = Random(f"persona:{seed}").choices(personas, [one.share for one in personas])[0]
    return summed_up(number, seed, simulate_one(_work["questionnaire"], persona, seed))


def summed_up(number: int, seed: str, simulated: Simulated) -> Result:
    """Return what is kept of an interview."""
    session = simulated.session
    return Result(
        number=number,
        persona=simulated.persona,
        seed=seed,
        ended=session.ended,
        seconds=elapsed_seconds(session.world),
        events=tuple(session.log),
        answers=tuple(answers_of(session.world)),
        contradictions=tuple(contradictions(session)),
        maxdiff=_maxdiff(session.questionnaire, session.log, session.world.effective),
    )


def _maxdiff(questionnaire: Questionnaire, log: Sequence[Event], answers: Mapping[str, Answer]) -> dict[str, Choices]:
    shown = {
        event.page: event.data["sets"] for event in log if event.kind is EventKind.DISPLAYED and "sets" in event.data
    }
    return {key: (sets, answers[key]) for key, sets in shown.items() if key in answers and not answers[key].special}
