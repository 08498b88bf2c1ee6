"""Which pages a question has now: one for each pass of the loops around it in which its condition holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..questionnaire.model import Question
from .keys import page_key
from .plan import Plan

if TYPE_CHECKING:
    from .scope import Scope
    from .world import World


def pages_of(world: World, plan: Plan) -> tuple[str, ...]:
    """Return the pages of a question whose section is on the path."""
    if not plan.plain or world.facts.sections:
        return tuple(_pages_of_any(world, plan.question))
    when, name = plan.when, plan.name
    if plan.alone:
        return plan.keys if when is None or when(world.root) is True else ()
    scopes = world.passes.get(plan.home)
    if scopes is None:
        scopes = {path[0]: world.section_scope(plan.section, path) for path in world.shown[plan.home]}
    if when is None:
        return tuple([f"{name}@{item}" for item in scopes])
    return tuple([f"{name}@{item}" for item, scope in scopes.items() if when(scope) is True])


def _pages_of_any(world: World, question: Question) -> Iterator[str]:
    """Yield the pages of any question, whatever it depends on."""
    if not world.included(question.id):
        return
    section = world.questionnaire.section_by_id[question.section]
    for path in world.shown[section.id]:
        scope = world.section_scope(section, path)
        if question.loop is None:
            if _is_asked(world, question, scope):
                yield page_key(question.id, path)
            continue
        for item in world.question_items(question, scope):
            inner = world.item_scope(question, scope, item)
            if _is_asked(world, question, inner):
                yield page_key(question.id, inner.path)


def _is_asked(world: World, question: Question, scope: Scope) -> bool:
    return world.holds(question.when, scope) and world.has_choices(question, scope)
