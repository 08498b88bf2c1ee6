"""What an interview came to: one entry for every question, answered or with the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..questionnaire.model import Question, Questionnaire
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
    found: list[FinalAnswer] = []
    for question in world.questionnaire.questions:
        pages = world.pages.get(question.id, ())
        if question.kind != "info":
            found += [_of_page(world, key) for key in pages] or [_absent(world, question)]
    return found


def _of_page(world: World, key: str) -> FinalAnswer:
    question, path = split_key(key)
    answer = world.effective.get(key)
    if answer is not None and not answer.is_empty:
        return FinalAnswer(key, question, "/".join(path), answer.special or "answered", answer)
    skipped = world.facts.passed(key) and key not in world.changed_answers
    return FinalAnswer(key, question, "/".join(path), "skipped" if skipped else "not_reached")


def _absent(world: World, question: Question) -> FinalAnswer:
    section = world.questionnaire.section_by_id[question.section]
    if section.module and not world.facts.outcome and not assignment_known(world):
        status = "not_reached"
    elif section.module and section.id not in world.assignment.modules:
        applies = section.when is None or world.closure(section.when)(world.root) is not False
        status = "not_assigned" if applies else "not_routed"
    elif not world.included(question.id):
        status = "not_assigned"
    elif world.facts.outcome == "complete":
        status = "not_routed"
    else:
        status = "not_reached" if _still_open(world, question) else "not_routed"
    return FinalAnswer(question.id, question.id, "", status)


def _still_open(world: World, question: Question) -> bool:
    """Whether a question without a page might still have come up when the interview stopped."""
    return not (section_settled(world, question.section) and reads_settled(world, question))
