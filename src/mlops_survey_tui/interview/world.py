"""What follows from the log now: conditions, draws, loops, the path, and effective answers.

A change evaluates again only the nodes that depend on it, in the order of the survey, and stops where a value stays
the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Any
from weakref import ref

from ..questionnaire.conditions.evaluate import Evaluate
from ..questionnaire.model import Computed, Draw, Loop, Question, Questionnaire, Section
from .answers import Answer
from .asking import pages_of
from .dependencies import MODULES, VOLUNTEER, Dependencies, questions_for
from .draws import draw_value, prefer
from .events import Event, EventKind
from .facts import Facts
from .keys import page_key, split_key
from .modules import Assignment, assign
from .plan import Plan, Plans
from .scope import Scope
from .sources import Item, is_steady, resolve


class World:
    """Evaluates a questionnaire against facts, again and again as facts change."""

    def __init__(self, questionnaire: Questionnaire, seed: str, facts: Facts) -> None:
        self.questionnaire = questionnaire
        self.seed = seed
        self.facts = facts
        self.values: dict[str, Any] = {}
        self.shown: dict[str, tuple[tuple[str, ...], ...]] = dict.fromkeys(questionnaire.section_by_id, ())
        self.pages: dict[str, tuple[str, ...]] = dict.fromkeys(questionnaire.question_by_id, ())
        self.effective: dict[str, Answer] = {}
        self.changed_answers: set[str] = set()
        self.assignment = Assignment()
        self.graph = Dependencies.of(questionnaire)
        self.plans = Plans.of(questionnaire)
        self._dependants_at = self.graph.dependants_at
        self.rotates = questionnaire.rotation is not None
        self.itself = ref(self)
        self.root = Scope(self)
        self.passes: dict[str, dict[str, Scope]] = {}
        if facts.sequence or facts.given:
            self.refresh_all()
        else:
            self._begin()

    def _begin(self) -> None:
        """Start as every interview does: evaluate only what another seed may decide otherwise."""
        memory = self.questionnaire.memory
        if "blank" not in memory:
            self.refresh_all()
            chance = tuple(filter(self._by_chance, range(len(self.graph.nodes))))
            memory["blank"] = (self.values.copy(), self.shown.copy(), self.pages.copy(), self.assignment, chance)
            return
        values, shown, pages, self.assignment, chance = memory["blank"]
        self.values.update(values)
        self.shown, self.pages = shown.copy(), pages.copy()
        self._run(chance)

    def _by_chance(self, index: int) -> bool:
        """Whether chance may decide a node at the beginning, by itself and not only through what it reads."""
        plan, (_, node) = self.plans.by_node[index], self.graph.nodes[index]
        if plan is not None:
            return not plan.plain
        if isinstance(node, Section):
            return node.loop is not None and (bool(self.shown[node.id]) or not is_steady(self, node.loop))
        return not isinstance(node, Computed)

    def closure(self, tree: list[Any]) -> Evaluate:
        """Return the compiled form of an expression of this questionnaire; special answers read as missing."""
        return self.questionnaire.value_of(tree)

    def holds(self, tree: list[Any] | None, scope: Scope) -> bool:
        """Whether a condition is true for certain; a condition that is absent holds."""
        return tree is None or self.closure(tree)(scope) is True

    def refresh_all(self) -> None:
        """Evaluate every node: in one pass for as long as nothing changes that an earlier node reads."""
        for index, (name, _) in enumerate(self.graph.nodes):
            if self._evaluate(index) and (earlier := self.graph.earlier_dependants.get(name)):
                self._run([*earlier, *range(index + 1, len(self.graph.nodes))])
                return

    def take_in(self, event: Event) -> None:
        """Evaluate what an event changes, once the facts hold it."""
        if event.kind in _GIVING:
            self.take_answer(self.plans[event.page], event.page, self.facts.raw(event.page))
        elif event.kind in _DECIDING:
            self.refresh([MODULES, VOLUNTEER])

    def take_answer(self, plan: Plan, key: str, answer: Answer | None) -> None:
        """Evaluate what changes with the answer to one page, once the facts hold it."""
        start: tuple[int, ...] = ()
        if not plan.kept:
            start = (plan.index,)
        elif key in self.pages[plan.name]:
            if answer is not None and key not in self.effective:
                self.effective[key] = answer
                start = plan.dependants
            elif self._keep(key, answer):
                start = plan.dependants
        if plan.decides_modules:
            self._run(sorted({*start, self.graph.position[MODULES]}))
        elif start:
            self._run(start, key)

    def _keep(self, key: str, answer: Answer | None) -> bool:
        """Let an answer count on a page; return whether another one did before."""
        before = self.effective.get(key)
        if answer is None:
            if before is None:
                return False
            del self.effective[key]
            return True
        if before is not None and before == answer:
            return False
        self.effective[key] = answer
        return True

    def refresh(self, names: Iterable[str]) -> None:
        """Evaluate these nodes, and of what depends on them as much as changes; a name may also be no node."""
        start: set[int] = set()
        for name in names:
            if name in self.graph.position:
                start.add(self.graph.position[name])
            else:
                start.update(self.graph.dependants.get(name, ()))
        self._run(sorted(start))

    def _run(self, start: Sequence[int], key: str = "") -> None:
        """Evaluate nodes, in order, and those that depend on what changes; see :meth:`_run_on`."""
        plans, shown, pages = self.plans.by_node, self.shown, self.pages
        for place, index in enumerate(start):
            plan = plans[index]
            if plan is not None and plan.simple and plan.kept and not self.facts.sections:
                asked = shown[plan.home] and (plan.when is None or plan.when(self.root) is True)
                if pages[plan.name] if asked else not pages[plan.name]:
                    continue
            if self._evaluate(index, key) and self._dependants_at[index]:
                self._run_on([*start[place + 1 :], *self._dependants_at[index]], key, plan)
                return

    def _run_on(self, queue: list[int], key: str, changed: Plan | None) -> None:
        """Evaluate nodes in order, lowest first, and those that depend on what changes.

        With a key, only the answer to that page changed, and the questions of other passes of its section are left
        alone for as long as nothing outside of that section changes.
        """
        heapify(queue)
        while queue:
            if key and (changed is None or changed.section is not self.plans[key].section):
                key = ""
            index = heappop(queue)
            while queue and queue[0] == index:
                heappop(queue)
            if self._evaluate(index, key):
                changed = self.plans.by_node[index]
                for dependant in self._dependants_at[index]:
                    heappush(queue, dependant)

    def _evaluate(self, index: int, key: str = "") -> bool:
        """Evaluate one node; return whether its value changed."""
        plan = self.plans.by_node[index]
        if plan is None:
            return self._other(index)
        if key and not plan.alone and plan.plain and plan.kept and plan.section is self.plans[key].section:
            return self._question_in(plan, key.partition("@")[2].partition("/")[0])
        return self._question(plan)

    def _question_in(self, plan: Plan, item: str) -> bool:
        """Evaluate a question for one pass of its section; return whether anything changed."""
        scope = self.passes.get(plan.section.id, _NONE).get(item)
        if scope is not None and not self.facts.sections:
            asked = plan.when is None or plan.when(scope) is True
            if asked == (f"{plan.name}@{item}" in self.pages[plan.name]):
                return False
        return self._question(plan)

    def _other(self, index: int) -> bool:
        """Evaluate a node that is no question."""
        name, node = self.graph.nodes[index]
        if isinstance(node, Section):
            before, self.shown[node.id] = self.shown[node.id], self._section(node)
            return before != self.shown[node.id]
        if isinstance(node, Computed):
            return self._set(self.values, name, self.closure(node.tree)(self.root))
        if isinstance(node, Draw):
            return self._set(self.values, name, self.drawn(node))
        given, self.assignment = self.assignment, assign(self)
        return given != self.assignment

    @staticmethod
    def _set(table: dict[str, Any], name: str, value: Any) -> bool:
        if name in table and table[name] == value:
            return False
        table[name] = value
        return True

    def _section(self, section: Section) -> tuple[tuple[str, ...], ...]:
        """Return the loop paths for which a section is on the path: ``((),)`` without a loop, ``()`` if hidden."""
        self.passes.pop(section.id, None)
        if section.module and section.id not in self.assignment.modules:
            return ()
        if not self.holds(section.when, self.root):
            return ()
        if section.loop is None:
            return ((),)
        items = self.loop_items(section.loop, self.root, section.id)
        if is_steady(self, section.loop):
            name = section.loop.name
            self.passes[section.id] = {item.id: Scope(self, (item.id,), {name: item}) for item in items}
        return tuple([(item.id,) for item in items])

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

    def drawn(self, draw: Draw) -> Any:
        """Return what a draw gives now, by loop item where it stands in a loop; other worlds may take it as given."""
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
        found = self.passes.get(section.id, _NONE).get(path[0])
        if found is not None:
            return found
        item = _item_named(path[0], self.loop_items(section.loop, self.root, section.id))
        return Scope(self, path[:1], {section.loop.name: item})

    def scope(self, key: str) -> Scope:
        """Return the names as seen from a page."""
        plan = self.plans[key]
        if plan.alone:
            return self.root
        if plan.plain and (found := self.passes.get(plan.section.id, _NONE).get(key.partition("@")[2])):
            return found
        _, path = split_key(key)
        if not path:
            return self.root
        question, section = plan.question, plan.section
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

    def _question(self, plan: Plan) -> bool:
        """Evaluate whether a question is asked, and which answers to it count; return whether anything changed."""
        name, before = plan.name, self.pages[plan.name]
        if not self.shown.get(plan.section.id):
            pages: tuple[str, ...] = ()
        elif plan.simple and not self.facts.sections:
            pages = plan.keys if plan.when is None or plan.when(self.root) is True else ()
        else:
            pages = pages_of(self, plan)
        if pages == before and (plan.kept or not pages):
            return False
        self.pages[name] = pages
        changed = plan.seen and pages != before
        if not plan.kept:
            return self._answers(plan.question, before, pages) or changed
        given = self.facts.given
        for key in before if pages == () else {*before, *pages} if before else pages:
            if key in given and self._keep(key, self.facts.raw(key) if key in pages else None):
                changed = True
        return changed

    def _answers(self, question: Question, before: tuple[str, ...], pages: tuple[str, ...]) -> bool:
        """Let the answers to a question count that do on its pages now; return whether others did before."""
        changed = False
        for key in {*before, *pages}:
            answer = self.effective_answer(question, key) if key in pages else None
            if answer != self.effective.get(key):
                changed = True
                if answer is None:
                    del self.effective[key]
                else:
                    self.effective[key] = answer
        return changed

    def has_choices(self, question: Question, scope: Scope) -> bool:
        """Whether there is anything to choose from: carried options can run out, and then nothing is asked."""
        sources = question.options or question.rows
        if not question.varies or not sources:
            return True
        purpose = f"{'options' if question.options else 'rows'}:{page_key(question.id, scope.path)}"
        items = resolve(self, sources, scope, purpose)
        if question.shape == "maxdiff":
            return len(items) > 1
        return bool(items) or bool(resolve(self, question.extra_rows, scope, "extra"))

    def included(self, question: str) -> bool:
        """Whether the question belongs to the chosen sections, or to what they need."""
        return not self.facts.sections or question in self._chosen

    @cached_property
    def _chosen(self) -> frozenset[str]:
        return questions_for(self.questionnaire, self.facts.sections)

    def effective_answer(self, question: Question, key: str) -> Answer | None:
        """Return the answer as it counts: without what no longer exists, None where what is left would be refused.

        Other worlds may take it as given.
        """
        raw = self.facts.raw(key)
        self.changed_answers.discard(key)
        if raw is None or raw.is_empty or not (question.varies or any(check.hard for check in question.checks)):
            return raw
        from .checking import problems
        from .kinds import rules_of
        from .pages import build_page

        page = build_page(self, key)
        left = rules_of(question).prune(page, raw)
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


_NONE: dict[str, Scope] = {}
_GIVING = frozenset((EventKind.ANSWERED, EventKind.SKIPPED, EventKind.CLEARED, EventKind.UNDONE))
_DECIDING = frozenset((EventKind.ASSIGNED, EventKind.REPLACED, EventKind.BOOSTED, EventKind.DROPPED))


def _item_named(id_: str, items: Iterable[Item]) -> Item:
    """Return the loop item with an id; one that has left the loop goes by its id."""
    return next((item for item in items if item.id == id_), Item(id_, id_))


def _path_of(key: str) -> tuple[str, ...]:
    return split_key(key)[1]
