"""What conditions ask about: by question, the values that decide a condition, so that a search tries them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...questionnaire.condition_places import condition_places
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Questionnaire

Leads = dict[str, list[Any]]


def leads(questionnaire: Questionnaire) -> Leads:
    """Return by question the options and numbers that conditions and values compare it with, each once."""
    memory = questionnaire.memory
    if "leads" not in memory:
        found: dict[str, dict[Any, None]] = {}
        trees = [place.tree for place in condition_places(questionnaire)]
        for tree in (*trees, *(computed.tree for computed in questionnaire.computed)):
            for question, value in _pairs(questionnaire, tree):
                found.setdefault(question, {})[value] = None
        memory["leads"] = {question: list(values) for question, values in found.items()}
    known: Leads = memory["leads"]
    return known


def _pairs(questionnaire: Questionnaire, tree: Tree) -> Iterator[tuple[str, Any]]:
    """Yield each question beside each constant of the smallest expression that holds both."""
    parts = [part for part in tree[1:] if isinstance(part, list)]
    constants = [value for part in parts if part and part[0] == "const" for value in _listed(part[1])]
    extra = [tree[2]] if tree[0] in ("special", "rank") else []
    if constants or extra:
        for question in questions_in(questionnaire, tree):
            yield from ((question, value) for value in (*constants, *extra) if not isinstance(value, bool))
    for part in parts:
        if part and isinstance(part[0], str) and part[0] != "const":
            yield from _pairs(questionnaire, part)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def questions_in(questionnaire: Questionnaire, tree: Tree) -> set[str]:
    """Return the questions that an expression depends on, through named conditions, values and draws as well."""
    if tree[0] == "answer":
        return {tree[1]}
    if tree[0] == "named":
        return _behind(questionnaire, tree[1])
    inner = (part for part in tree[1:] if isinstance(part, list) and part and isinstance(part[0], str))
    return {question for part in inner if part[0] != "const" for question in questions_in(questionnaire, part)}


def _behind(questionnaire: Questionnaire, name: str) -> set[str]:
    known = {computed.id: computed.reads for computed in questionnaire.computed}
    known |= {draw.id: draw.reads for draw in questionnaire.draws}
    open_names, found, seen = [name], set[str](), set[str]()
    while open_names:
        one = open_names.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in questionnaire.question_by_id:
            found.add(one)
        open_names += known.get(one, ())
    return found
