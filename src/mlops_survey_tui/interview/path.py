"""The path through the survey: which page comes after and before which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..questionnaire.model import Section
from .keys import page_key, split_key
from .plan import Plan

if TYPE_CHECKING:
    from .world import World


def section_order(world: World) -> list[Section]:
    """Return the sections in the order they are played: a volunteered module moves behind its slot."""
    sections = list(world.questionnaire.sections)
    volunteer = world.assignment.volunteer
    if not volunteer:
        return sections
    moved = world.questionnaire.section_by_id[volunteer]
    rest = [section for section in sections if section.id != volunteer]
    slots = [index for index, section in enumerate(rest) if section.volunteer_slot]
    rest.insert(slots[0] + 1 if slots else len(rest), moved)
    return rest


def section_pages(world: World, section: Section, step: int = 1) -> Iterator[str]:
    """Yield the pages of a section, loop item by loop item; ``step`` -1 yields them backwards."""
    if section.loop is None:
        for question in section.questions[::step]:
            yield from world.pages.get(question, ())[::step]
        return
    by_id = world.questionnaire.question_by_id
    for path in world.shown.get(section.id, ())[::step]:
        for question in section.questions[::step]:
            pages = world.pages.get(question, ())
            if by_id[question].loop is not None:
                yield from (key for key in pages[::step] if split_key(key)[1][:1] == path)
            elif (key := page_key(question, path)) in pages:
                yield key


def all_pages(world: World) -> Iterator[str]:
    """Yield all pages on the path in order."""
    for section in section_order(world):
        yield from section_pages(world, section)


def page_after(world: World, plan: Plan, key: str) -> str:
    """Return the first of :func:`pages_from`, '' at the end, without going over the pages of whole sections."""
    if world.assignment.volunteer or plan.nested or key not in world.pages[plan.name]:
        return next(pages_from(world, key), "")
    if plan.alone:
        pages, names = world.pages, world.plans.names
        for at in range(plan.place + 1, plan.behind):
            if found := pages[names[at]]:
                return found[0]
        return _first_from(world, plan.behind)
    return _later_in_loop(world, plan, key.partition("@")[2]) or _first_from(world, plan.behind)


def _later_in_loop(world: World, plan: Plan, item: str) -> str:
    """Return the next page of this pass of a section, or the first of a later pass, '' behind the last."""
    pages, names = world.pages, plan.section.questions
    for at in range(len(names) + plan.place + 1 - plan.behind, len(names)):
        name = names[at]
        if (key := f"{name}@{item}") in pages[name]:
            return key
    passes = world.shown[plan.section.id]
    for path in passes[passes.index((item,)) + 1 :]:
        for name in names:
            if (key := f"{name}@{path[0]}") in pages[name]:
                return key
    return ""


def _first_from(world: World, place: int) -> str:
    """Return the first page of the questions from a place in the survey on."""
    pages, names = world.pages, world.plans.names
    for at in range(place, len(names)):
        if found := pages[names[at]]:
            plan = world.plans.order[at]
            return found[0] if plan.section.loop is None else next(section_pages(world, plan.section))
    return ""


def pages_from(world: World, key: str, step: int = 1) -> Iterator[str]:
    """Yield the pages after ``key`` (before it, backwards, for ``step`` -1); ``key`` may have left the path."""
    name, _ = split_key(key)
    home = world.questionnaire.question_by_id[name].section
    order = section_order(world)
    index = next(i for i, section in enumerate(order) if section.id == home)
    yield from _within(world, order[index], key, step)
    others: Sequence[Section] = order[index + 1 :] if step == 1 else order[:index][::-1]
    for section in others:
        yield from section_pages(world, section, step)


def _within(world: World, section: Section, key: str, step: int) -> Iterator[str]:
    name, path = split_key(key)
    if section.loop is None and key in world.pages.get(name, ()) and len(world.pages[name]) == 1:
        place = section.questions.index(name)
        following = section.questions[place + 1 :] if step == 1 else section.questions[:place][::-1]
        for question in following:
            yield from world.pages.get(question, ())[::step]
        return
    pages = list(section_pages(world, section, step))
    if key in pages:
        yield from pages[pages.index(key) + 1 :]
        return
    order = {question: place for place, question in enumerate(section.questions)}
    place = order[name]
    for candidate in pages:
        other, other_path = split_key(candidate)
        later = (order[other] - place) * step > 0
        if later or (section.loop is not None and other_path[:1] != path[:1]):
            yield candidate


def passed_sections(world: World, key: str) -> frozenset[str]:
    """Return the sections up to and with the one of ``key``."""
    home = world.questionnaire.question_by_id[split_key(key)[0]].section
    passed = set()
    for section in section_order(world):
        passed.add(section.id)
        if section.id == home:
            break
    return frozenset(passed)
