"""Where each option, row, column or loop item of a question is written, so that one change is told once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ...questionnaire.model import Draw, Loop, Option, Question, Questionnaire, Source

OPTIONS, ROWS, COLUMNS, ITEMS = "options", "rows", "columns", "items"
"""What a question offers: options, rows (those that may be added too), points of its scales, items of its loops."""


class Owner(NamedTuple):
    """What a change is written at: a sort of thing (question, list, section, draw ...) and its id."""

    sort: str
    id: str

    def __str__(self) -> str:
        return f"{self.sort} {self.id}" if self.sort != "rotation" else "the rotation"


@dataclass(frozen=True, slots=True)
class Origin:
    """An option as it is offered, what it is written at, and in which field there."""

    option: Option
    owner: Owner
    field: str


Origins = dict[str, Origin]


def origins_of(questionnaire: Questionnaire, question: Question, field: str, scale: str = "") -> Origins:
    """Return by id, in order, everything that a question can offer in a field; of a matrix with scales, one scale's."""
    memory: dict[tuple[str, str, str], Origins] = questionnaire.memory.setdefault("origins", {})
    key = (question.id, field, scale)
    if key not in memory:
        owner = Owner("question", question.id)
        memory[key] = _gathered(questionnaire, sources_of(questionnaire, question, field, scale), owner, field)
    return memory[key]


def sources_of(questionnaire: Questionnaire, question: Question, field: str, scale: str = "") -> tuple[Source, ...]:
    """Return the sources of a field of a question."""
    if field == COLUMNS:
        return tuple(source for columns in question.columns if columns.id == scale for source in columns.sources)
    if field == ITEMS:
        return tuple(source for loop in loops_around(questionnaire, question) for source in loop.sources)
    return question.options if field == OPTIONS else (*question.rows, *question.extra_rows)


def loops_around(questionnaire: Questionnaire, question: Question) -> list[Loop]:
    """Return the loops that repeat a question, that of its section first."""
    section = questionnaire.section_by_id[question.section]
    return [loop for loop in (section.loop, question.loop) if loop is not None]


def fields_of(question: Question) -> list[tuple[str, str]]:
    """Return the fields that a question can have, each with the scale that it belongs to."""
    return [(OPTIONS, ""), (ROWS, ""), (ITEMS, ""), *((COLUMNS, columns.id) for columns in question.columns)]


def own_origins(questionnaire: Questionnaire, owner: Owner, field: str) -> Origins | None:
    """Return what is offered at an owner in a field, over all its scales; None if there is no such owner."""
    if owner.sort == "list":
        found = questionnaire.lists.get(owner.id)
        return None if found is None else {o.id: Origin(o, owner, OPTIONS) for o in found.options}
    if owner.sort == "draw":
        draw = questionnaire.draw_by_id.get(owner.id)
        return None if draw is None else _gathered(questionnaire, _drawn(draw), owner, ITEMS)
    question = questionnaire.question_by_id.get(owner.id) if owner.sort == "question" else None
    if question is None:
        return None
    scales = [columns.id for columns in question.columns] if field == COLUMNS else [""]
    gathered: Origins = {}
    for scale in scales:
        gathered |= origins_of(questionnaire, question, field, scale)
    return gathered


def _gathered(questionnaire: Questionnaire, sources: tuple[Source, ...], owner: Owner, field: str) -> Origins:
    gathered: Origins = {}
    for source in sources:
        found = _SOURCES[source.origin](questionnaire, source, owner, field)
        members = questionnaire.members(source.within) if source.within else found.keys()
        for id_, origin in found.items():
            if id_ in members:
                gathered.setdefault(id_, origin)
    return gathered


def _own(questionnaire: Questionnaire, source: Source, owner: Owner, field: str) -> Origins:
    assert source.option is not None
    return {source.option.id: Origin(source.option, owner, field)}


def _list(questionnaire: Questionnaire, source: Source, owner: Owner, field: str) -> Origins:
    return own_origins(questionnaire, Owner("list", source.name), OPTIONS) or {}


def _list_of(questionnaire: Questionnaire, source: Source, owner: Owner, field: str) -> Origins:
    names: set[str] = set()
    loops = [*(one.loop for one in questionnaire.sections), *(one.loop for one in questionnaire.questions)]
    for loop in loops:
        if loop is not None and loop.name == source.name:
            items = [item.option.fields for item in _gathered(questionnaire, loop.sources, owner, ITEMS).values()]
            names |= {str(fields[source.field]) for fields in items if source.field in fields}
    lists = [own_origins(questionnaire, Owner("list", name), OPTIONS) or {} for name in sorted(names)]
    return {id_: origin for found in lists for id_, origin in found.items()}


def _from(questionnaire: Questionnaire, source: Source, owner: Owner, field: str) -> Origins:
    carried = questionnaire.question_by_id[source.name]
    return origins_of(questionnaire, carried, OPTIONS) | origins_of(questionnaire, carried, ROWS)


def _draw(questionnaire: Questionnaire, source: Source, owner: Owner, field: str) -> Origins:
    draw = questionnaire.draw_by_id[source.name]
    return _gathered(questionnaire, _drawn(draw), Owner("draw", draw.id), ITEMS)


def _drawn(draw: Draw) -> tuple[Source, ...]:
    return tuple(source for sources in (*(part.sources for part in draw.strata), draw.fill) for source in sources)


_SOURCES: Mapping[str, Callable[[Questionnaire, Source, Owner, str], Origins]] = {
    "own": _own,
    "list": _list,
    "list_of": _list_of,
    "from": _from,
    "draw": _draw,
}
