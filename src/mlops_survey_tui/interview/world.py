"""What follows from the log now: conditions, draws, loops, the path, and effective answers.

A change evaluates again only the nodes that depend on it, in the order of the survey, and stops where a value stays
the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from heapq import heappop, heappush
from typing import Any

from ..questionnaire.conditions.evaluate import Evaluate
from ..questionnaire.model import Computed, Draw, Loop, Question, Questionnaire, Section
from .answers import Answer
from .dependencies import MODULES, VOLUNTEER, Dependencies, Node, questions_for
from .draws import draw_value, prefer
from .events import Event, EventKind
from .facts import Facts
from .keys import page_key, split_key
from .modules import Assignment, assign
from .scope import Scope
from .sources import Item, resolve


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
        self.graph = Dependencies.of(questionnaire)
        self.root = Scope(self)
        self.refresh_all()

    def closure(self, tree: list[Any]) -> Evaluate:
        """Return the compiled form of an expression of this questionnaire; special answers read as missing."""
        return self.questionnaire.value_of(tree)

    def holds(self, tree: list[Any] | None, scope: Scope) -> bool:
        """Whether a condition is true for certain; a condition that is absent holds."""
        return tree is None or self.closure(tree)(scope) is True

    def refresh_all(self) -> None:
        """Evaluate every node: in one pass for as long as nothing changes that an earlier node reads."""
        for index, (name, node) in enumerate(self.graph.nodes):
            if self._evaluate(name, node) and (earlier := self.graph.earlier_dependants.get(name)):
                self._run([*earlier, *range(index + 1, len(self.graph.nodes))])
                return

    def take_in(self, event: Event) -> None:
        """Evaluate what an event changes, once the facts hold it."""
        if event.kind in _GIVING:
            question = split_key(event.page)[0]
            self.refresh([question, MODULES] if question in self.graph.module_questions else [question])
        elif event.kind in _DECIDING:
            self.refresh([MODULES, VOLUNTEER])

    def refresh(self, names: Iterable[str]) -> None:
        """Evaluate these nodes, and of what depends on them as much as changes; a name may also be no node."""
        start: set[int] = set()
        for name in names:
            if name in self.graph.position:
                start.add(self.graph.position[name])
            else:
                start.update(self.graph.dependants.get(name, ()))
        self._run(start)

    def _run(self, start: Iterable[int]) -> None:
        queue = sorted(start)
        waiting = set(queue)
        while queue:
            index = heappop(queue)
            waiting.discard(index)
            name, node = self.graph.nodes[index]
            if self._evaluate(name, node):
                for dependant in self.graph.dependants.get(name, ()):
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
        """Return the items a loop runs over now. Under a random cap, items that were asked about stay."""
        items = resolve(self, loop.sources, scope, f"loop:{purpose}")
        if not loop.cap or len(items) <= loop.cap:
            return items
        if loop.choose == "first":
            return items[: loop.cap]
        depth = len(scope.path)
        asked = [
            path[depth] for path in map(_path_of, self.facts.displayed) if path[:depth] == scope.path and path[depth:]
        ]
        history = list(dict.fromkeys([*self.facts.pins.loops.get(purpose, ()), *asked]))
        kept = set(prefer([item.id for item in items], loop.cap, self.seed, f"loop:{purpose}", history))
        return [item for item in items if item.id in kept]

    def _draw(self, draw: Draw) -> Any:
        if draw.depth == 0:
            return draw_value(self, draw, self.root, draw.id)
        items = [path[0] for path in self.shown.get(draw.section, ())]
        return {item: draw_value(self, draw, self.draw_scope(draw, item), f"{draw.id}@{item}") for item in items}

    def draw_scope(self, draw: Draw, item: str = "") -> Scope:
        """Return the names as a draw sees them, for one item of the loop around it."""
        return self.section_scope(self.questionnaire.section_by_id[draw.section], (item,)) if item else self.root

    def section_scope(self, section: Section, path: tuple[str, ...]) -> Scope:
        """Return the names as seen inside one pass of a section."""
        if section.loop is None or not path:
            return self.root
        item = _item_named(path[0], self.loop_items(section.loop, self.root, section.id))
        return Scope(self, path[:1], {section.loop.name: item})

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
        item = _item_named(path[-1], self.question_items(question, outer))
        return self.item_scope(question, outer, item)

    def question_items(self, question: Question, outer: Scope) -> list[Item]:
        """Return the items that a question's own loop runs over, in one pass of its section."""
        assert question.loop is not None
        return self.loop_items(question.loop, outer, page_key(question.id, outer.path))

    def item_scope(self, question: Question, outer: Scope, item: Item) -> Scope:
        """Return the names as seen for one item of a question's own loop."""
        assert question.loop is not None
        return Scope(self, (*outer.path, item.id), {**outer.items, question.loop.name: item})

    def _question(self, question: Question) -> bool:
        before = self.pages.get(question.id, ())
        if not before and not self.shown.get(question.section):
            self.pages[question.id] = ()
            return False
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
                if self._is_asked(question, scope):
                    yield page_key(question.id, path)
                continue
            for item in self.question_items(question, scope):
                inner = self.item_scope(question, scope, item)
                if self._is_asked(question, inner):
                    yield page_key(question.id, inner.path)

    def _is_asked(self, question: Question, scope: Scope) -> bool:
        return self.holds(question.when, scope) and self.has_choices(question, scope)

    def has_choices(self, question: Question, scope: Scope) -> bool:
        """Whether there is anything to choose from: carried options can run out, and then nothing is asked."""
        sources = question.options or question.rows
        if not question.varies or not sources:
            return True
        purpose = f"{'options' if question.options else 'rows'}:{page_key(question.id, scope.path)}"
        items = resolve(self, sources, scope, purpose)
        if question.kind == "maxdiff":
            return len(items) > 1
        return bool(items) or bool(resolve(self, question.extra_rows, scope, "extra"))

    def included(self, question: str) -> bool:
        """Whether the question belongs to the chosen sections, or to what they need."""
        return not self.facts.sections or question in self._chosen

    @cached_property
    def _chosen(self) -> frozenset[str]:
        return questions_for(self.questionnaire, self.facts.sections)

    def _effective(self, question: Question, key: str) -> Answer | None:
        """Return the answer as it counts: without what no longer exists, None where what is left would be refused."""
        raw = self.facts.raw(key)
        self.changed_answers.discard(key)
        if raw is None or raw.is_empty or not (question.varies or any(check.hard for check in question.checks)):
            return raw
        from .checking import problems
        from .kinds import rules_of
        from .pages import build_page

        page = build_page(self, key)
        left = rules_of(question.kind).prune(page, raw)
        if left is not None and any(not problem.soft for problem in problems(self, page, left)):
            left = None
        offer = self.facts.answered_offer(key)
        if left != raw or (offer is not None and offer.is_outdated(page)):
            self.changed_answers.add(key)
        return left

    def system(self, name: str, field: str) -> Any:
        """Return a value of ``survey`` or ``volunteer``."""
        if name == "volunteer":
            return bool(self.facts.volunteer)
        questionnaire = self.questionnaire
        values = {"estimate": round(questionnaire.estimate_minutes), "minutes": self.facts.volunteer.get("minutes")}
        return values[field] if field in values else getattr(questionnaire, field)


_GIVING = (EventKind.ANSWERED, EventKind.SKIPPED, EventKind.CLEARED, EventKind.UNDONE)
_DECIDING = (EventKind.ASSIGNED, EventKind.REPLACED, EventKind.BOOSTED, EventKind.DROPPED)


def _item_named(id_: str, items: Iterable[Item]) -> Item:
    """Return the loop item with an id; one that has left the loop goes by its id."""
    return next((item for item in items if item.id == id_), Item(id_, id_))


def _path_of(key: str) -> tuple[str, ...]:
    return split_key(key)[1]
