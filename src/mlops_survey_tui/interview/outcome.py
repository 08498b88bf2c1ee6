"""What an interview came to: one entry for every question, answered or with the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..questionnaire.model import Question, Questionnaire, Section
from .answers import Answer
from .events import Event
from .facts import Facts
from .keys import split_key
from .modules import assignment_known, reads_settled, section_settled
from .world import World


@dataclass(frozen=True, slots=True)
class FinalAnswer:
    """The effective answer of one page, or the code of why there is none.

    ``status`` is "answered", the id of a special answer, or one of skipped, not_reached, not_routed, not_assigned.
    """

    key: str
    question: str
    item: str
    status: str
    answer: Answer | None = None


def final_answers(questionnaire: Questionnaire, events: Sequence[Event], seed: str = "") -> list[FinalAnswer]:
    """Return the final answers of a log, in the order of the survey. Answers off the path are not among them."""
    return answers_of(World(questionnaire, seed, Facts(events)))


def answers_of(world: World) -> list[FinalAnswer]:
    """Return the final answers of an evaluated interview."""
    found = []
    for key, status in statuses_of(world).items():
        question, path = split_key(key)
        answer = world.effective.get(key) if key in world.pages.get(question, ()) else None
        given = answer if answer is not None and not answer.is_empty else None
        found.append(FinalAnswer(key, question, "/".join(path), status, given))
    return found


def statuses_of(world: World) -> dict[str, str]:
    """Return the status of every page on the path, and of every question without one, in the order of the survey."""
    found: dict[str, str] = {}
    left_out = {section.id: _left_out(world, section) for section in world.questionnaire.sections if section.module}
    for question in world.questionnaire.questions:
        if question.shape == "info":
            continue
        pages = world.pages.get(question.id, ())
        for key in pages:
            found[key] = _status(world, key)
        if not pages:
            found[question.id] = left_out.get(question.section) or _absent(world, question)
    return found


def _status(world: World, key: str) -> str:
    answer = world.effective.get(key)
    if answer is not None and not answer.is_empty:
        return answer.special or "answered"
    return "skipped" if world.facts.passed(key) and key not in world.changed_answers else "not_reached"


def _left_out(world: World, module: Section) -> str:
    """Return why no question of a module has a page, or '' where that depends on the question."""
    if not world.facts.outcome and not assignment_known(world):
        return "not_reached"
    if module.id in world.assignment.modules:
        return ""
    applies = module.when is None or world.closure(module.when)(world.root) is not False
    return "not_assigned" if applies else "not_routed"


def _absent(world: World, question: Question) -> str:
    """Return why a question has no page, although its section may have some."""
    if not world.included(question.id):
        return "not_assigned"
    if world.facts.outcome == "complete":
        return "not_routed"
    return "not_reached" if _still_open(world, question) else "not_routed"


def _still_open(world: World, question: Question) -> bool:
    """Whether a question without a page might still have come up when the interview stopped."""
    return not (section_settled(world, question.section) and reads_settled(world, question))
