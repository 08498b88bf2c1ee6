"""Made-up respondents of logical surveys: what each answers, page by page, the same for every side."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from ..peers.closures import Key, Machine
from .description import NUMBERS, LogicalSurvey, Question

Answers = Mapping[str, Any]
"""Answers by page: ``question`` or ``question@item``; None skips."""
SKIPPED = 0.04
"""Share of pages that are passed without an answer."""
WORDS = ["models", "fail", "when", "data", "changes", "and", "nobody", "looks", "at", "what", "went", "in"]


def respondents(survey: LogicalSurvey, program: list[Any], count: int) -> list[dict[str, Any]]:
    """Return the answers of so many respondents, in the order of the pages that each of them meets."""
    questions = {question.id: question for question in survey.questions()}
    looped_over = {section.over for section in survey.sections}
    found = []
    for number in range(count):
        random = Random(f"{survey.seed}:{survey.size}:{number}")
        machine, given = Machine(program), dict[str, Any]()
        while machine.key is not None:
            key = page_key(machine.key)
            question = questions[key.partition("@")[0]]
            given[key] = _answer(question, random, most=3 if question.id in looped_over else 6)
            assert machine.answer(given[key]), (key, given[key])
        found.append(given)
    return found


def page_key(key: Key) -> str:
    """Return a key of the closures as this program writes it."""
    return key if isinstance(key, str) else "@".join(key)


def _answer(question: Question, random: Random, most: int) -> Any:
    if random.random() < SKIPPED:
        return None
    if question.kind == "single":
        return random.choice(question.options)
    if question.kind == "multi":
        chosen = set(random.sample(question.options, random.randint(1, most)))
        return [option for option in question.options if option in chosen]
    return random.randint(*NUMBERS) if question.kind == "number" else " ".join(random.choices(WORDS, k=8))
