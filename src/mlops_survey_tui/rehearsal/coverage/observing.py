"""Which targets one moment of an interview covers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...interview.answers import Answer
from ...interview.keys import split_key
from ...interview.page import Page
from ...interview.scope import Scope
from ...interview.world import World
from ...questionnaire.condition_places import ConditionPlace, condition_places
from ...questionnaire.model import Question, Questionnaire
from .targets import (
    CHOICE,
    CONDITION,
    DRAW,
    EXCLUSIVE,
    LOOP,
    NOT_TRUE,
    OPTION,
    QUESTION,
    SECTION,
    SPECIAL,
    TRUE,
    Target,
    ending_target,
    loop_counts,
    point_name,
)  # fmt: skip


class Places:
    """The conditions of a questionnaire by when they are looked at, and by their owner."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._by_owner: dict[tuple[str, str], list[ConditionPlace]] = {}
        self._by_kind: dict[str, list[ConditionPlace]] = {}
        for place in condition_places(questionnaire):
            self._by_owner.setdefault((place.kind, place.owner), []).append(place)
            self._by_kind.setdefault(place.kind, []).append(place)

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Places:
        """Return the places of a questionnaire, sorted once."""
        memory = questionnaire.memory
        if "coverage_places" not in memory:
            memory["coverage_places"] = cls(questionnaire)
        found: Places = memory["coverage_places"]
        return found

    def of_owner(self, kind: str, owner: str) -> list[ConditionPlace]:
        """Return the conditions of one owner that are looked at at this time."""
        return self._by_owner.get((kind, owner), [])

    def of_kind(self, *kinds: str) -> Iterator[ConditionPlace]:
        """Yield the conditions that are looked at at these times."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())


def _side(world: World, place: ConditionPlace, scope: Scope) -> Target:
    holds = world.closure(place.tree)(scope) is True
    return Target(CONDITION, place.name, TRUE if holds else NOT_TRUE)


def at_page(world: World, page: Page) -> Iterator[Target]:
    """Yield what a displayed page covers: itself, what it offers, and the conditions that decide about it."""
    question = world.questionnaire.question_by_id[page.question]
    yield Target(SECTION, question.section)
    yield Target(QUESTION, page.question)
    for choice in (*page.options, *page.rows, *page.extra_rows):
        yield Target(OPTION, page.question, choice.id)
    for scale in page.scales:
        yield from (Target(OPTION, page.question, point_name(scale.id, point.id)) for point in scale.points)
    scope = world.scope(page.key)
    for place in Places.of(world.questionnaire).of_owner("page", page.question):
        yield _side(world, place, scope)


def at_answer(world: World, page: Page, answer: Answer) -> Iterator[Target]:
    """Yield what an answer covers that was given to a page and counts now."""
    if answer.special:
        yield Target(SPECIAL, page.question, answer.special)
    chosen = dict.fromkeys(_chosen(page, answer.value))
    yield from (Target(CHOICE, page.question, id_) for id_ in chosen)
    specials = {point.id for scale in page.scales for point in scale.points if point.special}
    yield from (Target(SPECIAL, page.question, f"in a row: {id_}") for id_ in _row_points(page, answer, specials))
    exclusive = {choice.id for choice in page.options if choice.exclusive}
    if page.shape == "multi":
        yield from (Target(EXCLUSIVE, page.question, id_) for id_ in chosen if id_ in exclusive)
    ends = world.questionnaire.question_by_id[page.question].settings.get("ends", {})
    if isinstance(answer.value, str) and answer.value in ends:
        yield ending_target(page.question, answer.value, ends[answer.value])
    scope = world.scope(page.key)
    for place in Places.of(world.questionnaire).of_owner("check", page.question):
        yield _side(world, place, scope)


def _chosen(page: Page, value: Any) -> Iterator[str]:
    """Yield the options and rows that a value names, and the points of a matrix."""
    if isinstance(value, str) and page.options:
        yield value
    elif isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        for row, cell in value.items():
            if page.shape == "maxdiff":
                yield from cell.values()
            else:
                yield row
                yield from (point_name(scale, point) for scale, point in _points(cell))


def _points(cell: Any) -> Iterator[tuple[str, str]]:
    """Yield scale and point of everything marked in a row."""
    for scale, points in cell.items() if isinstance(cell, dict) else (("", cell),):
        yield from ((scale, point) for point in (points if isinstance(points, list) else [points]) if _is_id(point))


def _is_id(point: Any) -> bool:
    return isinstance(point, str)


def _row_points(page: Page, answer: Answer, wanted: set[str]) -> set[str]:
    if page.shape != "matrix" or not isinstance(answer.value, dict):
        return set()
    return {point for cell in answer.value.values() for _, point in _points(cell)} & wanted


def at_standstill(world: World, position: str) -> Iterator[Target]:
    """Yield what the way so far covers: conditions of what lies behind, loops and draws.

    ``position`` is the page reached, '' at the end. What lies ahead is not decided yet and covers nothing.
    """
    questionnaire = world.questionnaire
    places = Places.of(questionnaire)
    for place in places.of_kind("named", "rotation"):
        yield _side(world, place, world.root)
    for place in places.of_kind("draw"):
        draw = questionnaire.draw_by_id[place.owner]
        scopes = (
            [world.root] if draw.depth == 0 else [world.draw_scope(draw, i) for i in world.values.get(draw.id) or ()]
        )
        yield from (_side(world, place, scope) for scope in scopes)
    yield from _drawn(world)
    behind = _behind(questionnaire, position)
    for question in behind:
        yield from _of_question(world, places, question)
    for name in dict.fromkeys(question.section for question in behind):
        yield from _of_section(world, places, name)


def _behind(questionnaire: Questionnaire, position: str) -> list[Question]:
    if not position:
        return list(questionnaire.questions)
    names = [question.id for question in questionnaire.questions]
    return list(questionnaire.questions[: names.index(split_key(position)[0]) + 1])


def _of_section(world: World, places: Places, name: str) -> Iterator[Target]:
    section = world.questionnaire.section_by_id[name]
    for place in places.of_owner("section", name):
        yield _side(world, place, world.root)
    if section.loop is not None and world.holds(section.when, world.root):
        yield from _passes(world, name, len(world.shown.get(name, ())))


def _of_question(world: World, places: Places, question: Question) -> Iterator[Target]:
    if not world.included(question.id):
        return
    section = world.questionnaire.section_by_id[question.section]
    for path in world.shown.get(question.section, ()):
        outer = world.section_scope(section, path)
        scopes = [outer]
        if question.loop is not None:
            items = world.question_items(question, outer)
            yield from _passes(world, question.id, len(items))
            scopes = [world.item_scope(question, outer, item) for item in items]
            if not items and not _names_an_item(question.when):
                scopes = [outer]
        for place in places.of_owner("question", question.id):
            yield from (_side(world, place, scope) for scope in scopes)


def _names_an_item(tree: Any) -> bool:
    """Whether an expression looks at the item of a loop."""
    return isinstance(tree, list) and (tree[:1] == ["loop"] or any(map(_names_an_item, tree)))


def _passes(world: World, name: str, count: int) -> Iterator[Target]:
    questionnaire = world.questionnaire
    part = questionnaire.section_by_id.get(name) or questionnaire.question_by_id[name]
    assert part.loop is not None
    told = loop_counts(questionnaire, part.loop)
    yield Target(LOOP, name, str(min(count, 2)))
    if told[-1] == f"{count} (most)":
        yield Target(LOOP, name, told[-1])


def _drawn(world: World) -> Iterator[Target]:
    for draw in world.questionnaire.draws:
        value = world.values.get(draw.id)
        for one in value.values() if draw.depth and isinstance(value, dict) else [value]:
            if one is None:
                continue
            if draw.form == "items":
                yield Target(DRAW, draw.id, f"{len(one)} items")
            else:
                yield Target(DRAW, draw.id, one if draw.form == "one_of" else f"a {draw.form}")
