"""A condition taken apart: each part as written, its value now, and what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...interview.answers import Answer
from ...interview.keys import page_key
from ...interview.scope import Scope
from ...interview.world import World
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.conditions.writing import written

_MOST_CHARACTERS = 60
JOINING = ("and", "or", "not", "not_true", "if")
"""Operations whose operands are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a condition: ``depth`` is its level, ``reads`` what it reads, in words.

    ``value`` is None while unknown, and an empty text of what is no condition, such as where options come from.
    """

    text: str
    value: Any
    depth: int = 0
    reads: tuple[str, ...] = ()

    @property
    def truth(self) -> str:
        """The value as a word."""
        if self.value == "":
            return ""
        known = self.value is None or isinstance(self.value, bool)
        return {True: "true", False: "false", None: "unknown"}[self.value] if known else _short(self.value)


def parts_of(world: World, scope: Scope, tree: Tree, depth: int = 0, name: str = "") -> Iterator[Part]:
    """Yield a condition and what it is made of, outermost first; named conditions are followed.

    ``scope`` must be that of a pass where the condition reads a loop's item. ``name`` is what the condition is called.
    """
    definitions = _definitions(world)
    if tree[0] == "named" and tree[1] in definitions:
        yield from parts_of(world, world.root, definitions[tree[1]], depth, tree[1])
        return
    inner = tree[1:] if tree[0] in JOINING else []
    reads = () if inner else tuple(dict.fromkeys(_reads(world, scope, tree)))
    called = f"{name}, that is: " if name else ""
    yield Part(called + written(tree), world.closure(tree)(scope), depth, reads)
    followed = [] if inner else [node for node in nodes(tree) if node[0] == "named" and node[1] in definitions]
    for part in (*inner, *followed):
        yield from parts_of(world, scope, part, depth + 1)


def _definitions(world: World) -> dict[str, Tree]:
    return {computed.id: computed.tree for computed in world.questionnaire.computed}


def nodes(tree: Any) -> Iterator[Tree]:
    """Yield all nodes of a tree."""
    if isinstance(tree, list) and tree and isinstance(tree[0], str):
        yield tree
        if tree[0] != "const":
            for part in tree[1:]:
                yield from nodes(part)


def _reads(world: World, scope: Scope, tree: Tree) -> Iterator[str]:
    """Yield in words what a part reads: answers, draws, fields of loop items."""
    for node in nodes(tree):
        if node[0] == "answer":
            yield said(world, page_key(node[1], scope.path[: node[2]]))
        elif node[0] == "pass":
            yield said(world, page_key(node[1][1], (*scope.path[: node[1][2]], node[2])))
        elif node[0] == "named" and node[1] in world.questionnaire.draw_by_id:
            value = scope.named(node[1])
            yield f"{node[1]} {'is not drawn yet' if value is None else f'drew {_short(value)}'}"
        elif node[0] == "field":
            yield f"{written(node)} is {_short(world.closure(node)(scope))}"


def said(world: World, key: str) -> str:
    """Return in words what was answered on a page, or why nothing is known of it."""
    if key not in world.pages.get(key.partition("@")[0], ()):
        return f"{key} is not on the path"
    answer = world.effective.get(key)
    if answer is not None and not answer.is_empty:
        return f"{key} is {answer_in_words(answer)}"
    return f"{key} was skipped" if world.facts.passed(key) else f"{key} is not answered yet"


def answer_in_words(answer: Answer) -> str:
    """Return an answer as it would be compared: ids in quotes, numbers bare."""
    if answer.special:
        return f"'{answer.special}'"
    return _short(answer.value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"
