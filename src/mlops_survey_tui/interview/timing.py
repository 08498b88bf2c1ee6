"""Minutes done and left, by the time model and at the respondent's own pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..questionnaire.model import Question, Section
from ..questionnaire.rotation import PaceGuard
from .keys import page_key, split_key
from .modules import assignment_known, known_not_to_apply, reads_settled, section_settled
from .path import all_pages, section_order

if TYPE_CHECKING:
    from .world import World

PAUSES = PaceGuard(after_questions=8, limit_minutes=15, pause_above_seconds=120, pause_counts_seconds=30)
LEAST_PACE, MOST_PACE = 0.4, 4.0


def page_seconds(world: World, key: str) -> float:
    """Return the typical seconds of a page; from the second loop pass on less is read."""
    name, _ = split_key(key)
    question = world.questionnaire.question_by_id[name]
    pages = world.pages.get(name, ())
    first = not pages or pages[0] == key
    return question.seconds.typical if first else question.seconds.repeat


def elapsed_seconds(world: World) -> float:
    """Return the active seconds so far; a long pause counts as a short one."""
    rotation = world.questionnaire.rotation
    rule = (rotation.pace_guard if rotation else None) or PAUSES
    longest = rule.pause_above_seconds * 1000
    counted = rule.pause_counts_seconds * 1000
    spent = (ms if ms <= longest else counted for times in world.facts.page_ms.values() for ms in times)
    return sum(spent) / 1000


def pace(world: World) -> float:
    """Return time spent over time estimated for what was answered; 1.0 before a minute's worth is answered."""
    estimated = sum(page_seconds(world, key) for key in world.facts.given if world.facts.passed(key))
    if estimated < 60:
        return 1.0
    return min(MOST_PACE, max(LEAST_PACE, elapsed_seconds(world) / estimated))


def seconds_left(world: World) -> float:
    """Return the estimated seconds of the pages that are still open, those that may yet come up included."""
    left = sum(page_seconds(world, key) for key in all_pages(world) if not world.facts.passed(key))
    return left + _modules_to_come(world) + sum(_possible(world, section) for section in section_order(world))


def _modules_to_come(world: World) -> float:
    """Return the median seconds of a form's modules while it is not known yet whether a form is given."""
    rotation = world.questionnaire.rotation
    if rotation is None or assignment_known(world):
        return 0.0
    seconds = {
        section.id: section_seconds(world, section) for section in world.questionnaire.sections if section.module
    }
    return rotation.median_seconds(seconds)


def seconds_done(world: World) -> float:
    """Return the estimated seconds of the pages on the path that lie behind."""
    return sum(page_seconds(world, key) for key in all_pages(world) if world.facts.passed(key))


def section_seconds(world: World, section: Section) -> float:
    """Return the typical seconds of a whole section."""
    passes = section.loop.passes if section.loop else 1.0
    return passes * sum(_question_seconds(world.questionnaire.question_by_id[name]) for name in section.questions)


def _question_seconds(question: Question) -> float:
    passes = question.loop.passes if question.loop else 1.0
    return question.seconds.typical + max(0.0, passes - 1) * question.seconds.repeat


def _possible(world: World, section: Section) -> float:
    """Return the estimated seconds of a section's questions whose conditions are still unknown."""
    if section.module and section.id not in world.assignment.modules:
        return 0.0
    if section.when is not None and world.closure(section.when)(world.root) is False:
        return 0.0
    if not world.shown.get(section.id):
        if section.module and known_not_to_apply(world, section.id):
            return 0.0
        return section_seconds(world, section) if _undecided(world, section) else 0.0
    questions = (world.questionnaire.question_by_id[name] for name in section.questions)
    return sum(_question_seconds(question) for question in questions if _may_come(world, section, question))


def _undecided(world: World, section: Section) -> bool:
    """Whether a section that is not shown may yet come up: something that it depends on is still to be asked."""
    unknown = section.loop is not None or (section.when is not None and world.closure(section.when)(world.root) is None)
    return unknown and not section_settled(world, section.id)


def _may_come(world: World, section: Section, question: Question) -> bool:
    if world.pages.get(question.id) or section.loop is not None or not world.included(question.id):
        return False
    if question.loop is not None:
        return not any(world.facts.passed(page_key(name)) for name in question.reads)
    unknown = question.when is not None and world.closure(question.when)(world.root) is None
    return unknown and not reads_settled(world, question)
