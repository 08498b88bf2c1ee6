"""What follows from the log now: conditions, draws, loops, the path, and effective answers.

Every section, question, draw and computed value is a node in the order of the survey. A change evaluates again
only the nodes that depend on it, in that order, and stops where a value stays the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from heapq import heappop, heappush
from typing import Any

from ..questionnaire.conditions.evaluate import Evaluate
from ..questionnaire.model import Computed, Draw, Loop, Question, Questionnaire, Section
from .answers import Answer
from .draws import draw_value
from .facts import Facts
from .keys import page_key, split_key
from .modules import Assignment, assign
from .sources import Item, resolve

Node = Section | Question | Draw | Computed | str
MODULES = "modules"
VOLUNTEER = "volunteer"


class Scope:
    """The names as seen from one pass of the loops around a question (see ``conditions.evaluate.Scope``)."""

    __slots__ = ("items", "page_total", "path", "world")

    def __init__(self, world: World, path: tuple[str, ...] = (), items: dict[str, Item] | None = None) -> None:
        self.world = world
        self.path = path
        self.items = items or {}
        self.page_total: int | None = None

    def answer(self, question: str, depth: int) -> Any:
        """Return the effective answer of a question, or None."""
        return self.world.effective.get(page_key(question, self.path[:depth]) if depth else question)

    def answer_at(self, question: str, depth: int, item: str) -> Any:
        """Return the effective answer of a looped question for one item, or None."""
        return self.world.effective.get(page_key(question, (*self.path[:depth], item)))

    def named(self, name: str) -> Any:
        """Return a named condition, computed value or draw."""
        value = self.world.values.get(name)
        if isinstance(value, dict):
            return value.get(self.path[0]) if self.path else None
        return value

    def field(self, loop: str, field: str) -> Any:
        """Return a field of the current item of a loop."""
        item = self.items[loop]
        if field in ("id", "label", "help"):
            return getattr(item, field)
        value = item.fields.get(field)
        return value if value is None else str(value)

    def system(self, name: str, field: str) -> Any:
        """Return a value that the engine or the manifest supplies."""
        if name == "page":
            return self.page_total
        return self.world.system(name, field)


class World:
    """Evaluates a questionnaire against facts, again and again as facts change."""

    def __init__(self, questionnaire: Questionnaire, seed: str, facts: Facts) -> None:
        self.questionnaire = questionnaire
        self.seed = seed
        self.facts = facts
        self.values: dict[str, Any] = {}
        self.shown: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.pages: dict[str, tuple[str, ...]] = {}
        self.effective: dict[str, Answer] = {}
        self.changed_answers: set[str] = set()
        self.assignment = Assignment()
        self.root = Scope(self)
        self.refresh_all()

    @cached_property
    def nodes(self) -> list[tuple[str, Node]]:
        """All nodes in the order of the survey, by name; sections are called ``section:ID``."""
        return _ordered_nodes(self.questionnaire)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {name: index for index, (name, _) in enumerate(self.nodes)}

    @cached_property
    def _dependants(self) -> dict[str, list[int]]:
        dependants: dict[str, list[int]] = {}
        for index, (_, node) in enumerate(self.nodes):
            for name in _reads(node, self.questionnaire):
                dependants.setdefault(name, []).append(index)
        return dependants

    def closure(self, tree: list[Any]) -> Evaluate:
        """Return the compiled form of an expression of this questionnaire; special answers read as missing."""
        return self.questionnaire.value_of(tree)

    def holds(self, tree: list[Any] | None, scope: Scope) -> bool:
        """Whether a condition is true for certain; a condition that is absent holds."""
        return tree is None or self.closure(tree)(scope) is True

    def refresh_all(self) -> None:
        """Evaluate every node."""
        self._run(range(len(self.nodes)))

    def refresh(self, names: Iterable[str]) -> None:
        """Evaluate these nodes, and of what depends on them as much as changes; a name may also be no node."""
        start: set[int] = set()
        for name in names:
            if name in self._position:
                start.add(self._position[name])
            else:
                start.update(self._dependants.get(name, ()))
        self._run(start)

    def _run(self, start: Iterable[int]) -> None:
        queue = sorted(start)
        waiting = set(queue)
        while queue:
            index = heappop(queue)
            waiting.discard(index)
            name, node = self.nodes[index]
            if self._evaluate(name, node):
                for dependant in self._dependants.get(name, ()):
                    if dependant not in waiting:
                        waiting.add(dependant)
                        heappush(queue, dependant)

    def _evaluate(self, name: str, node: Node) -> bool:
        """Evaluate one node; return whether its value changed."""
        if isinstance(node, Question):
            return self._question(node)
        if isinstance(node, Section):
            return self._set(self.shown, node.id, self._section(node))
        if isinstance(node, Computed):
            return self._set(self.values, name, self.closure(node.tree)(self.root))
        if isinstance(node, Draw):
            return self._set(self.values, name, self._draw(node))
        before, self.assignment = self.assignment, assign(self)
        return before != self.assignment

    @staticmethod
    def _set(table: dict[str, Any], name: str, value: Any) -> bool:
        if name in table and table[name] == value:
            return False
        table[name] = value
        return True

    def _section(self, section: Section) -> tuple[tuple[str, ...], ...]:
        """Return the loop paths for which a section is on the path: ``((),)`` without a loop, ``()`` if hidden."""
        if section.module and section.id not in self.assignment.modules:
            return ()
        if not self.holds(section.when, self.root):
            return ()
        if section.loop is None:
            return ((),)
        return tuple((item.id,) for item in self.loop_items(section.loop, self.root, section.id))

    def loop_items(self, loop: Loop, scope: Scope, purpose: str) -> list[Item]:
        """Return the items a loop runs over now."""
        items = resolve(self, loop.sources, scope, f"loop:{purpose}")
        if loop.cap and len(items) > loop.cap:
            if loop.choose == "random":
                from .draws import prefer

                kept = set(prefer([item.id for item in items], loop.cap, self.seed, f"loop:{purpose}", []))
                return [item for item in items if item.id in kept]
            return items[: loop.cap]
        return items

    def _draw(self, draw: Draw) -> Any:
        if draw.depth == 0:
            return draw_value(self, draw, self.root, draw.id)
        section = self.questionnaire.section_by_id[draw.section]
        return {
            path[0]: draw_value(self, draw, self.section_scope(section, path), f"{draw.id}@{path[0]}")
            for path in self.shown.get(draw.section, ())
        }

    def section_scope(self, section: Section, path: tuple[str, ...]) -> Scope:
        """Return the names as seen inside one pass of a section."""
        if section.loop is None or not path:
            return self.root
        item = next((i for i in self.loop_items(section.loop, self.root, section.id) if i.id == path[0]), None)
        return Scope(self, path[:1], {section.loop.name: item or Item(path[0], path[0])})

    def scope(self, key: str) -> Scope:
        """Return the names as seen from a page."""
        name, path = split_key(key)
        if not path:
            return self.root
        question = self.questionnaire.question_by_id[name]
        section = self.questionnaire.section_by_id[question.section]
        outer = self.section_scope(section, path if section.loop else ())
        if question.loop is None:
            return outer
        items = self.loop_items(question.loop, outer, page_key(question.id, outer.path))
        item = next((i for i in items if i.id == path[-1]), None)
        return Scope(self, path, {**outer.items, question.loop.name: item or Item(path[-1], path[-1])})

    def _question(self, question: Question) -> bool:
        before = self.pages.get(question.id, ())
        pages = tuple(self._question_pages(question))
        self.pages[question.id] = pages
        changed = pages != before
        for key in {*before, *pages}:
            answer = self._effective(question, key) if key in pages else None
            if answer != self.effective.get(key):
                changed = True
                if answer is None:
                    del self.effective[key]
                else:
                    self.effective[key] = answer
        return changed

    def _question_pages(self, question: Question) -> Iterable[str]:
        section = self.questionnaire.section_by_id[question.section]
        if not self.included(question.id):
            return
        for path in self.shown.get(question.section, ()):
            scope = self.section_scope(section, path)
            if question.loop is None:
                if self.holds(question.when, scope):
                    yield page_key(question.id, path)
                continue
            for item in self.loop_items(question.loop, scope, page_key(question.id, path)):
                inner = Scope(self, (*path, item.id), {**scope.items, question.loop.name: item})
                if self.holds(question.when, inner):
                    yield page_key(question.id, inner.path)

    def included(self, question: str) -> bool:
        """Whether the question belongs to the chosen sections, or to what they need."""
        return not self.facts.sections or question in self._chosen

    @cached_property
    def _chosen(self) -> frozenset[str]:
        return needed_questions(self.questionnaire, self.facts.sections)

    def _effective(self, question: Question, key: str) -> Answer | None:
        """Return the answer as it counts: without what no longer exists."""
        raw = self.facts.raw(key)
        self.changed_answers.discard(key)
        if raw is None or not question.varies:
            return raw
        from .kinds import rules_of
        from .pages import build_page

        pruned = rules_of(question.kind).prune(build_page(self, key), raw)
        if pruned != raw:
            self.changed_answers.add(key)
        return pruned

    @cached_property
    def module_questions(self) -> frozenset[str]:
        """The questions on which the assignment of modules depends."""
        if self.questionnaire.rotation is None:
            return frozenset()
        return _module_questions(self.questionnaire)

    def system(self, name: str, field: str) -> Any:
        """Return a value of ``survey`` or ``volunteer``."""
        if name == "volunteer":
            return bool(self.facts.volunteer)
        questionnaire = self.questionnaire
        values = {"estimate": round(questionnaire.estimate_minutes), "minutes": self.facts.volunteer.get("minutes")}
        return values[field] if field in values else getattr(questionnaire, field)


def needed_questions(questionnaire: Questionnaire, sections: Iterable[str]) -> frozenset[str]:
    """Return the questions of these sections, consent, required ones, and all that their conditions depend on."""
    chosen = set(sections)
    return _needed(questionnaire, [q.id for q in questionnaire.questions if q.section in chosen or q.required])


def _needed(questionnaire: Questionnaire, names: Iterable[str]) -> frozenset[str]:
    """Return the questions among these names and all that they depend on."""
    open_names = list(names)
    nodes: dict[str, tuple[str, ...]] = {q.id: q.reads for q in questionnaire.questions}
    nodes |= {f"section:{s.id}": s.reads for s in questionnaire.sections}
    nodes |= {c.id: c.reads for c in questionnaire.computed} | {d.id: d.reads for d in questionnaire.draws}
    seen: set[str] = set()
    while open_names:
        name = open_names.pop()
        if name not in seen:
            seen.add(name)
            open_names += nodes.get(name, ())
    return frozenset(name for name in seen if name in questionnaire.question_by_id)


def _module_names(questionnaire: Questionnaire) -> set[str]:
    """Return what the assignment of modules names: conditions of forms and boosts, and of the modules themselves."""
    rotation = questionnaire.rotation
    assert rotation is not None
    names = set(rotation.reads) | {VOLUNTEER}
    names |= {name for section in questionnaire.sections if section.module for name in section.reads}
    return names | ({rotation.volunteer.question} if rotation.volunteer else set())


def _module_questions(questionnaire: Questionnaire) -> frozenset[str]:
    return _needed(questionnaire, _module_names(questionnaire))


def _reads(node: Node, questionnaire: Questionnaire) -> Iterable[str]:
    if isinstance(node, str):
        return _module_names(questionnaire) | _module_questions(questionnaire)
    if isinstance(node, Section) and node.module:
        return (*node.reads, MODULES)
    if isinstance(node, Draw) and node.depth:
        return (*node.reads, f"section:{node.section}")
    return node.reads


def _ordered_nodes(questionnaire: Questionnaire) -> list[tuple[str, Node]]:
    """Return all nodes so that each stands after what it reads, as far as the survey's order allows."""
    ordered: list[tuple[str, Node]] = []
    placed: set[str] = set()
    defined: dict[str, Node] = {computed.id: computed for computed in questionnaire.computed}
    defined.update((draw.id, draw) for draw in questionnaire.draws)

    def place(name: str, node: Node) -> None:
        if name in placed:
            return
        placed.add(name)
        for read in () if isinstance(node, str) else node.reads:
            if read in defined:
                place(read, defined[read])
        ordered.append((name, node))

    awaited = set(_module_questions(questionnaire)) if questionnaire.rotation is not None else {""}
    for section in questionnaire.sections:
        place(f"section:{section.id}", section)
        for question in section.questions:
            place(question, questionnaire.question_by_id[question])
            awaited.discard(question)
            if not awaited:
                place(MODULES, MODULES)
    for name, node in defined.items():
        place(name, node)
    return ordered
